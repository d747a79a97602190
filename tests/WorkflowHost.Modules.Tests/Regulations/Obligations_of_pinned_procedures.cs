using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Runtime;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.Regulations;

/// <summary>A procedure that is used as a step carries obligations as the version that the step is pinned to, which is what runs.</summary>
public sealed class Obligations_of_pinned_procedures
{
    private const string Duty = "CQ-2d";

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task What_the_pinned_version_does_counts_and_not_what_the_published_one_does(bool isDoneByPinned, bool isPublishedUsedBefore)
    {
        // given two versions of a used procedure, of which one carries the duty; the second is the published one
        await using var host = await WorkflowTestHost.StartAsync("2026-11-21 09:00");
        var pinned = await host.PublishAsync(Used(isDoneByPinned));
        await host.PublishAsync(Used(!isDoneByPinned));
        var use = Step("use", "used");
        use["workflowDefinitionId"] = "used";
        use["workflowDefinitionVersionId"] = pinned.Id;
        var free = Step("free", "used");
        free["workflowDefinitionId"] = "used";
        var user = isPublishedUsedBefore ? Of("user", free, use) : Of("user", use);
        user["customProperties"] = new JsonObject { ["city"] = "chongqing", ["kind"] = "sampling" };

        // when
        var published = await host.Get<DefinitionLibrary>().PublishAsync(user.ToJsonString(), DefinitionOrigin.Administrator, TestContext.Current.CancellationToken);

        // then
        var told = published.Problems.Select(problem => problem.Message).ToList();
        told.ShouldNotBeEmpty("a sampling procedure owes more than this");
        told.Exists(message => message.Contains($"没有步骤履行 {Duty}", StringComparison.Ordinal)).ShouldBe(!isDoneByPinned, string.Join('\n', told));
    }

    private static JsonObject Used(bool isDone)
    {
        var step = Step("work", "Elsa.SetName", ("value", isDone ? "办" : "不办"));
        step["customProperties"] = isDone ? new JsonObject { ["obligations"] = new JsonArray(Duty) } : [];
        return Of("used", step).WithOption("usableAsActivity", JsonValue.Create(true));
    }
}
