using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Branches_side_by_side
{
    [Fact]
    public void Parallel_runs_its_steps_side_by_side_and_goes_on_with_the_last()
    {
        var play = Play.Start(Chart.Of().Definition(Piece.Sequence("root",
            Piece.Of("both", "Elsa.Parallel") with { Activities = [Piece.Sequence("one", Piece.Of("a", "Test.Wait"), Piece.Line("a2", "甲")), Piece.Of("b", "Test.Wait")] },
            Piece.Line("after", "完"))));

        play.ShouldWaitAt("a", "b").Resume("b").ShouldWaitAt("a").Resume("a").ShouldBeFinished().Lines.ShouldBe("甲 完");
    }

    [Theory]
    [InlineData("WaitAll", "快 慢 完")]
    [InlineData("WaitAny", "快 完")]
    public void Fork_waits_for_all_branches_or_goes_on_with_the_first(string mode, string lines)
    {
        var play = Play.Start(Chart.Of().Definition(Piece.Sequence("root", Fork(mode,
            Piece.Sequence("slow", Piece.Of("wait", "Test.Wait"), Piece.Line("late", "慢")), Piece.Line("fast", "快")), Piece.Line("after", "完"))));

        if (mode is "WaitAll")
        {
            play.ShouldWaitAt("wait").Resume("wait");
        }

        play.ShouldBeFinished().Lines.ShouldBe(lines);
    }

    [Fact]
    public void Fork_WaitAny_with_longer_branches_goes_on_with_the_first_and_does_not_fault() =>
        Play.Start(Chart.Of().Definition(Piece.Sequence("root",
            Fork("WaitAny", Piece.Sequence("a", Piece.Line("a1", "甲一"), Piece.Line("a2", "甲二")), Piece.Sequence("b", Piece.Line("b1", "乙一"), Piece.Line("b2", "乙二"), Piece.Line("b3", "乙三"))),
            Piece.Line("after", "完"))))
            .ShouldBeFinished().Lines.ShouldBe("甲一 乙一 甲二 完");

    [Theory]
    [InlineData("MatchFirst", 5, "甲")]
    [InlineData("MatchAny", 5, "甲 乙")]
    [InlineData("MatchFirst", 0, "无")]
    public void Switch_runs_the_first_case_that_holds_or_all_or_the_default(string mode, int value, string lines) =>
        Play.Start(Chart.Of().Variable("n", "Int32", value).Definition(Switch("Elsa.Switch", mode)
            .With("cases[0].activity", Piece.Line("a", "甲")).With("cases[1].activity", Piece.Line("b", "乙")).With("default", Piece.Line("c", "无"))))
            .ShouldBeFinished().Lines.ShouldBe(lines);

    [Theory]
    [InlineData("MatchFirst", 5, "switch a")]
    [InlineData("MatchAny", 5, "switch a b")]
    [InlineData("MatchFirst", 0, "switch c")]
    public void FlowSwitch_leaves_by_the_labels_of_its_cases(string mode, int value, string trace) =>
        Play.Start(Chart.Of().Variable("n", "Int32", value).Step(Switch("Elsa.FlowSwitch", mode)).Step("a").Step("b").Step("c")
            .Connect("switch", "正", "a").Connect("switch", "大", "b").Connect("switch", "Default", "c"))
            .ShouldBeFinished().Trace.ShouldBe(trace);

    [Theory]
    [InlineData("""["A","B"]""", "fork a b")]
    [InlineData("[]", "fork")]
    public void FlowFork_leaves_by_all_its_branches(string branches, string trace) =>
        Play.Start(Chart.Of().Step("fork", "Elsa.FlowFork", ("branches", Piece.Expression("Object", branches))).Step("a").Step("b").Step("c")
            .Connect("fork", "A", "a").Connect("fork", "B", "b").Connect("fork", "Done", "c"))
            .ShouldBeFinished().Trace.ShouldBe(trace);

    private static Definitions.ActivityDefinition Fork(string mode, params Definitions.ActivityDefinition[] branches)
    {
        var fork = Piece.Of("fork", "Elsa.Fork", ("joinMode", mode), ("branches", new JsonArray([.. branches.Select(_ => (JsonNode?)null)])));
        foreach (var (index, branch) in branches.Index())
        {
            fork = fork.With($"branches[{index}]", branch);
        }

        return fork;
    }

    private static Definitions.ActivityDefinition Switch(string type, string mode) => Piece.Of("switch", type, ("mode", Piece.Value(mode)), ("cases", new JsonArray(
        new JsonObject { ["label"] = "正", ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "variables.n > 0" } },
        new JsonObject { ["label"] = "大", ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "variables.n > 3" } })));
}
