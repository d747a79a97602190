using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Steps_run_by_a_person
{
    private static readonly Chart Drawing = Chart.Of().Step("s").Wait("w").Step("a").Wait("w2").Step("e").Line("s", "w", "a", "w2", "e");

    [Fact]
    public void A_step_runs_again_with_what_follows_besides_what_waits()
    {
        // given
        var play = Play.Start(Drawing).Resume("w").ShouldWaitAt("w2");

        // when
        play.Send(new Stimulus.ScheduleActivity("Workflow1:flow:w", "补办一次")).ShouldBeTrue();

        // then
        play.ShouldWaitAt("w2", "w");
        play.History.ShouldContain(line => line.Event == HistoryEvents.Scheduled && line.Message == "补办一次");
        play.Resume("w").Send(new Stimulus.Resume(play.State.Bookmarks[0].Id, Play.Input())).ShouldBeTrue();
        play.Resume("w2").ShouldBeFinished().Ran.Count(id => id == "e").ShouldBe(2);
    }

    [Fact]
    public void A_step_that_was_not_reached_yet_may_be_run_and_with_tokens_too()
    {
        var play = Play.StartWithTokens(Drawing).ShouldWaitAt("w");
        play.Send(new Stimulus.ScheduleActivity("Workflow1:flow:e", "提前办理")).ShouldBeTrue();
        play.ShouldWaitAt("w").Ran.ShouldContain("e");
        play.Resume("w").Resume("w2").ShouldBeFinished();
    }

    [Fact]
    public void A_step_of_nothing_that_is_under_way_is_not_run()
    {
        var play = Play.Start(Drawing);
        play.Send(new Stimulus.ScheduleActivity("Workflow1:flow:nowhere", "x")).ShouldBeFalse();
        play.Send(new Stimulus.ScheduleActivity("Workflow1:flow", "x")).ShouldBeFalse();
        play.Resume("w").Resume("w2").ShouldBeFinished();
        play.Send(new Stimulus.ScheduleActivity("Workflow1:flow:a", "x")).ShouldBeFalse();
    }
}
