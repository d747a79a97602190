using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Engine.Tests.Playing;

/// <summary>A definition drawn by chance: containers within one another, waits, failures, joins of every mode, loops over waits.</summary>
internal sealed class Sketch
{
    private static readonly string[] JoinModes = ["WaitAny", "WaitAll", "WaitAllActive"];
    private static readonly string[] MergeModes = ["", "Stream", "Merge", "Converge", "Cascade", "Race"];
    private readonly Random chance;
    private int lastId;

    private readonly bool calm;
    private readonly bool waits;
    private bool counts;

    private Sketch(int seed, bool calm, bool waits)
    {
        this.calm = calm;
        this.waits = waits;
#pragma warning disable CA5394 // Drawn from a seed that the test prints.
        chance = new Random(seed);
    }

    /// <summary>The same definition for the same seed.</summary>
    public static WorkflowDefinition Of(int seed) => new Sketch(seed, calm: false, waits: true).Definition();

    /// <summary>One in which the order of things decides nothing: no branch overtakes another, nothing ends early.</summary>
    /// <param name="seed">What it is drawn from.</param>
    /// <param name="waits">Whether its steps wait and fail; otherwise the same steps complete at once.</param>
    public static WorkflowDefinition Calm(int seed, bool waits) => new Sketch(seed, calm: true, waits).Definition();

    private WorkflowDefinition Definition()
    {
        var chart = Chart.Of().Variable("n", "Int32", 0).Variable("list", "Object", new JsonArray("甲", "乙"));
        if (chance.Next(2) == 0)
        {
            chart.ContinueWithIncidents();
        }

        counts = chance.Next(2) == 0;
        var definition = chart.Definition(Flowchart(3));
        return counts ? definition : definition with { CustomProperties = new JsonObject { ["Flowchart:ExecutionMode"] = "TokenBased" } };
    }

    private ActivityDefinition Any(int depth) => chance.Next(depth > 0 ? 18 : 9) switch
    {
        0 or 1 => Piece.Of(Id(), "Test.Note"),
        2 or 3 => Piece.Of(Id(), waits ? "Test.Wait" : "Test.Note"),
        4 => chance.Next(1, 3) is var failures && waits ? Piece.Of(Id(), "Test.Boom", ("failures", Piece.Value(failures))) : Piece.Of(Id(), "Test.Note"),
        5 => Piece.SetVariable(Id(), "n", Piece.Value(chance.Next(3))),
        6 => Piece.Line(Id(), "行"),
        7 => calm ? Piece.Of(Id(), "Test.Note") : Piece.Of(Id(), chance.Next(6) switch { 0 => "Elsa.End", 1 => "Elsa.Break", 2 => "Elsa.Complete", 3 => "Elsa.Finish", 4 => "Test.Idle", _ => "Test.Bell" }),
        8 => Sends(),
        9 or 10 => Piece.Sequence(Id(), Several(depth)),
        11 => Piece.Of(Id(), "Elsa.Parallel") with { Activities = [.. Several(depth)] },
        12 => Listed("Elsa.Fork", "branches", "", Several(depth), ("joinMode", calm || chance.Next(2) == 0 ? "WaitAll" : "WaitAny")),
        13 => Piece.If(Id(), Piece.Expression("Variable", "n-id"), Any(depth - 1), chance.Next(2) == 0 ? Any(depth - 1) : null) is var item
            ? item with { Properties = new JsonObject { ["condition"] = Piece.Value(chance.Next(2) == 0) } } : item,
        14 => Piece.Of(Id(), "Elsa.ForEach", ("items", Piece.Expression("Variable", "list-id"))).WithBody(Several(depth)),
        15 => Piece.Of(Id(), "Elsa.ParallelForEach", ("items", Piece.Expression("Variable", "list-id"))).WithBody(Several(depth)),
        16 => Piece.Of(Id(), "Elsa.For", ("start", Piece.Value(1)), ("end", Piece.Value(chance.Next(1, 4)))).WithBody(Several(depth)),
        _ => Flowchart(depth - 1),
    };

