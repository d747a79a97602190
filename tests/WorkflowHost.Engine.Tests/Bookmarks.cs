using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Bookmarks
{
    [Fact]
    public void A_resume_calls_the_method_whose_name_was_stored()
    {
        var play = Play.Start(Chart.Of().Wait("w").Step("yes").Connect("w", "同意", "yes"));
        play.State.Bookmarks.ShouldHaveSingleItem().Callback.ShouldBe("OnResumedAsync");

        play.Resume("w", "同意").ShouldBeFinished().Trace.ShouldBe("w yes");
        play.Last.History[0].Event.ShouldBe(HistoryEvents.Resumed);
    }

    [Fact]
    public void A_resume_without_a_callback_completes_the_step()
    {
        Play.Start(Chart.Of().Step("bell", "Test.Bell").Step("after").Line("bell", "after")).Resume("bell").ShouldBeFinished().Trace.ShouldBe("bell after");
    }

    [Fact]
    public void A_bookmark_that_is_gone_can_not_be_resumed()
    {
        var play = Play.Start(Chart.Of().Wait("w").Wait("w2").Line("w", "w2"));
        var gone = play.State.Bookmarks[0].Id;
        play.Resume("w");

        play.Send(new Stimulus.Resume(gone, Play.Input())).ShouldBeFalse();
        play.Send(new Stimulus.Resume("never", Play.Input())).ShouldBeFalse();
    }

    [Fact]
    public void A_bookmark_has_the_hash_by_which_Elsa_would_find_it()
    {
        Play.Start(Chart.Of().Step("bell", "Test.Bell")).State.Bookmarks[0].ShouldSatisfyAllConditions(
            bookmark => bookmark.Hash.ShouldBe(StimulusHash.Of("Test.Bell", new JsonObject { ["Key"] = "k1" }, null)),
            bookmark => bookmark.Name.ShouldBe("Test.Bell"),
            bookmark => bookmark.CreatedAt.ShouldBe(Play.Now));
        var wait = Play.Start(Chart.Of().Wait("w")).State.Bookmarks[0];
        wait.Hash.ShouldBe(StimulusHash.Of("Test.Wait", null, wait.ExecutionId));
    }

    [Fact]
    public void The_hash_is_the_one_that_Elsa_computes()
    {
        StimulusHash.Of("Bench.WaitForApproval", new JsonObject { ["Key"] = "k1" }, null)
            .ShouldBe("A2A7609FA9227841B4C2BECBA83743530577D2D03EEEAF5A1A59C04114F15B8E");
        StimulusHash.Of("N", null, "i1").ShouldBe(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("N|i1"u8)));
    }

    [Fact]
    public void What_was_asked_for_a_bookmark_that_is_gone_by_the_end_of_the_turn_is_not_done()
    {
        var flow = Chart.Of().Step("s").Wait("w").Step("e", "Elsa.End").Line("s", "w").Line("s", "e");

        Play.Start(flow).ShouldBeFinished().Last.Effects.ShouldBeEmpty();
        Play.Start(Chart.Of().Wait("w")).Last.Effects.ShouldHaveSingleItem();
    }
}
