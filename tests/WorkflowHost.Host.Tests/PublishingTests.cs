using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Host.Tests.Studio;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Testing;
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

    [Fact]
    public async Task A_procedure_can_not_be_published_as_of_no_kind_so_that_nothing_is_asked_of_it()
    {
        // given
        var json = JsonNode.Parse(await File.ReadAllTextAsync(Repository.File($"workflows/beijing/{Definition}.json"), Cancelled))!;
        ((JsonObject)json["customProperties"]!).Remove("kind");

        // when
        var published = await Library.PublishAsync(json.ToJsonString(), DefinitionOrigin.Administrator, Cancelled);

        // then
        published.Problems.ShouldAllBe(problem => problem.Code == "kind-removed");
        published.Problems.Select(problem => problem.Message).ShouldContain(message => message.StartsWith("发布过的版本属于流程种类“unqualified-result”", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_procedure_that_is_retracted_can_not_come_back_as_of_no_kind()
    {
        // given: the shipped procedure, retracted
        const string Retracted = "beijing-inspection", Root = "/elsa/api/workflow-definitions";
        var studio = await host.AsAsync("sj.guanli");
        var read = (await studio.GetAsync($"{Root}/by-definition-id/{Retracted}?versionOptions=Latest")).Json;
        (await studio.PostAsync($"{Root}/{Retracted}/retract", new JsonObject())).Json["isPublished"]!.GetValue<bool>().ShouldBeFalse();

        // when
        ((JsonObject)read["customProperties"]!).Remove("kind");
        var answer = await studio.PostAsync(Root, Drawn.Save(read, publish: true));

        // then
        answer.ShouldBeShownByStudio().ShouldContain(message => message.Contains("发布过的版本属于流程种类“inspection”", StringComparison.Ordinal));
        (await Library.FindPublishedAsync(Retracted, Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task A_shipped_procedure_shows_what_could_not_be_proved_of_it_and_keeps_nothing_in_the_database()
    {
        // given
        var shipped = (await Library.FindPublishedAsync("beijing-recheck", Cancelled)).ShouldNotBeNull().Version;
        shipped.Origin.ShouldBe(DefinitionOrigin.File);

        // when
        var answer = (await (await host.AsAsync("sj.guanli")).GetAsync("/api/v1/definitions/beijing-recheck")).Json;

        // then
        answer["warnings"]!.AsArray().Select(warning => warning!["code"]!.ToString()).Distinct(StringComparer.Ordinal).ShouldBe(["limit-unknown"]);
        (await host.Services.GetRequiredService<IDefinitionStore>().FindAsync(shipped.Id, Cancelled)).ShouldNotBeNull().Warnings.ShouldBe(shipped.Warnings);
    }

    [Fact]
    public async Task What_the_checker_could_not_prove_and_roles_that_nobody_holds_are_kept_with_the_version()
    {
        // when: a limit that only a run tells, and a city in which nobody holds a role
        var published = await Library.PublishAsync(Remarked("remarked", "nowhere"), DefinitionOrigin.Administrator, Cancelled);

        // then
        published.Problems.ShouldBeEmpty();
        published.Value!.Warnings.Select(warning => warning.Code).Distinct(StringComparer.Ordinal).ShouldBe(["outcome-dangling", "limit-unknown", "role-unheld"], ignoreOrder: true);
        published.Value.Warnings.Single(warning => warning.Code == "role-unheld").Message.ShouldBe("步骤“决定”由审批人办理，本市目前没有人担任。");
    }

    [Fact]
    public async Task What_is_remarked_of_a_file_is_found_out_again_after_minutes()
    {
        // given a file of a city in which nobody holds a role, looked at by somebody
        var file = (await Library.PublishAsync(Remarked("remarked-file", "somewhere"), DefinitionOrigin.File, Cancelled)).Value.ShouldNotBeNull();
        var clock = new ManualTimeProvider(file.CreatedAt);
        var remarks = new PublishedRemarks(Library, clock);
        (await remarks.OfAsync(file, Cancelled)).ShouldContain(remark => remark.Code == "role-unheld");

        // when somebody is given it
        var people = host.Services.GetRequiredService<IOrganisationStore>();
        var approver = (await people.FindByLoginAsync("sj.guanli", Cancelled)).ShouldNotBeNull();
        await people.SaveAsync(
            [new Bureau("somewhere", "某市市场监督管理局", BureauKind.Municipal, "somewhere", "某市", "某市监抽查", "", "", "")],
            [approver with { Id = "test-somewhere", LoginName = "somewhere.shenpi", BureauId = "somewhere", Roles = [Roles.Approver] }],
            Cancelled);

        // then
        clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        (await remarks.OfAsync(file, Cancelled)).ShouldContain(remark => remark.Code == "role-unheld");
        clock.Advance(TimeSpan.FromTicks(1));
        (await remarks.OfAsync(file, Cancelled)).ShouldNotContain(remark => remark.Code == "role-unheld");
    }

    [Fact]
    public async Task A_definition_that_goes_around_an_obligation_is_refused_with_article_and_path()
    {
        // given: a district that may decline the papers, and then the case is closed
        var json = JsonNode.Parse(await File.ReadAllTextAsync(Repository.File($"workflows/beijing/{Definition}.json"), Cancelled))!;
        var accept = json["root"]!["activities"]!.AsArray().Single(step => step!["id"]!.ToString() == "accept")!;
        accept["outcomes"]!["expression"]!["value"] = """["接收", "不收"]""";
        json["root"]!["connections"]!.AsArray().Add(JsonNode.Parse(
            """{ "source": { "activity": "accept", "port": "不收" }, "target": { "activity": "close", "port": "In" }, "vertices": [] }"""));
        var before = (await Library.FindPublishedAsync(Definition, Cancelled)).ShouldNotBeNull().Version;

        // when
        var published = await Library.PublishAsync(json.ToJsonString(), DefinitionOrigin.Administrator, Cancelled);

        // then
        published.Problems.ShouldAllBe(problem => problem.Code == "obligation-skipped");
        published.Problems[0].Message.ShouldStartWith(
            "有一条从开始到结束的路径没有履行 BJ-6（《北京市产品质量监督抽查后处理工作规定（试行）》第六条：");
        published.Problems[0].Message.ShouldEndWith("例如：“接收报告和文书材料”→ 不收。");
        (await Library.FindPublishedAsync(Definition, Cancelled)).ShouldNotBeNull().Version.ShouldBe(before);
    }

    /// <summary>A sound procedure of one step, of which more can be remarked than proved.</summary>
    private static string Remarked(string definitionId, string city) => $$"""
        {
          "definitionId": "{{definitionId}}", "name": "备注", "version": 1, "customProperties": { "city": "{{city}}" },
          "root": { "id": "flow", "type": "Elsa.Flowchart", "version": 1, "connections": [], "activities": [
            { "id": "decide", "type": "PostInspection.ApprovalTask", "version": 1, "customProperties": { "obligations": ["BJ-8"] },
              "metadata": { "displayText": "决定" },
              "role": { "typeName": "String", "expression": { "type": "Literal", "value": "Approver" } },
              "bureau": { "typeName": "String", "expression": { "type": "Literal", "value": "bj" } },
              "outcomes": { "typeName": "Object", "expression": { "type": "Object", "value": "[\"同意\"]" } },
              "limitValue": { "typeName": "Int32", "expression": { "type": "JavaScript", "value": "getInput('days')" } } } ] }
        }
        """;
}
