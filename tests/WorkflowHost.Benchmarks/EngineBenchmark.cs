using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Expressions;
using Activity = WorkflowHost.Engine.Contract.Activity;

namespace WorkflowHost.Benchmarks;

/// <summary>What the pure engine costs on one core, without storage.</summary>
internal static class EngineBenchmark
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 2, 30, 0, TimeSpan.Zero);
    private static readonly GraphCompiler Compiler = new(new ActivityRegistry([ActivityType.Of<Trivial>(), ActivityType.Of<Countdown>(), ActivityType.Of<Waiting>()]));
    private static readonly Interpreter Interpreter = new(new TurnEnvironment([new JavaScriptEvaluator(new JavaScriptOptions())], new NoServices()));

    /// <summary>The fastest of so many counts, so that what else the machine does is left out.</summary>
    private const int Batches = 10;

    public static void Run()
    {
        var ten = Graph(Chain(10));
        Measure("flowchart of 10 trivial activities, per instance", 4_000, () => Play(ten));
        var scripted = Graph(Scripted());
        Measure("SetVariable from a script, per instance", 200, () => Play(scripted));
        var forty = Chain(40);
        Measure("compile 40 activities", 50, () => Graph(forty));
        var two = Chain(2_000);
        Measure("compile 2,000 activities", 2, () => Graph(two));
        foreach (var length in new[] { 20, 200, 2_000 })
        {
            var chain = Graph(Chain(length));
            Measure($"chain of {length}, per activity", 4_000 / length, () => Play(chain), length);
        }

        foreach (var length in new[] { 20, 200, 2_000 })
        {
            var chart = Graph(WaitAfter(length));
            var waiting = Saved(Started(chart));
            Measure($"a turn of an instance that stands behind {length} steps", 200, () => Resume(chart, waiting));
        }

        foreach (var rounds in new[] { 100, 1_000, 10_000 })
        {
            var loop = Graph(Loop(rounds));
            Measure($"loop of {rounds} rounds, per round", Math.Max(1, 4_000 / rounds), () => Play(loop), rounds);
        }

        foreach (var turns in new[] { 100, 10_000 })
        {
            var counting = Graph(For(turns));
            Measure($"For of {turns} turns, per turn", Math.Max(1, 4_000 / turns), () => Play(counting), turns);
        }

        foreach (var width in new[] { 10, 100, 1_000 })
        {
            var fork = Graph(Fork(width));
            Measure($"fork and join of {width} branches, per branch", 2_000 / width, () => Play(fork), width);
        }
    }

    private static void Measure(string what, int times, Action play, int units = 1)
    {
        for (var warm = 0; warm < Math.Max(2, times / 4); warm++)
        {
            play();
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread();
        play();
        bytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / units;
        var seconds = double.MaxValue;
        for (var batch = 0; batch < Batches; batch++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var time = 0; time < times; time++)
            {
                play();
            }

            seconds = Math.Min(seconds, Stopwatch.GetElapsedTime(start).TotalSeconds / times / units);
        }

        Console.WriteLine($"{what,-52} {1e6 * seconds,10:N2} us {1 / seconds,12:N0} /s {bytes,10:N0} bytes");
    }

    private static void Play(WorkflowGraph graph)
    {
        var turn = Started(graph);
        if (turn?.State.SubStatus is not WorkflowSubStatus.Finished)
        {
            throw new InvalidOperationException("The instance did not finish: " + turn?.State.Incidents.FirstOrDefault()?.Message);
        }
    }

    private static Turn? Started(WorkflowGraph graph) => Interpreter.Play(
        graph, InstanceState.New("i1", "c1"), new Stimulus.Start(ImmutableDictionary<string, JsonNode?>.Empty), Now);

    /// <summary>The state as the next turn finds it.</summary>
    private static InstanceState Saved(Turn? turn) =>
        JsonSerializer.Deserialize<InstanceState>(JsonSerializer.Serialize(turn!.State, Conversion.Json), Conversion.Json)!;

    private static void Resume(WorkflowGraph graph, InstanceState state)
    {
        var turn = Interpreter.Play(
            graph, state, new Stimulus.Resume(state.Bookmarks[0].Id, ImmutableDictionary<string, JsonNode?>.Empty), Now);
        if (turn?.State.Bookmarks.Length != 1)
        {
            throw new InvalidOperationException("The instance does not wait again.");
        }
    }

    private static WorkflowGraph Graph(WorkflowDefinition definition) => Compiler.Compile(definition).Value!;

    private static WorkflowDefinition Chain(int length) => Flowchart(
        [.. Enumerable.Range(0, length).Select(step => Step(step))],
        [.. Enumerable.Range(1, length - 1).Select(step => Connection(step - 1, "Done", step))]);

    /// <summary>A chain whose last step waits, again and again.</summary>
    private static WorkflowDefinition WaitAfter(int length) => Flowchart(
        [.. Enumerable.Range(0, length).Select(step => Step(step)), Step(length) with { Type = "Bench.Waiting" }],
        [.. Enumerable.Range(1, length).Select(step => Connection(step - 1, "Done", step)), Connection(length, "Done", length)]);

    private static WorkflowDefinition Fork(int width) => Flowchart(
        [.. Enumerable.Range(0, width + 2).Select(step => Step(step))],
        [.. Enumerable.Range(1, width).Select(step => Connection(0, "Done", step)),
            .. Enumerable.Range(1, width).Select(step => Connection(step, "Done", width + 1))]);

    private static WorkflowDefinition Loop(int rounds) => Flowchart(
        [Step(0), Step(1) with { Type = "Bench.Countdown", Properties = new JsonObject { ["rounds"] = rounds } }, Step(2)],
        [Connection(0, "Done", 1), Connection(1, "Again", 0), Connection(1, "Done", 2)]);

    private static WorkflowDefinition For(int turns) => Flowchart(
        [Step(0) with
        {
            Type = "Elsa.For",
            Properties = new JsonObject { ["start"] = 1, ["end"] = turns },
            Ports = new Dictionary<string, ActivityDefinition>(StringComparer.Ordinal) { ["body"] = Step(1) }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        }],
        []);

    private static WorkflowDefinition Scripted() => Flowchart(
        [Step(0) with
        {
            Type = "Elsa.SetVariable",
            Properties = new JsonObject
            {
                ["variable"] = new JsonObject { ["id"] = "v" },
                ["value"] = new JsonObject { ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "variables.left * 2 + 1" } },
            },
        }],
        []);

    private static WorkflowDefinition Flowchart(ImmutableArray<ActivityDefinition> steps, ImmutableArray<ConnectionDefinition> connections) => new()
    {
        Name = "bench",
        Variables = [new VariableDefinition { Id = "v", Name = "left", TypeName = "Int32", Value = 0 }],
        Root = new ActivityDefinition { Id = "root", Type = "Elsa.Flowchart", Activities = steps, Connections = connections },
    };

    private static ActivityDefinition Step(int step) => new() { Id = $"s{step}", Type = "Bench.Trivial" };

    private static ConnectionDefinition Connection(int from, string port, int to) =>
        new() { Source = new Endpoint($"s{from}", port), Target = new Endpoint($"s{to}", null) };

    [Activity("Bench", "Trivial")]
    private sealed class Trivial : CodeActivity;

    [Activity("Bench", "Waiting")]
    private sealed class Waiting : Activity
    {
        protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
        {
            context.CreateBookmark();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Leaves by Again until it has run often enough.</summary>
    [Activity("Bench", "Countdown")]
    private sealed class Countdown : Activity
    {
        private static readonly Variable Count = new("v", "left");

        public Input<int>? Rounds { get; set; }

        protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
        {
            var count = context.Get<int>(Count) + 1;
            context.Set(Count, count);
            return context.CompleteActivityWithOutcomesAsync(count < context.Get(Rounds) ? "Again" : "Done");
        }
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
