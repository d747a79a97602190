using System.Text.Json.Nodes;
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
}
