using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine.Advice;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Warnings_before_publishing
{
    [Fact]
    public void A_sound_drawing_has_none() =>
        Of(Chart.Of().Step("s", "Elsa.Start").Wait("w").Step("d", "Elsa.FlowDecision").Step("a").Step("b").Step("e", "Elsa.End")
            .Line("s", "w", "d").Connect("d", "True", "a").Connect("d", "False", "b").Line("a", "e").Line("b", "e")).ShouldBeEmpty();

    [Fact]
    public void A_port_without_a_connection_is_named() =>
        Of(Chart.Of().Step("d", "Elsa.FlowDecision").Step("a").Connect("d", "True", "a"))
            .ShouldBeOne("outcome-dangling", "d", "“False”");

    [Fact]
    public void Each_case_of_a_switch_is_a_port() =>
        Of(Chart.Of().Step("s", "Elsa.FlowSwitch", ("cases", new JsonArray(new JsonObject { ["label"] = "甲" }, new JsonObject { ["label"] = "乙" }))).Step("a")
            .Connect("s", "甲", "a").Connect("s", "Default", "a")).ShouldBeOne("outcome-dangling", "s", "“乙”");

    [Fact]
    public void The_last_step_of_a_path_needs_no_connection() => Of(Chart.Of().Step("a").Step("b").Line("a", "b")).ShouldBeEmpty();

    [Fact]
    public void A_connection_from_a_port_that_a_step_does_not_have_is_named() =>
        Of(Chart.Of().Step("i", "Elsa.If").Step("a").Connect("i", "True", "a")).ShouldBeOne("connection-never-followed", "i", "“True”");

    [Fact]
    public void A_connection_from_an_end_is_named() =>
        Of(Chart.Of().Step("e", "Elsa.Finish").Step("a").Line("e", "a")).ShouldBeOne("connection-never-followed", "e", "结束");

    [Fact]
    public void A_join_of_both_sides_of_a_decision_never_completes()
    {
        var chart = Chart.Of().Step("d", "Elsa.FlowDecision").Step("a").Step("b").Join("j", "WaitAll")
            .Connect("d", "True", "a").Connect("d", "False", "b").Line("a", "j").Line("b", "j");

        Of(chart).ShouldBeOne("join-never-complete", "j", "“True”“False”");
        Play.Start(chart).Ran.ShouldNotContain("j");
    }

    [Fact]
    public void The_same_straight_from_the_decision() =>
        Of(Chart.Of().Step("d", "Elsa.FlowDecision").Join("j", "WaitAll").Connect("d", "True", "j").Connect("d", "False", "j"))
            .ShouldBeOne("join-never-complete", "j", "“True”“False”");

    [Fact]
    public void A_join_with_a_branch_behind_a_decision_may_not_complete() =>
        Of(Chart.Of().Step("s").Step("d", "Elsa.FlowDecision").Step("a").Step("b").Step("x").Join("j", "WaitAll")
            .Line("s", "d").Line("s", "b").Connect("d", "True", "a").Connect("d", "False", "x").Line("a", "j").Line("b", "j"))
            .ShouldBeOne("join-may-not-complete", "j", "“True”");

    [Theory]
    [InlineData("WaitAny")]
    [InlineData("WaitAllActive")]
    public void A_join_that_can_do_without_a_branch_is_fine(string mode) =>
        Of(Chart.Of().Step("d", "Elsa.FlowDecision").Join("j", mode).Connect("d", "True", "j").Connect("d", "False", "j")).ShouldBeEmpty();

    [Fact]
    public void A_join_of_all_branches_behind_the_same_side_is_fine() =>
        Of(Chart.Of().Step("d", "Elsa.FlowDecision").Step("f").Step("a").Step("b").Step("x").Join("j", "WaitAll")
            .Connect("d", "True", "f").Connect("d", "False", "x").Line("f", "a", "j").Line("f", "b", "j")).ShouldBeEmpty();

    [Fact]
    public void A_circle_without_a_wait_is_named_and_one_with_a_wait_is_not()
    {
        Of(Circle("Elsa.WriteLine")).ShouldBeOne("loop-without-wait", "a", "等待");
        Of(Circle("Test.Wait")).ShouldBeEmpty();
        Of(Chart.Of().Step("a", "Elsa.WriteLine").Step("b", "Elsa.WriteLine").Line("a", "b", "a")).ShouldBeOne("loop-endless", "a", "没有出口");
    }

    [Fact]
    public void A_merge_mode_without_tokens_is_ignored_and_named() =>
        Of(Chart.Of().Step("a").Step(Piece.Of("b", "Test.Note") with { CustomProperties = new JsonObject { ["mergeMode"] = "Merge" } }).Line("a", "b"))
            .ShouldBeOne("merge-mode-ignored", "b", "令牌");

    [Fact]
    public void Two_thousand_steps_take_a_moment_only()
    {
        var chart = Chart.Of();
        for (var i = 0; i < 2_000; i++)
        {
            chart.Step($"d{i}", "Elsa.FlowDecision").Connect($"d{i}", "True", $"d{(i * 7) % 2_000}").Connect($"d{i}", "False", $"d{i + 1}");
        }

        Of(chart.Join("d2000", "WaitAll")).ShouldNotBeNull();
    }

    private static Chart Circle(string type) => Chart.Of().Step("a", type).Step("d", "Elsa.FlowDecision").Step("e", "Elsa.End")
        .Line("a", "d").Connect("d", "True", "a").Connect("d", "False", "e");

    private static IReadOnlyList<Warning> Of(Chart chart) =>
        DrawingAdvice.For(new GraphCompiler(Play.Registry).Compile(chart.Definition()).Value!, Play.Registry);
}

internal static class Warnings
{
    public static void ShouldBeOne(this IReadOnlyList<Warning> found, string code, string activityId, string part)
    {
        found.Select(warning => (warning.Code, warning.ActivityId)).ShouldBe([(code, activityId)]);
        found[0].Message.ShouldContain(part);
    }
}
