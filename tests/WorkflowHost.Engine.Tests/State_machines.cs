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

    [Fact]
    public void In_a_flowchart_the_triggers_that_came_too_late_are_cancelled_and_the_flowchart_goes_on()
    {
        var play = Play.Start(Chart.Of().Step("before").Step(Machine()).Step("after").Line("before", "machine", "after"));

        play.Resume("withdrawn").ShouldBeFinished().Trace.ShouldBe("before machine entry sent withdrawn exit end after");
    }

    [Fact]
    public void Each_time_it_begins_with_its_initial_state()
    {
        var play = Play.Start(Chart.Of().Definition(Piece.Of("loop", "Elsa.For", ("end", Piece.Value(1))).WithBody(Machine())));

        play.Resume("sent").ShouldWaitAt("sent", "withdrawn").Resume("sent").ShouldBeFinished().Lines.ShouldBe("草稿 寄出 离开 已送达 草稿 寄出 离开 已送达");
    }

    [Theory]
    [InlineData("currentState", "served", "已送达")]
    [InlineData("initialState", "served", "已送达")]
    [InlineData("initialState", "nowhere", "")]
    [InlineData("initialState", "", "")]
    public void It_begins_in_the_state_that_it_is_told_and_ends_in_one_that_nothing_leaves(string member, string state, string lines)
    {
        var machine = Machine();
        machine.Properties[member] = state;

        Play.Start(Chart.Of().Definition(machine)).ShouldBeFinished().Lines.ShouldBe(lines);
    }

    [Fact]
    public void A_transition_to_a_state_that_is_not_there_or_without_a_trigger_is_none()
    {
        var machine = Machine();
        machine.Properties["transitions"]![0]!["to"] = "nowhere";

        Play.Start(Chart.Of().Definition(machine)).ShouldWaitAt("withdrawn");
        Play.Start(Chart.Of().Definition(machine.Put("transitions[1].trigger", null))).ShouldBeFinished();
    }

    [Fact]
    public void It_goes_round_as_often_as_its_triggers_lead_it_back_and_its_states_may_be_containers()
    {
        var machine = Machine().Put("states[1].entry", Piece.Sequence("serving", Piece.Line("s1", "送"), Piece.Of("receipt", "Test.Wait"), Piece.Line("s2", "达")));
        machine.Properties["transitions"]![1] = new JsonObject { ["from"] = "served", ["to"] = "draft" };
        var play = Play.Start(Chart.Of().Definition(machine));

        play.Resume("sent").ShouldWaitAt("receipt").Resume("receipt").ShouldWaitAt("withdrawn").Resume("withdrawn").ShouldWaitAt("sent");

        play.Lines.ShouldBe("草稿 寄出 离开 送 达 草稿");
    }

    [Fact]
    public void One_within_a_state_of_another_is_a_machine_of_its_own()
    {
        var inner = Piece.Of("inner", "Elsa.StateMachine", ("initialState", "a"), ("states", new JsonArray(new JsonObject { ["name"] = "a" }, new JsonObject { ["name"] = "b" })),
            ("transitions", new JsonArray(new JsonObject { ["from"] = "a", ["to"] = "b" }))).With("transitions[0].trigger", Piece.Of("go", "Test.Wait"));
        var play = Play.Start(Chart.Of().Definition(Machine().Put("states[0].entry", inner)));

        play.ShouldWaitAt("go").Resume("go").ShouldWaitAt("sent", "withdrawn").Resume("sent").ShouldBeFinished().Lines.ShouldBe("寄出 离开 已送达");
    }

    [Fact]
    public void A_trigger_that_fails_leaves_the_others_waiting_where_incidents_do_not_fault()
    {
        var machine = Machine().Put("transitions[0].trigger", Piece.Of("boom", "Test.Boom"));
        var play = Play.Start(Chart.Of().ContinueWithIncidents().Definition(machine));

        play.ShouldHaveOneIncident("boom", "activity-error");
        play.Resume("withdrawn").ShouldBeFinished().Lines.ShouldBe("草稿 离开 已送达");
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
