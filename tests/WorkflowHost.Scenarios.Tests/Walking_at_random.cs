using Shouldly;
using WorkflowHost.Organisation;
using WorkflowHost.Scenarios.Answers;
using WorkflowHost.Scenarios.Playing;
using Xunit;

namespace WorkflowHost.Scenarios.Tests;

/// <summary>What makes a random walk faulty. CQ-2d is the duty that is looked for.</summary>
public sealed class Walking_at_random
{
    private const string Duty = """ "obligations": ["CQ-2d"] """;

    [Fact]
    public void A_task_that_nobody_may_do_is_not_done_and_makes_every_walk_faulty()
    {
        var report = Walk(new Drawing("p").Step("始", "Elsa.Start").Task("办", role: "Administrator", bureau: "bj-haidian").Step("完", "Elsa.End").Arrows("始 → 办\n办 [同意] → 完"));

        report.Finished.ShouldBe(0);
        report.Faulty.Length.ShouldBe(report.Count);
        report.Faulty.ShouldAllBe(walk => walk.Why == "“办”没有人可以办理");
    }

    [Fact]
    public void A_walk_that_waits_is_judged_by_where_it_leads()
    {
        // a duty that a person may go around, and a person who sometimes never acts
        var report = Walk(new Drawing("p").Kind("chongqing", "sampling").Step("始", "Elsa.Start").Task("审").Document("办", "抽样监督记录", Duty).Step("完", "Elsa.End")
            .Arrows("始 → 审\n审 [同意] → 完"));

        report.Faulty.Count(walk => walk.Played.End is PlayEnd.Waiting).ShouldBeGreaterThan(0);
        report.Faulty.Length.ShouldBe(report.Count);
        report.Faulty.ShouldAllBe(walk => walk.Why.EndsWith("适用而没有履行", StringComparison.Ordinal));
    }

    [Fact]
    public void A_walk_that_waits_for_somebody_who_may_act_and_then_ends_well_is_not_faulty()
    {
        var report = Walk(new Drawing("p").Step("始", "Elsa.Start").Task("办").Step("完", "Elsa.End").Arrows("始 → 办\n办 [同意] → 完"));

        report.Finished.ShouldBeLessThan(report.Count);
        report.Faulty.ShouldBeEmpty();
    }

    [Fact]
    public void A_walk_that_waits_for_what_neither_a_person_nor_a_date_brings_is_faulty_beside_a_task_that_may_stay_open()
    {
        var report = Walk(new Drawing("p").Step("始", "Elsa.Start").With("办", "PostInspection.ApprovalTask", """ "mayStayOpen": true """, ("role", "CaseOfficer"), ("bureau", "bj"), ("outcomes", new[] { "同意" }))
            .With("等", "Elsa.Event", "", ("eventName", "从不发生")).Step("完", "Elsa.End").Arrows("始 → 办\n始 → 等\n办 [同意] → 完\n等 → 完"));

        report.Faulty.Length.ShouldBe(report.Count);
        report.Faulty.Count(walk => walk.Played.End is PlayEnd.Waiting).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_walk_that_waits_for_what_neither_a_person_nor_a_date_brings_is_faulty_beside_a_date_that_is_far()
    {
        var report = Walk(new Drawing("p").Step("始", "Elsa.Start").Timer("久", 96, "Month").With("等", "Elsa.Event", "", ("eventName", "从不发生")).Step("完", "Elsa.End")
            .Arrows("始 → 久\n始 → 等\n久 [到期] → 完\n等 → 完"));

        report.Faulty.Length.ShouldBe(report.Count);
        report.Faulty.ShouldAllBe(walk => walk.Why == "“等”没有人、也没有日期能够带来");
    }

    [Fact]
    public void A_walk_that_waits_for_what_a_person_brings_who_answers_after_its_end_is_not_faulty()
    {
        // given a year in which hardly anybody gets to the second task, whose completion is waited for elsewhere
        var drawing = new Drawing("p").Step("始", "Elsa.Start").Task("甲").Task("乙").With("报", "Elsa.PublishEvent", "", ("eventName", "乙已办"))
            .With("等", "Elsa.Event", "", ("eventName", "乙已办")).Step("完", "Elsa.End").Arrows("始 → 甲\n始 → 等\n甲 [同意] → 乙\n乙 [同意] → 报\n等 → 完");
        var request = Stage.Request("2026-09-14 09:00", drawing.Draw());

        // when
        var report = Stage.Get<RandomWalks>().Run(request with { Until = request.Start.AddDays(6) }, 100);

        // then
        report.Finished.ShouldBeInRange(1, 99);
        report.Faulty.ShouldBeEmpty();
    }

    [Fact]
    public void A_walk_that_waits_for_a_far_date_alone_is_not_faulty() =>
        Walk(new Drawing("p").Step("始", "Elsa.Start").Timer("久", 96, "Month").Step("完", "Elsa.End").Arrows("始 → 久\n久 [到期] → 完")).Faulty.ShouldBeEmpty();

    [Fact]
    public void The_patient_walk_is_the_same_walk_in_which_what_was_left_is_done_at_last()
    {
        // given a walk in which some task is left, and others are opened beside it
        var request = Stage.Request("2026-09-14 09:00", new Drawing("p").Step("始", "Elsa.Start").Task("甲", "同意、退回").Task("乙", "同意、退回").Task("丙", "同意、退回").Step("完", "Elsa.End")
            .Arrows("始 → 甲\n始 → 乙\n乙 [同意] → 丙\n乙 [退回] → 丙\n甲 [同意] → 完\n丙 [同意] → 完\n甲 [退回] → 完\n丙 [退回] → 完").Draw());
        var walks = Enumerable.Range(1, 200).Select(seed => (
            First: Stage.Get<ScenarioPlayer>().Play(request, new RandomAnswers(Stage.Get<BureauDirectory>(), seed)),
            Patient: Stage.Get<ScenarioPlayer>().Play(request, new RandomAnswers(Stage.Get<BureauDirectory>(), seed, isPatient: true)))).ToList();

        // then
        walks.Count(walk => walk.First.End is PlayEnd.Waiting).ShouldBeGreaterThan(0);
        foreach (var (first, patient) in walks)
        {
            patient.End.ShouldBe(PlayEnd.Finished);
            DoneIn(first).Except(DoneIn(patient)).ShouldBeEmpty();
        }

        static IEnumerable<(string, string?, DateTimeOffset?)> DoneIn(Played played) =>
            [.. played.Tasks.Where(task => task.Task.Completion is not null).Select(task => (task.Task.Title, task.Task.Completion?.Outcome, task.Task.Completion?.At))];
    }

    private static WalkReport Walk(Drawing drawing) => Stage.Get<RandomWalks>().Run(Stage.Request("2026-09-14 09:00", drawing.Draw()), 200);
}