    /// <summary>A step that asks the outside for something, and waits for it or not.</summary>
    private ActivityDefinition Sends() => chance.Next(calm ? 1 : 4) switch
    {
        0 => Piece.Of(Id(), "Elsa.PublishEvent", ("eventName", Piece.Value("x")), ("payload", Piece.Expression("Object", """{"n":1}"""))),
        1 => Piece.Of(Id(), "Elsa.RunTask", ("taskName", Piece.Value("检验")), ("payload", Piece.Expression("Object", """{"n":2}"""))),
        2 => Piece.Of(Id(), "Elsa.DispatchWorkflow", ("workflowDefinitionId", Piece.Value("child")), ("waitForCompletion", Piece.Value(chance.Next(2) == 0))),
        _ => Piece.Of(Id(), "Elsa.SendHttpRequest", ("url", Piece.Value("https://example.cn/"))),
    };

    private ActivityDefinition[] Several(int depth) => [.. Enumerable.Range(0, chance.Next(1, 4)).Select(_ => Any(depth - 1))];

    private ActivityDefinition Listed(string type, string list, string member, ActivityDefinition[] items, params (string Name, JsonNode? Value)[] properties)
    {
        var holder = Piece.Of(Id(), type, [.. properties, (list, new JsonArray([.. items.Select(_ => (JsonNode?)null)]))]);
        foreach (var (index, item) in items.Index())
        {
            holder = holder.With(string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]{member}"), item);
        }

        return holder;
    }

    private ActivityDefinition Flowchart(int depth)
    {
        var chart = Chart.Of();
        var ids = new List<(string Id, string Port)>();
        for (var count = chance.Next(2, 9); count > 0; count--)
        {
            var (step, port) = Step(depth);
            if (!calm && MergeModes[chance.Next(MergeModes.Length)] is { Length: > 0 } mode)
            {
                step = step with { CustomProperties = new JsonObject { ["mergeMode"] = mode } };
            }

            chart.Step(step);
            for (var inbound = ids.Count == 0 ? 0 : chance.Next(1, 4); inbound > 0; inbound--)
            {
                var (source, leaves) = ids[chance.Next(ids.Count)];
                chart.Connect(source, leaves is "again" ? "Done" : leaves, step.Id);
            }

            ids.Add((step.Id, port));
        }

        // Loops leave by a waiting step only, so that none spins within one turn.
        foreach (var waiting in Enumerable.Range(0, ids.Count).Where(place => ids[place].Port is "again" && !calm && chance.Next(2) == 0))
        {
            chart.Connect(ids[waiting].Id, "again", ids[chance.Next(waiting + 1)].Id);
        }

        return chart.As(Id());
    }

    private (ActivityDefinition Step, string Port) Step(int depth) => chance.Next(6) switch
    {
        0 => (Piece.Of(Id(), "Test.Choose", ("outcomes", Piece.Value(chance.Next(3) == 0 ? [] : chance.Next(2) == 0 ? new JsonArray("A") : new JsonArray("A", "B")))), chance.Next(2) == 0 ? "A" : "B"),
        1 => calm && !counts ? (Piece.Of(Id(), "Test.Note"), "Done")
            : (Piece.Of(Id(), "Elsa.FlowJoin", ("mode", Piece.Value(JoinModes[calm ? chance.Next(1, 3) : chance.Next(3)]))), "Done"),
        2 => (Piece.Of(Id(), waits ? "Test.Wait" : "Test.Note"), "again"),
        3 => (Piece.Of(Id(), "Elsa.FlowDecision", ("condition", Piece.Value(chance.Next(2) == 0))), chance.Next(2) == 0 ? "True" : "False"),
        _ => (Any(depth), "Done"),
    };
#pragma warning restore CA5394

    private string Id() => string.Create(CultureInfo.InvariantCulture, $"s{++lastId}");
}
