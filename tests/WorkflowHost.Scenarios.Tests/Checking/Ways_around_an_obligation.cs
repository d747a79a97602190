using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Regulations.Checking;
using Xunit;

namespace WorkflowHost.Scenarios.Tests.Checking;

/// <summary>CQ-2d is the one obligation that is looked for: it has no limit, and its document is made by the step that discharges it.</summary>
public sealed class Ways_around_an_obligation
{
    private const string Duty = """ "obligations": ["CQ-2d"] """;
    private const string Exempt = """ "exempts": {"退回": ["CQ-2d"]} """;

    [Fact]
    public void A_step_on_the_only_way_leaves_none() => IsSkipped(Of().Arrows("始 → 办\n办 → 完")).ShouldBeFalse();

    [Fact]
    public void A_decision_that_goes_around_it_leaves_one() =>
        IsSkipped(Of().Task("审", "同意、退回").Arrows("始 → 审\n审 [同意] → 办\n审 [退回] → 完\n办 → 完")).ShouldBeTrue();

    [Fact]
    public void A_decision_that_says_that_it_does_not_apply_leaves_none() =>
        IsSkipped(Of().Task("审", "同意、退回", law: Exempt).Arrows("始 → 审\n审 [同意] → 办\n审 [退回] → 完\n办 → 完")).ShouldBeFalse();

    [Fact]
    public void A_step_on_a_parallel_branch_is_not_skipped() =>
        IsSkipped(Of().Step("旁").Join("合", "WaitAllActive").Arrows("始 → 办 → 合 → 完\n始 → 旁 → 合")).ShouldBeFalse();

    [Fact]
    public void A_step_that_loses_a_race_is_skipped() =>
        IsSkipped(Of().Timer("等", 3).Join("合", "WaitAny").Arrows("始 → 办 → 合 → 完\n始 → 等\n等 [到期] → 合")).ShouldBeTrue();

    [Fact]
    public void A_parallel_branch_that_an_end_cuts_off_is_skipped() =>
        IsSkipped(Of().Task("审").Step("止", "Elsa.End").Arrows("始 → 审\n审 [同意] → 办 → 完\n始 → 止")).ShouldBeTrue();

    [Fact]
    public void Going_round_and_round_is_no_way_around_it() =>
        IsSkipped(Of().Task("审", "同意、退回").Arrows("始 → 审\n审 [退回] → 审\n审 [同意] → 办\n办 → 完")).ShouldBeFalse();

    [Fact]
    public void Steps_of_a_loop_that_wait_for_one_another_do_not_hide_a_way() =>
        IsSkipped(Of().Step("甲").Task("乙", "同意、退回").Arrows("始 → 甲 → 乙\n始 → 乙\n乙 [退回] → 甲\n乙 [同意] → 完")).ShouldBeTrue();

    [Fact]
    public void A_choice_whose_port_leads_nowhere_ends_there() =>
        IsSkipped(Of().Task("审", "同意、退回").Arrows("始 → 审\n审 [同意] → 办\n办 → 完")).ShouldBeTrue();

    [Theory]
    [InlineData("", true)]
    [InlineData("等 [已撤销] → 办", false)]
    public void A_limit_that_a_person_may_withdraw_leads_nowhere_unless_that_is_drawn(string more, bool isSkipped) =>
        IsSkipped(Of().Timer("等", 3).Arrows("始 → 等\n等 [到期] → 办\n办 → 完\n" + more)).ShouldBe(isSkipped);

    [Fact]
    public void A_window_that_closes_leads_nowhere_unless_that_is_drawn() => IsSkipped(Of()
        .With("窗", "PostInspection.TimeWindow", "", ("limitValue", 3)).Arrows("始 → 窗\n窗 [完成] → 办\n窗 [已撤销] → 办\n办 → 完")).ShouldBeTrue();

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_limit_around_a_part_leads_nowhere_when_it_interrupts_and_that_is_not_drawn(bool interrupts, bool isSkipped) => IsSkipped(Of()
        .With("限", "PostInspection.LimitedScope", "", ("limitValue", 3), ("interrupts", interrupts)).Arrows("始 → 限\n限 [完成] → 办\n办 → 完")).ShouldBe(isSkipped);

    [Theory]
    [InlineData("getInput('x') === 2", true)]
    [InlineData("true", false)]
    public void A_choice_of_which_no_case_need_hold_leads_nowhere(string last, bool isSkipped) => IsSkipped(Of()
        .Switch("选", ("甲", "getInput('x') === 1"), ("乙", last)).Arrows("始 → 选\n选 [甲] → 办\n选 [乙] → 办\n办 → 完")).ShouldBe(isSkipped);

