using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Modules.Tests.Procedures.BeijingOfficers;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>
/// What nested procedures keep for each other in their root's variables: a case keeps the versions that its root was published with,
/// and a root of a bureau's own that lacks the variables goes on with the shipped procedures. 2026-09-14 is a Monday.
/// </summary>
public sealed class Older_parents : IAsyncLifetime
{
    private const string Root = "shanghai-unqualified-result";

    private WorkflowTestHost host = null!;

    public async ValueTask InitializeAsync() => host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_case_that_runs_does_not_reach_a_newer_nested_procedure()
    {
        // given a case under way
        var opened = await AcceptAsync();

        // when a procedure that its root nests is published anew, and the root after it
        var newer = Read("shanghai-service");
        Step(newer, "contact")["metadata"]!["displayText"] = "再联系经营者";
        await host.PublishAsync(newer);
        Step(newer, "approve")["metadata"]!["displayText"] = "再审批告知书";
        await host.PublishAsync(newer);
        await host.PublishAsync(Read(Root));
        await host.CompleteAsync(opened, "联系经营者", "可以送达");

        // then
        (await OpenTitlesAsync(host, opened)).ShouldContain("审批检验结果告知书");

        // and the next case does
        var next = await host.ReceiveAsync(Reports.ProducedInShanghai("SH-2026-0002"));
        await AcceptAsync(next);
        (await OpenTitlesAsync(host, next)).ShouldContain("再联系经营者");
    }

    [Fact]
    public async Task A_root_without_the_variables_goes_on_with_the_shipped_procedures()
    {
        // given
        var root = Read(Root);
        var variables = root["variables"]!.AsArray();
        foreach (var variable in variables.Where(variable => variable!["name"]!.GetValue<string>() is "本案列异" or "本案列严" or "结果变更" or "结果变更处理").ToList())
        {
            variables.Remove(variable);
        }

        await host.PublishAsync(root);
        var opened = await AcceptAsync();

        // when nobody is found, then somebody turns up and objects, and the result does not stand
        await host.CompleteAsync(opened, "联系经营者", "无法联系", Form(("attempts", "两次到登记住所核查无人经营")));
        await host.CompleteAsync(opened, "审批列异决定", "同意列入");
        await host.CompleteAsync(opened, "登记列异公示", "已公示", Form(("publishedOn", Text(host.Today)), ("channel", "国家企业信用信息公示系统")));
        await host.CompleteAsync(opened, "审批检验结果告知书", "同意");
        await host.CompleteAsync(opened, "发布送达公告", "已公告", Form(("publishedOn", Text(host.Today)), ("channel", "区局网站")));
        await host.CompleteAsync(opened, "登记当事人出现", "当事人已出现", Form(("on", Text(host.Today)), ("how", "法定代表人来局领取")));
        await host.CompleteAsync(opened, "直接送达", "已送达", Receipt(host.Today));
        await host.CompleteAsync(opened, "登记书面异议", "收到异议", Form(("receivedOn", Text(host.Today)), ("content", "对检验方法有异议")));
        await host.CompleteAsync(opened, "审查异议和复检申请", "准予复检", Form(("body", "国家儿童用品质检中心")));
        await host.CompleteAsync(opened, "登记复检报告", "登记", Form(("reportNumber", "FJ-1"), ("receivedOn", Text(host.Today)), ("conclusion", "合格")));

        // then enforcement of the district is told at once, beside the service of the answer
        (await host.TaskAsync(opened, "知悉检验结果变更")).BureauId.ShouldBe("sh-pudong");
        await host.CompleteAsync(opened, "知悉检验结果变更", "已知悉", Form(("handling", "无在办案件")));
        await host.CompleteAsync(opened, "送达异议处理告知书", "已送达", Receipt(host.Today));
        (await OpenTitlesAsync(host, opened)).ShouldNotContain("拟制责令改正通知书");
    }

    private static JsonObject Read(string definition) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", "shanghai", $"{definition}.json")))!.AsObject();

    private static JsonNode Step(JsonObject definition, string id) =>
        definition["root"]!["activities"]!.AsArray().Single(step => step!["id"]!.GetValue<string>() == id)!;

    private async Task<Case> AcceptAsync()
    {
        var opened = await host.ReceiveAsync(Reports.ProducedInShanghai());
        await AcceptAsync(opened);
        return opened;
    }

    private async Task AcceptAsync(Case opened)
    {
        await host.CompleteAsync(opened, "移交属地", "移交", Form(("bureau", "sh-pudong")));
        await host.CompleteAsync(opened, "接收移交", "接收", Form(("receivedOn", Text(host.Today)), ("contact", "沈堃")));
    }
}
