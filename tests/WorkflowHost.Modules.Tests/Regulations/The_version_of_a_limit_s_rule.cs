using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.Regulations;

public sealed class The_version_of_a_limit_s_rule
{
    private const string Beijing = "《北京市产品质量监督抽查后处理工作规定（试行）》第七条";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("BJ-7", Beijing, "", "2013年1月1日起施行")]
    [InlineData("BJ-7", "BJ-7", "", "2013年1月1日起施行")]
    [InlineData("CQ-3.1c", "《关于进一步做好产品质量监督抽查工作的通知》第三部分第1项", "", "2021年7月26日起施行")]
    [InlineData("BJ-7", Beijing, "2013年试行版", "2013年试行版")]
    [InlineData("BJ-7", "《市场监督管理行政处罚程序规定》第六十四条", "", "")]
    [InlineData("", Beijing, "", "")]
    public async Task Is_that_of_the_obligation_as_long_as_the_step_cites_its_text(string obligation, string basis, string stated, string version)
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        var step = Step("step", "PostInspection.ApprovalTask", ("role", "CaseOfficer"), ("bureau", "bj-haidian"), ("limitValue", 15), ("limitUnit", "CalendarDay"),
            ("limitBasis", basis), ("limitTerms", new JsonObject { ["ruleVersion"] = stated }));
        step["customProperties"] = new JsonObject { ["obligations"] = new JsonArray([.. obligation.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => JsonValue.Create(id))]) };

        // when
        await host.PublishAsync(Of("task", step));
        await host.StartInstanceAsync("i1", "task");

        // then
        var limit = (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).ShouldHaveSingleItem().Limit;
        limit.Rule.RuleVersion.ShouldBe(version);
        limit.Outcome.Sentence.ShouldEndWith(version.Length > 0 ? $"{basis}（{version}）" : basis);
    }
}