    [Fact]
    public void What_a_used_procedure_always_does_is_not_skipped() =>
        IsSkipped(new Drawing("p").Kind("chongqing", "sampling").Step("始").Use("用", "used").Step("完").Arrows("始 → 用 → 完"), Used("始 → 办\n办 → 完")).ShouldBeFalse();

    [Fact]
    public void What_a_used_procedure_does_sometimes_is_skipped() =>
        IsSkipped(
            new Drawing("p").Kind("chongqing", "sampling").Step("始").Use("用", "used").Step("完").Arrows("始 → 用 → 完"),
            Used("始 → 审\n审 [同意] → 办\n审 [退回] → 完\n办 → 完", drawing => drawing.Task("审", "同意、退回"))).ShouldBeTrue();

    [Fact]
    public void A_child_that_is_started_by_its_id_counts_too() =>
        IsSkipped(
            new Drawing("p").Kind("chongqing", "sampling").With("派", "Elsa.ExecuteWorkflow", "", ("workflowDefinitionId", "used")).Step("完").Arrows("派 → 完"),
            Used("始 → 办\n办 → 完")).ShouldBeFalse();

    [Fact]
    public void A_procedure_that_uses_itself_does_not_make_it_endless() =>
        IsSkipped(new Drawing("p").Kind("chongqing", "sampling").Step("始").Use("用", "p").Document("办", "抽样监督记录", Duty).Arrows("始 → 用 → 办")).ShouldBeFalse();

    [Fact]
    public void Branches_that_part_and_meet_in_a_loop_leave_none() => IsSkipped(Looped("合 → 办\n办 → 批\n批 [批准] → 完\n批 [退回] → 改\n改 [重新归集] → 集\n改 [重新提交] → 批")).ShouldBeFalse();

    [Theory]
    [InlineData("合 → 批\n批 [批准] → 完\n批 [退回] → 改\n改 [重新归集] → 集\n改 [重新提交] → 办\n办 → 批")]
    [InlineData("合 → 办\n办 → 批\n批 [批准] → 完\n批 [退回] → 改\n改 [重新归集] → 集\n改 [重新提交] → 批\n丙 → 止")]
    public void A_way_out_of_branches_that_meet_in_a_loop_is_found(string arrows) => IsSkipped(Looped(arrows)).ShouldBeTrue();

    [Fact]
    public void Ten_parallel_branches_of_choices_are_looked_through()
    {
        var drawing = Of().Join("合", "WaitAllActive");
        foreach (var branch in Enumerable.Range(0, 10))
        {
            drawing.Task($"审{branch}", "同意、退回").Arrows($"始 → 审{branch}\n审{branch} [同意] → 合\n审{branch} [退回] → 合");
        }

        IsSkipped(drawing.Arrows("合 → 办\n办 → 完")).ShouldBeFalse();
        IsSkipped(drawing.Arrows("合 → 完")).ShouldBeFalse();
    }

    /// <summary>As a yearly assessment: two rows of steps are gathered side by side, and all over again when what came of them is sent back.</summary>
    private static Drawing Looped(string arrows) => Of().Step("止", "Elsa.End").Step("集").Step("甲").Step("乙").Step("丙").Step("丁").Task("评", "已评、不评").Step("表").Join("合", "WaitAllActive")
        .Task("批", "批准、退回").Task("改", "重新归集、重新提交")
        .Arrows("始 → 集\n集 → 甲 → 乙 → 合\n集 → 丙 → 丁 → 评\n评 [已评] → 表 → 合\n评 [不评] → 合\n" + arrows);

    private static Drawing Of() => new Drawing("p").Kind("chongqing", "sampling").Step("始", "Elsa.Start").Document("办", "抽样监督记录", Duty).Step("完", "Elsa.End");

    private static WorkflowDefinition Used(string arrows, Func<Drawing, Drawing>? more = null)
    {
        var drawing = new Drawing("used").UsableAsActivity().Step("始").Document("办", "抽样监督记录", Duty).Step("完", "Elsa.End");
        return (more?.Invoke(drawing) ?? drawing).Arrows(arrows).Draw();
    }

    private static bool IsSkipped(Drawing drawing, params WorkflowDefinition[] others)
    {
        var definition = drawing.Draw();
        var report = Stage.Get<ProcedureChecker>().Check(
            definition, id => others.Append(definition).FirstOrDefault(other => other.DefinitionId == id), new DateOnly(2026, 11, 21));
        report.Findings.ShouldNotContain(finding => finding.Obligation == "CQ-2d" && finding.Code != "obligation-skipped");
        return report.Findings.Any(finding => finding is { Obligation: "CQ-2d", Code: "obligation-skipped" });
    }
}
