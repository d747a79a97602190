using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Runtime;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class PublishingTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Definition = "beijing-unqualified-result";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private DefinitionLibrary Library => host.Services.GetRequiredService<DefinitionLibrary>();

    [Fact]
    public async Task A_truncated_definition_is_refused_with_the_place_and_leaves_the_published_version()
    {
        var json = await File.ReadAllTextAsync(Repository.File($"workflows/beijing/{Definition}.json"), Cancelled);
        var before = (await Library.FindPublishedAsync(Definition, Cancelled)).ShouldNotBeNull().Version;

        var published = await Library.PublishAsync(json[..(json.Length / 2)], DefinitionOrigin.Administrator, Cancelled);

        published.IsValid.ShouldBeFalse();
        published.Problems.ShouldHaveSingleItem().Message.ShouldMatch(@"第 \d+ 行第 \d+ 列");
        (await Library.FindPublishedAsync(Definition, Cancelled)).ShouldNotBeNull().Version.ShouldBe(before);
    }

    [Fact]
    public async Task A_definition_with_an_unknown_step_is_refused_by_its_name_and_leaves_the_published_version()
    {
        var json = await File.ReadAllTextAsync(Repository.File($"workflows/beijing/{Definition}.json"), Cancelled);
        var before = (await Library.FindPublishedAsync(Definition, Cancelled)).ShouldNotBeNull().Version;

        var published = await Library.PublishAsync(
            json.Replace("PostInspection.ApprovalTask", "PostInspection.NoSuchStep", StringComparison.Ordinal), DefinitionOrigin.Administrator, Cancelled);

        published.IsValid.ShouldBeFalse();
        published.Problems.ShouldAllBe(problem => problem.Message.Contains("PostInspection.NoSuchStep", StringComparison.Ordinal));
        (await Library.FindPublishedAsync(Definition, Cancelled)).ShouldNotBeNull().Version.ShouldBe(before);
    }
}
