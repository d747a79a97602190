using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class State_machines
{
    [Fact]
    public void The_first_trigger_that_completes_leads_to_the_next_state_through_exit_action_and_entry()
    {
        var play = Play.Start(Chart.Of().Definition(Machine()));
        play.ShouldWaitAt("sent", "withdrawn").Lines.ShouldBe("草稿");

        play.Resume("sent");

        play.ShouldBeFinished().Lines.ShouldBe("草稿 寄出 离开 已送达");
    }

    [Fact]
    public void A_trigger_whose_condition_does_not_hold_waits_again()
    {
        var machine = Machine();
        machine.Properties["transitions"]![0]!["condition"] = Piece.Script("variables.ready");
        var play = Play.Start(Chart.Of().Variable("ready", "Boolean", false).Definition(machine));

        play.Resume("sent").ShouldWaitAt("sent", "withdrawn");
        play.Send(new Stimulus.SetVariable("ready-id", true, "更正")).ShouldBeTrue();
        play.Resume("sent").ShouldBeFinished();
    }

    [Fact]
    public void After_a_condition_that_failed_it_goes_on_in_the_state_that_it_was_in()
    {
        // given the second state, whose way on has a condition that can't be evaluated
        var machine = Machine();
        machine.Properties["transitions"]![1] = new JsonObject { ["from"] = "served", ["to"] = "draft", ["condition"] = Piece.Script("variables.ready.missing.further") };
        var play = Play.Start(Chart.Of().Variable("ready", "Object", null).Definition(machine));
        play.Resume("sent").ShouldWaitAt("withdrawn");

        // when
        var incident = play.Resume("withdrawn").State.Incidents.ShouldHaveSingleItem();
        play.Send(new Stimulus.Retry(incident.Id, "再试")).ShouldBeTrue();

        // then it has not begun again with its first state
        play.ShouldWaitAt("withdrawn");
    }

    private static ActivityDefinition Machine() => Piece.Of("machine", "Elsa.StateMachine",
            ("initialState", "draft"),
            ("states", new JsonArray(new JsonObject { ["name"] = "draft" }, new JsonObject { ["name"] = "served" })),
            ("transitions", new JsonArray(Transition(), Transition())))
        .With("states[0].entry", Piece.Line("entry", "草稿")).With("states[0].exit", Piece.Line("exit", "离开")).With("states[1].entry", Piece.Line("end", "已送达"))
        .With("transitions[0].trigger", Piece.Of("sent", "Test.Wait")).With("transitions[0].action", Piece.Line("act", "寄出"))
        .With("transitions[1].trigger", Piece.Of("withdrawn", "Test.Wait"));

    private static JsonObject Transition() => new JsonObject { ["from"] = "draft", ["to"] = "served" };
}
