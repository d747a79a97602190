using Shouldly;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Scenarios.Answers;
using Xunit;

namespace WorkflowHost.Scenarios.Tests.Playing;

/// <summary>2026-09-14 is a Monday.</summary>
public sealed class Playing_a_procedure
{
    private static Drawing TaskThenTimer => new Drawing("p").Kind("beijing", "unqualified-result")
        .Task("转交", "交出、退回", limit: (1, "WorkingDay"), law: """ "obligations": ["BJ-4b"] """)
        .Timer("异议期", 15, law: """ "obligations": ["BJ-7"] """)
        .Document("通知书", "检验结果通知书")
        .Arrows("转交 [交出] → 异议期\n异议期 [到期] → 通知书");

    [Fact]
    public void Passes_months_at_once_and_tells_what_happened_when_and_to_whom()
    {
        var played = Stage.Play("2026-09-14 09:00", TaskThenTimer.Draw());

        played.End.ShouldBe(PlayEnd.Finished);
        played.Timeline.Select(entry => entry.ToString()).ShouldBe(
        [
            "2026-09-14 09:00  待办  转交  北京市市场监督管理局 经办人（方㛃）；自2026年9月14日本环节开始次日起算1个工作日，至9月15日届满  [BJ-4b]",
            "2026-09-14 10:00  已办  转交  交出  [BJ-4b]",
            "2026-09-14 10:00  步骤  转交  → 交出  [BJ-4b]",
            "2026-09-14 10:00  义务  转交  已履行  [BJ-4b]",
            "2026-09-14 10:00  计时  异议期  自2026年9月14日本环节开始次日起算15日，至9月29日届满",
            "2026-09-30 00:00  步骤  异议期  → 到期  [BJ-7]",
            "2026-09-30 00:00  义务  异议期  已履行  [BJ-7]",
            "2026-09-30 00:00  文书  《检验结果通知书》京市监抽查〔2026〕1号",
            "2026-09-30 00:00  步骤  通知书",
            "2026-09-30 00:00  步骤  flow",
        ]);
    }

    [Fact]
    public void Says_of_each_obligation_of_its_kind_what_became_of_it()
    {
        var played = Stage.Play("2026-09-14 09:00", TaskThenTimer.Draw());

        played.Obligations.Select(obligation => $"{obligation.Id} {obligation.Standing}").ShouldBe(
            ["BJ-4b Discharged", "BJ-6 Skipped", "BJ-7 Discharged", "BJ-8 Skipped", "BJ-14a Skipped", "BJ-16 Skipped"]);
    }

    [Fact]
    public void Notes_a_limit_that_was_missed_and_that_the_duty_was_done_late()
    {
        var played = Stage.Play("2026-09-14 09:00", Always(task => new Answer(task.DueAt!.Value.AddHours(9), "交出", "", _ => [])), TaskThenTimer.Draw());

        played.Tasks.ShouldHaveSingleItem().IsLate.ShouldBeTrue();
        played.Timeline.ShouldContain(entry => entry.Kind == TimelineKind.Overdue && entry.At == Stage.Instant("2026-09-16 00:00"));
        played.Obligations.First(obligation => obligation.Id == "BJ-4b").Standing.ShouldBe(ObligationStanding.DischargedLate);
    }

    [Fact]
    public void Done_at_the_last_moment_is_in_time()
    {
        var played = Stage.Play("2026-09-14 09:00", Always(task => new Answer(task.DueAt!.Value.AddTicks(-1), "交出", "", _ => [])), TaskThenTimer.Draw());

        played.Tasks.ShouldHaveSingleItem().IsLate.ShouldBeFalse();
    }

    [Fact]
    public void A_service_is_registered_with_a_day_between_its_first_and_its_last()
    {
        var played = Stage.Play("2026-09-14 09:00", new Drawing("p").With("送达", "PostInspection.RecordService", "", ("role", "CaseOfficer"), ("bureau", "bj"),
            ("notBefore", "2026-09-07"), ("notAfter", "2026-09-10"), ("notAfterEvent", "检验结果变更之日")).Draw());

        var task = played.Tasks.ShouldHaveSingleItem().Task;
        var day = task.Form.Single(field => field.Name == "servedOn");
        (day.NotBefore, day.NotAfter, day.NotAfterEvent).ShouldBe((new DateOnly(2026, 9, 7), new DateOnly(2026, 9, 10), "检验结果变更之日"));
        task.Completion!.Form["servedOn"]!.GetValue<string>().ShouldBe("2026-09-10");
    }

