using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Random_flows
{
    private const int Cases = 400;

    [Fact]
    public void Without_loops_every_instance_ends_and_a_step_runs_once_exactly_if_a_taken_path_leads_to_it()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Drawings(loops: false), drawing =>
        {
            var play = PlayToTheEnd(drawing, drawing.Steps);

            play.ShouldBeFinished();
            play.Ran.Order().ShouldBe(drawing.Taken().Order(), drawing.ToString());
        }));
    }

    [Fact]
    public void With_loops_every_instance_ends_or_waits_or_has_an_incident()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Drawings(loops: true), drawing =>
        {
            var play = PlayToTheEnd(drawing, 25);
            var taken = drawing.Taken().ToArray();
            var ran = play.Ran.CountBy(name => name).ToDictionary(StringComparer.Ordinal);

            // A loop that is taken never ends: its waiting step leads back each time. Without one there is an end.
            play.State.Incidents.ShouldBeEmpty(drawing.ToString());
            (play.State.SubStatus, play.State.Bookmarks.Length > 0).ShouldBe(
                drawing.TakesALoop(taken) ? (WorkflowSubStatus.Suspended, true) : (WorkflowSubStatus.Finished, false), drawing.ToString());
            play.State.Executions.ShouldAllBe(execution => execution.Status != ActivityStatus.Pending);

            // Nothing runs that no path leads to, nor more often than its branches came; once all is over, everything has run.
            ran.Keys.ShouldBeSubsetOf(taken, drawing.ToString());
            ran.ShouldAllBe(step => step.Value <= drawing.Arrivals(step.Key, ran), drawing.ToString());
            if (play.State.SubStatus is WorkflowSubStatus.Finished)
            {
                ran.Keys.ShouldBe(taken, ignoreOrder: true, drawing.ToString());
            }
        }));
    }

    [Fact]
    public void With_loops_a_turn_played_again_is_the_same()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases / 4), Prop.ForAll(Drawings(loops: true), drawing =>
            Play.Written(PlayToTheEnd(drawing, 10).State).ShouldBe(Play.Written(PlayToTheEnd(drawing, 10).State))));
    }

    private static Play PlayToTheEnd(Drawing drawing, int turns)
    {
        var play = Play.Start(drawing.Chart());
        for (var turn = 0; turn < turns && play.State is { Status: WorkflowStatus.Running, Bookmarks.Length: > 0 }; turn++)
        {
            // The seed decides which of the waiting steps comes first.
            var bookmark = play.State.Bookmarks[(drawing.Seed + turn) % play.State.Bookmarks.Length];
            play.Send(new Stimulus.Resume(bookmark.Id, Play.Input())).ShouldBeTrue();
        }

        return play;
    }

    private static Arbitrary<Drawing> Drawings(bool loops) => Arb.From(
        from steps in Gen.Choose(1, 12)
        from seed in Gen.Choose(0, 1_000_000)
        select Drawing.Of(steps, loops, seed));

    /// <summary>A flowchart drawn by chance.</summary>
    /// <param name="Steps">How many.</param>
    /// <param name="Edges">From a step by port A or B to another.</param>
    /// <param name="Ports">The ports by which each step leaves; W waits and then leaves by all.</param>
    /// <param name="Seed">What it was drawn from.</param>
    private sealed record Drawing(int Steps, IReadOnlyList<(int From, string Port, int To)> Edges, IReadOnlyList<string> Ports, int Seed)
    {
        public static Drawing Of(int steps, bool loops, int seed)
        {
#pragma warning disable CA5394 // Drawn from a seed that FsCheck chose and prints.
            var chance = new Random(seed);
            var edges = new List<(int, string, int)>();
            for (var to = 1; to < steps; to++)
            {
                for (var count = chance.Next(1, 4); count > 0; count--)
                {
                    edges.Add((chance.Next(to), chance.Next(2) == 0 ? "A" : "B", to));
                }
            }

            // Loops leave by W, which only a waiting step follows, so that none spins within one turn.
            string[] leave = loops ? ["A", "B", "AB", "", "W", "W"] : ["A", "B", "AB", "", "W"];
            for (var count = loops ? chance.Next(1, 4) : 0; count > 0; count--)
            {
                var from = chance.Next(steps);
                edges.Add((from, "W", chance.Next(from + 1)));
            }

            return new Drawing(steps, edges, [.. Enumerable.Range(0, steps).Select(_ => leave[chance.Next(leave.Length)])], seed);
#pragma warning restore CA5394
        }

        public Chart Chart()
        {
            var chart = Playing.Chart.Of();
            for (var step = 0; step < Steps; step++)
            {
                _ = Ports[step] == "W" ? chart.Wait(Name(step)) : chart.Choose(Name(step), [.. Ports[step].Select(port => port.ToString())]);
            }

            foreach (var (from, port, to) in Edges)
            {
                // A waiting step leaves by the plain port, which stands for all three.
                chart.Connect(Name(from), Ports[from] == "W" ? "Done" : port, Name(to));
            }

            return chart;
        }

        /// <summary>What a taken path leads to, found without the engine.</summary>
        public IEnumerable<string> Taken() => LedToBy([0]).Prepend(0).Distinct().Select(Name);

        /// <summary>Whether a step that is taken leads back to itself.</summary>
        public bool TakesALoop(IEnumerable<string> taken) => Enumerable.Range(0, Steps).Any(step => taken.Contains(Name(step)) && LedToBy([step]).Contains(step));

        private HashSet<int> LedToBy(HashSet<int> begin)
        {
            var led = new HashSet<int>();
            for (var reached = begin; reached.Count > 0;)
            {
                reached = [.. Edges.Where(edge => reached.Contains(edge.From) && Leaves(edge)).Select(edge => edge.To).Where(led.Add)];
            }

            return led;
        }

        /// <summary>How often a step can have run at most: as often as those that lead to it.</summary>
        public int Arrivals(string step, Dictionary<string, int> ran) => (step == Name(0) ? 1 : 0)
            + Edges.Where(edge => Name(edge.To) == step && Leaves(edge)).Distinct().Sum(edge => ran.GetValueOrDefault(Name(edge.From)));

        private bool Leaves((int From, string Port, int To) edge) =>
            Ports[edge.From] is "W" || Ports[edge.From].Contains(edge.Port, StringComparison.Ordinal);

        public override string ToString() =>
            $"seed {Seed}: " + string.Join(' ', Edges.Select(edge => $"{edge.From}-{edge.Port}->{edge.To}")) + " | " + string.Join(',', Ports);

        private static string Name(int step) => $"n{step}";
    }
}
