using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.History;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>Elsa's log persistence modes: what the history keeps of what steps took and gave.</summary>
public sealed class Values_in_the_history
{
    [Fact]
    public void A_step_s_inputs_and_outputs_stand_with_its_completion()
    {
        var play = Play.StartLogging(LogPersistenceMode.Include, Chart.Of().Step(Shows("a", Piece.Script("1 + 2"))).Definition());

        Payload(play, "a", HistoryEvents.Completed).ShouldBe("""{"inputs":{"value":3},"outputs":{"result":3}}""");
    }

    [Fact]
    public void Who_waits_has_its_inputs_where_the_wait_begins_and_not_a_second_time()
    {
        var play = Play.StartLogging(LogPersistenceMode.Include, Chart.Of()
            .Step(Piece.Of("w", "Elsa.Event", ("eventName", Piece.Script("'到货' + 1")))).Definition());
        Payload(play, "w", HistoryEvents.Suspended).ShouldBe("""{"inputs":{"eventName":"到货1"}}""");

        play.ResumeWith("w").ShouldBeFinished();

        Payload(play, "w", HistoryEvents.Completed).ShouldNotContain("inputs");
    }

    [Fact]
    public void Who_fails_leaves_what_it_had_found()
    {
        var play = Play.StartLogging(LogPersistenceMode.Include, Chart.Of()
            .Step(Piece.Of("b", "Test.Boom", ("failures", Piece.Script("7")))).Definition());

        Payload(play, "b", HistoryEvents.Faulted).ShouldBe("""{"inputs":{"failures":7}}""");
    }

    [Fact]
    public void A_host_that_keeps_nothing_keeps_nothing_unless_the_workflow_or_the_step_says_so()
    {
        var quiet = Chart.Of().Step(Shows("a", Piece.Value(1))).Step(Shows("b", Piece.Value(2), Default("Include"))).Line("a", "b").Definition();

        var play = Play.StartLogging(LogPersistenceMode.Exclude, quiet);
        Payload(play, "a", HistoryEvents.Completed).ShouldBe("null");
        Payload(play, "b", HistoryEvents.Completed).ShouldContain("inputs");

        play = Play.StartLogging(LogPersistenceMode.Exclude, quiet with { CustomProperties = Default("Include") });
        Payload(play, "a", HistoryEvents.Completed).ShouldContain("inputs");
    }

    [Fact]
    public void A_step_may_keep_to_itself_what_its_workflow_would_tell()
    {
        var drawing = Chart.Of()
            .Step(Shows("a", Piece.Value(1), Default("Exclude")))
            .Step(Shows("b", Piece.Value(2), Default("Inherit"))).Line("a", "b").Definition();

        var play = Play.StartLogging(LogPersistenceMode.Exclude, drawing with { CustomProperties = Default("Include") });

        Payload(play, "a", HistoryEvents.Completed).ShouldBe("null");
        Payload(play, "b", HistoryEvents.Completed).ShouldContain("inputs");
    }

    [Fact]
    public void One_value_may_be_kept_out_or_in()
    {
        var secret = new JsonObject
        {
            ["logPersistenceConfig"] = new JsonObject
            {
                ["inputs"] = new JsonObject { ["value"] = Strategy("Exclude") },
                ["outputs"] = new JsonObject { ["result"] = Strategy("Include") },
            },
        };

        var play = Play.StartLogging(LogPersistenceMode.Include, Chart.Of().Step(Shows("a", Piece.Value(1), secret)).Definition());

        Payload(play, "a", HistoryEvents.Completed).ShouldBe("""{"outputs":{"result":1}}""");
    }

    [Theory]
    [InlineData("'Exclude'", "null")]
    [InlineData("'Include'", """{"inputs":{"value":1},"outputs":{"result":1}}""")]
    [InlineData("'whatever'", """{"inputs":{"value":1},"outputs":{"result":1}}""")]
    [InlineData("notThere()", """{"inputs":{"value":1},"outputs":{"result":1}}""")]
    public void An_expression_may_choose_and_where_it_finds_no_mode_the_one_around_counts(string script, string kept)
    {
        var found = new JsonObject
        {
            ["logPersistenceConfig"] = new JsonObject
            {
                ["default"] = new JsonObject
                {
                    ["evaluationMode"] = "Expression",
                    ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script },
                },
            },
        };

        var play = Play.StartLogging(LogPersistenceMode.Include, Chart.Of().Step(Shows("a", Piece.Value(1), found)).Definition());

        Payload(play, "a", HistoryEvents.Completed).ShouldBe(kept);
        play.ShouldBeFinished();
    }

    [Fact]
    public void The_words_of_older_definitions_count_too()
    {
        var old = new JsonObject { ["logPersistenceMode"] = new JsonObject { ["default"] = "Exclude", ["outputs"] = new JsonObject { ["result"] = 1 } } };

        var play = Play.StartLogging(LogPersistenceMode.Include, Chart.Of().Step(Shows("a", Piece.Value(1), old)).Definition());

        Payload(play, "a", HistoryEvents.Completed).ShouldBe("""{"outputs":{"result":1}}""");
    }

    [Fact]
    public void A_long_value_is_cut_and_says_so()
    {
        var play = Play.StartLogging(LogPersistenceMode.Include, Chart.Of().Step(Shows("a", Piece.Value(new string('长', 5000)))).Definition());

        Payload(play, "a", HistoryEvents.Completed).ShouldContain("长…（共5000字符，未全部记录）");
        play.Last.History.Single(line => line is { ActivityId: "a", Event: HistoryEvents.Completed }).Payload!.ToJsonString(Expressions.Conversion.Json)
            .Length.ShouldBeLessThan(3 * LoggedValues.MaxLength);
    }

    private static string Payload(Play play, string activityId, string eventName) =>
        Play.Written(play.History.Last(line => line.ActivityId == activityId && line.Event == eventName).Payload);

    private static ActivityDefinition Shows(string id, JsonNode value, JsonObject? customProperties = null) =>
        Piece.Of(id, "Test.Show", ("value", value)) with { CustomProperties = customProperties ?? [] };

    private static JsonObject Default(string strategy) => new() { ["logPersistenceConfig"] = new JsonObject { ["default"] = Strategy(strategy) } };

    private static JsonObject Strategy(string name) => new()
    {
        ["evaluationMode"] = "Strategy",
        ["strategyType"] = $"Elsa.Workflows.LogPersistence.Strategies.{name}, Elsa.Workflows.Core",
    };
}