    [Fact]
    public void Waits_for_a_named_person_when_nobody_answers()
    {
        var played = Stage.Play("2026-09-14 09:00", Always(_ => null), TaskThenTimer.Draw());

        played.End.ShouldBe(PlayEnd.Waiting);
        played.WaitingFor.ShouldBe(["转交（北京市市场监督管理局 经办人）"]);
        played.Obligations.First(obligation => obligation.Id == "BJ-7").Standing.ShouldBe(ObligationStanding.Open);
    }

    [Fact]
    public void Keeps_an_answer_to_what_the_task_accepts()
    {
        var played = Stage.Play("2026-09-14 09:00", Always(task => new Answer(task.CreatedAt, "退回", "", _ => [])), TaskThenTimer.Draw());

        played.Problems.ShouldHaveSingleItem().Message.ShouldBe("“转交”不接受这样办理：选择“退回”时必须填写意见。");
        played.Tasks.ShouldHaveSingleItem().Task.State.ShouldBe(HumanTaskState.Open);
    }

    [Fact]
    public void Stands_at_an_incident_and_says_which()
    {
        var played = Stage.Play("2026-09-14 09:00", new Drawing("p").Task("审批", role: "Mayor").Draw());

        played.End.ShouldBe(PlayEnd.Stuck);
        played.Problems.ShouldHaveSingleItem().Message.ShouldContain("没有角色“Mayor”");
    }

    [Fact]
    public void Runs_children_and_procedures_used_as_activities_with_it()
    {
        // given
        var child = new Drawing("child").Task("子流程待办", bureau: "bj-haidian").Draw();
        var used = new Drawing("used").UsableAsActivity().Task("用作步骤的待办").Draw();
        var parent = new Drawing("p")
            .With("执行", "Elsa.ExecuteWorkflow", "", ("workflowDefinitionId", "child"), ("waitForCompletion", true))
            .Use("送达", "used").Step("完")
            .Arrows("执行 → 送达 → 完").Draw();

        // when
        var played = Stage.Play("2026-09-14 09:00", parent, child, used);

        // then
        played.End.ShouldBe(PlayEnd.Finished);
        played.Tasks.Select(task => $"{task.Procedure} {task.Task.Title} {string.Join(',', task.Holders)}").ShouldBe(
            ["child 子流程待办 孟喆", "p 用作步骤的待办 方㛃"]);
        played.Timeline[^2].Step.ShouldBe("完");
    }

    [Fact]
    public void Comes_to_the_same_with_a_restart_between_all_turns()
    {
        var file = Stage.ShippedScenarios[0];
        var input = Stage.Require(Stage.Runner.InputOf(file.Scenarios[0]));
        var request = Stage.Request("2026-09-14 09:00", [.. Stage.Shipped]) with { DefinitionId = file.DefinitionId, Input = input };

        Played Walk(bool restarts) => Stage.Get<Scenarios.Playing.ScenarioPlayer>().Play(
            restarts ? request with { Restart = Stage.Restart } : request, new RandomAnswers(Stage.Get<BureauDirectory>(), 7));

        Walk(restarts: true).Timeline.Select(entry => entry.ToString()).ShouldBe(Walk(restarts: false).Timeline.Select(entry => entry.ToString()));
    }

    [Fact]
    public void An_endless_procedure_is_ended_and_named()
    {
        var played = Stage.Play("2026-09-14 09:00", new Drawing("p").Task("一").Task("二").Arrows("一 [同意] → 二\n二 [同意] → 一").Draw());

        played.End.ShouldBe(PlayEnd.Endless);
    }

    private static Answering Always(Func<HumanTask, Answer?> answer) => new(answer);

    private sealed class Answering(Func<HumanTask, Answer?> answer) : IAnswers
    {
        public Answer? To(Opening opening) => answer(opening.Task);
    }
}
