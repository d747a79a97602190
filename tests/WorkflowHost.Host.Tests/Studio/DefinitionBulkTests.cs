using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>What is done with several definitions at once: one that is refused does not hold up the others.</summary>
public sealed class DefinitionBulkTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Root = "/elsa/api/workflow-definitions";
    private const string Bulk = "/elsa/api/bulk-actions";

    [Fact]
    public async Task All_that_may_be_published_are_and_the_others_are_told_each_with_its_reason()
    {
        var studio = await host.AsAsync("sj.guanli");
        var (empty, good) = (await DrawnAsync(studio, "批量：空流程"), await DrawnAsync(studio, "批量：好流程", Drawn.Step("a", "Elsa.Start")));
        var already = IdOf(await Drawn.PublishedAsync(studio, "批量：已发布"));

        var answer = await studio.PostAsync(
            $"{Bulk}/publish/workflow-definitions/by-definition-ids", new JsonObject { ["definitionIds"] = new JsonArray(empty, "none", already, good) });

        var shown = answer.ShouldBeShownByStudio();
        shown[0].ShouldBe("已发布 1 个流程，另有 1 个没有发布。");
        shown[1].ShouldStartWith("“批量：空流程”没有发布：");
        shown[1].ShouldContain("空的流程图");
        (Ids(answer, "published"), Ids(answer, "alreadyPublished"), Ids(answer, "notFound"), Ids(answer, "failed")).ShouldBe((good, already, "none", empty));
    }

    [Theory]
    [InlineData("publish/workflow-definitions/by-definition-ids", "{}")]
    [InlineData("retract/workflow-definitions/by-definition-ids", """{"definitionIds":5}""")]
    [InlineData("delete/workflow-definitions/by-definition-id", """{"definitionIds":[]}""")]
    [InlineData("delete/workflow-definitions/by-id", "")]
    public async Task Who_names_none_is_told_so(string deed, string body) =>
        (await (await host.AsAsync("sj.guanli")).PostTextAsync($"{Bulk}/{deed}", body)).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldStartWith("请求中缺少 ");

    [Fact]
    public async Task All_that_may_be_retracted_are()
    {
        // given two that are published, one of which somebody else works on
        var studio = await host.AsAsync("sj.guanli");
        await host.AddAdministratorAsync("sj.guanli11");
        var (taken, free) = (await Drawn.PublishedAsync(studio, "批量：别人在改"), await Drawn.PublishedAsync(studio, "批量：可撤回"));
        taken["description"] = "别人的改动";
        (await (await host.AsAsync("sj.guanli11")).PostAsync(Root, Drawn.Save(taken))).Status.ShouldBe(HttpStatusCode.OK);

        var answer = await studio.PostAsync(
            $"{Bulk}/retract/workflow-definitions/by-definition-ids", new JsonObject { ["definitionIds"] = new JsonArray(IdOf(taken), IdOf(free)) });

        var shown = answer.ShouldBeShownByStudio();
        shown[0].ShouldBe("已撤回 1 个流程，另有 1 个没有撤回。");
        shown[1].ShouldStartWith("“批量：别人在改”没有撤回：");
        (Ids(answer, "retracted"), Ids(answer, "failed")).ShouldBe((IdOf(free), IdOf(taken)));
    }

    [Fact]
    public async Task All_that_may_be_deleted_are_whether_whole_or_single_versions()
    {
        // given two that may go, each behind one that is shipped
        var studio = await host.AsAsync("sj.guanli");
        const string shipped = "beijing-unqualified-result";
        var whole = await DrawnAsync(studio, "批量：可删除");
        var single = await Drawn.PublishedAsync(studio, "批量：可删除的版本");
        single["description"] = "下一版";
        var draft = (await studio.PostAsync(Root, Drawn.Save(single))).Json["workflowDefinition"]!["id"]!.GetValue<string>();
        var shippedVersion = (await studio.GetAsync($"{Root}/by-definition-id/{shipped}?versionOptions=Published")).Json["id"]!.GetValue<string>();

        var definitions = await studio.PostAsync(
            $"{Bulk}/delete/workflow-definitions/by-definition-id", new JsonObject { ["definitionIds"] = new JsonArray(shipped, whole, "none") });
        var versions = await studio.PostAsync(
            $"{Bulk}/delete/workflow-definitions/by-id", new JsonObject { ["ids"] = new JsonArray(shippedVersion, draft) });

        foreach (var answer in new[] { definitions, versions })
        {
            var shown = answer.ShouldBeShownByStudio();
            shown[0].ShouldStartWith("已删除 1 个");
            shown[1].ShouldContain("随系统提供");
            answer.Json["deleted"]!.GetValue<int>().ShouldBe(1);
        }

        (await studio.GetAsync($"{Root}/by-definition-id/{whole}?versionOptions=Latest")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await studio.GetAsync($"{Root}/by-id/{draft}")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    private static string IdOf(JsonNode definition) => definition["definitionId"]!.GetValue<string>();

    /// <summary>The one id in a list of the answer.</summary>
    private static string Ids(Answer answer, string list) => answer.Json[list]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>();

    private static async Task<string> DrawnAsync(ApiClient studio, string name, params JsonObject[] steps)
    {
        var created = (await studio.PostAsync(Root, Drawn.New(name))).Json["workflowDefinition"]!;
        created.Draw(steps);
        (await studio.PostAsync(Root, Drawn.Save(created))).Status.ShouldBe(HttpStatusCode.OK);
        return IdOf(created);
    }
}
