using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>Joins of every mode in drawings by chance, once plain and once behind a loop, which has them judged by what can still come.</summary>
public sealed class Random_joins
{
    private const int Drawings = 400;

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void A_step_runs_at_most_once(FlowchartMode mode)
    {
        for (var seed = 0; seed < Drawings; seed++)
        {
            foreach (var drawing in new[] { Drawing.Of(seed, behindLoop: false), Drawing.Of(seed, behindLoop: true) })
            {
                var ran = Played(drawing, mode).Where(step => step[0] == 'n').ToArray();

                ran.ShouldBeUnique($"seed {seed}: {drawing}");
                ran.ShouldContain("n0");
            }
        }
    }

    [Fact]
    public void A_branch_that_waits_at_another_join_has_lost_too_when_a_join_of_any_branch_goes_on()
    {
        var play = Play.Start(Chart.Of().Step("s").Step("l").Choose("d", "B").Step("j").Step("n0").Choose("n1", "B").Join("n2", "WaitAllActive").Join("n3", "WaitAny")
            .Line("s", "l", "d").Line("s", "j").Connect("d", "A", "l").Connect("d", "B", "j").Line("j", "n0", "n1").Connect("n1", "A", "n2")
            .Line("n0", "n2", "n3").Line("n0", "n3"));

        play.ShouldBeFinished().Ran.Where(step => step != "s" && step != "l" && step != "d").ShouldBe(["j", "n0", "n1", "n3", "n2"], ignoreOrder: true);
    }

    [Fact]
    public void What_is_freed_when_a_late_branch_is_ended_is_late_too()
    {
        var play = Play.Start(Chart.Of().Step("s").Step("a").Step("L").Step("b1").Choose("D", "B").Wait("b").Step("M").Join("K", "WaitAny").Step("end")
            .Line("s", "a").Line("s", "L", "D").Line("s", "b1", "b", "M").Connect("D", "A", "L").Connect("D", "B", "K").Line("a", "M", "K", "end"));

        play.ShouldBeFinished();
        (play.Ran.Count(step => step == "K"), play.Ran.Count(step => step == "end")).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData(FlowchartMode.Counter, "X", "Y")]
    [InlineData(FlowchartMode.Counter, "Y", "X")]
    [InlineData(FlowchartMode.Token, "X", "Y")]
    [InlineData(FlowchartMode.Token, "Y", "X")]
    public void A_join_waits_for_all_that_a_step_leads_to_though_one_of_it_ends_a_branch(FlowchartMode mode, string first, string second)
    {
        var chart = Chart.Of().Step("s").Wait("L").Choose("D", "B").Wait("c").Wait("z").Join("X", "WaitAny").Step("Y").Step("K").Step("e2")
            .Line("s", "L", "D").Line("s", "c", first).Line("c", second).Line("s", "z", "X", "e2").Connect("D", "A", "L").Connect("D", "B", "K").Line("Y", "K");

        var play = (mode is FlowchartMode.Token ? Play.StartWithTokens(chart) : Play.Start(chart)).Resume("L").Resume("c");

        play.ShouldBeFinished().Ran.Count(step => step == "K").ShouldBe(1);
    }

    [Fact]
    public void A_repeated_join_that_is_ended_runs_again_in_the_next_round()
    {
        var play = Play.Start(Chart.Of().Step("s").Step("H").Step("a").Step("b").Wait("p").Step("x").Wait("q").Join("k", "WaitAny").Wait("again").Step("end")
            .Line("s", "H", "a", "p").Line("H", "b", "p").Connect("p", "more", "p").Connect("p", "on", "x").Line("x", "k").Line("H", "q", "k", "again")
            .Connect("again", "more", "H").Connect("again", "on", "end"));

        play.Resume("p", "more").Resume("q").Resume("again", "more");

        play.State.Bookmarks.Select(bookmark => bookmark.ActivityId).ShouldBe(["p", "q"], ignoreOrder: true);
    }

    private static List<string> Played(Drawing drawing, FlowchartMode mode)
    {
        var play = mode is FlowchartMode.Token ? Play.StartWithTokens(drawing.Chart) : Play.Start(drawing.Chart);
        while (drawing.Waits.FirstOrDefault(step => play.State.Bookmarks.Any(bookmark => bookmark.ActivityId == step)) is { } next)
        {
            play.Resume(next);
        }

        return [.. play.Ran];
    }

    private sealed record Drawing(Chart Chart, IReadOnlyList<string> Waits, string Text)
    {
        public static Drawing Of(int seed, bool behindLoop)
        {
#pragma warning disable CA5394 // Drawn from a seed that the message names.
            var chance = new Random(seed);
            var chart = Chart.Of().Step("s").Step("l").Choose("d", "B").Step("j").Line("s", "l", "d").Connect("d", "B", "j").Line("j", "n0");
            _ = behindLoop ? chart.Connect("d", "A", "l").Line("s", "j") : chart;
            var (kinds, waits, text) = (new List<char>(), new List<string>(), "");
            var steps = chance.Next(4, 10);
            for (var step = 0; step < steps; step++)
            {
                var (name, kind) = ($"n{step}", step == 0 ? 'W' : "WWWEEDKKA"[chance.Next(9)]);
                kinds.Add(kind);
                _ = kind switch
                {
                    'E' => chart.Wait(name),
                    'D' => chart.Choose(name, chance.Next(2) == 0 ? "A" : "B"),
                    'K' => chart.Join(name, "WaitAny"),
                    'A' => chart.Join(name, "WaitAllActive"),
                    _ => chart.Step(name),
                };
                if (kind == 'E')
                {
                    waits.Add(name);
                }

                foreach (var from in Enumerable.Range(0, step == 0 ? 0 : chance.Next(1, 4)).Select(_ => chance.Next(step)).Distinct().ToArray())
                {
                    var port = kinds[from] == 'D' ? chance.Next(2) == 0 ? "A" : "B" : "Done";
                    chart.Connect($"n{from}", port, name);
                    text += $" n{from}.{port}>{name}({kind})";
                }
            }

            return new Drawing(chart, [.. waits.OrderBy(_ => chance.Next())], text);
#pragma warning restore CA5394
        }

        public override string ToString() => Text;
    }
}
