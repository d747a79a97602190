using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Scenarios.Answers;
using Xunit;

namespace WorkflowHost.Scenarios.Tests.Playing;

/// <summary>What works for the duties of another step. 2026-09-14 is a Monday.</summary>
public sealed class Duties_of_shared_workflows
{
    private const string Caller = """ "duties": "caller" """;

    /// <summary>A workflow that knows no city: limit, title and duties are its user's.</summary>
    private static WorkflowDefinition Shared => new Drawing("shared").UsableAsActivity().Takes("title", "limitValue")
        .With("办理", "PostInspection.ApprovalTask", Caller,
            ("title", "=getInput('title')"), ("role", "CaseOfficer"), ("bureau", "bj"), ("outcomes", new[] { "办完" }), ("limitValue", "=getInput('limitValue')"), ("limitUnit", "WorkingDay"))
        .With("制作", "PostInspection.GenerateDocument", Caller, ("template", "beijing/x"), ("title", "=getInput('title')"), ("bureau", "bj"))
        .Arrows("办理 [办完] → 制作").Draw();

    [Fact]
    public void A_task_within_is_called_and_carries_what_its_user_says()
    {
        var task = Stage.Play("2026-09-14 09:00", Using("通知书"), Shared).Tasks.ShouldHaveSingleItem().Task;

        (task.Title, string.Join('、', task.Obligations)).ShouldBe(("通知书", "BJ-4b"));
    }

    [Fact]
    public void A_task_within_that_is_late_makes_the_user_s_duty_late()
    {
        var played = Stage.Play("2026-09-14 09:00", new Late(), Using("通知书"), Shared);

        played.Tasks.ShouldHaveSingleItem().IsLate.ShouldBeTrue();
        played.Obligations.First(obligation => obligation.Id == "BJ-4b").Standing.ShouldBe(ObligationStanding.DischargedLate);
    }

    [Fact]
    public void The_checker_measures_the_user_s_limit_and_finds_the_document_that_is_made_within()
    {
        Codes(Using("不合格检验报告转交清单")).ShouldBeEmpty();
        Codes(Using("别的文书")).ShouldBe(["document-missing"]);
        Codes(Using("不合格检验报告转交清单", days: 3)).ShouldContain("limit-longer");
    }

    [Theory]
    [InlineData(true, ObligationStanding.DischargedLate)]
    [InlineData(false, ObligationStanding.Discharged)]
    public void A_step_that_times_a_duty_makes_it_late_though_another_settles_it(bool times, ObligationStanding standing)
    {
        var definition = new Drawing("p").Kind("beijing", "unqualified-result")
            .Task("安排", "办完", limit: (1, "WorkingDay"), law: $""" "obligations": ["BJ-4b", "BJ-6"], "discharges": []{(times ? """, "times": ["BJ-4b"] """ : "")} """)
            .Step("完成", law: """ "obligations": ["BJ-4b"], "discharges": ["BJ-4b"] """)
            .Arrows("安排 [办完] → 完成").Draw();

        Stage.Play("2026-09-14 09:00", new Late(), definition).Obligations.First(obligation => obligation.Id == "BJ-4b").Standing.ShouldBe(standing);
    }

    [Fact]
    public void What_turns_out_not_to_apply_was_not_late()
    {
        var definition = new Drawing("p").Kind("beijing", "unqualified-result")
            .Task("安排", "办完", limit: (1, "WorkingDay"), law: """ "obligations": ["BJ-4b"], "discharges": [], "times": ["BJ-4b"] """)
            .Step("判断", law: """ "obligations": ["BJ-4b"], "discharges": [], "exempts": { "Done": ["BJ-4b"] } """)
            .Arrows("安排 [办完] → 判断").Draw();

        Stage.Play("2026-09-14 09:00", new Late(), definition).Obligations.First(obligation => obligation.Id == "BJ-4b").Standing.ShouldBe(ObligationStanding.NotApplicable);
    }

    private static WorkflowDefinition Using(string title, int days = 1) => new Drawing("p").Kind("beijing", "unqualified-result")
        .Use("转交", "shared", """ "obligations": ["BJ-4b"], "discharges": ["BJ-4b"] """, ("title", title), ("limitValue", days), ("limitUnit", "WorkingDay")).Draw();

    /// <summary>What the checker says of BJ-4b.</summary>
    private static IEnumerable<string> Codes(WorkflowDefinition definition) => Stage.Get<ProcedureChecker>()
        .Check(definition, id => id == "shared" ? Shared : null, new DateOnly(2026, 11, 21)).Findings
        .Where(finding => finding.Obligation == "BJ-4b").Select(finding => finding.Code);

    /// <summary>Everything is done a day too late.</summary>
    private sealed class Late : IAnswers
    {
        public Answer? To(Opening opening) => new(opening.Task.DueAt!.Value.AddDays(1), opening.Task.Outcomes[0], "", _ => []);
    }
}
