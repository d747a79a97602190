using System.Collections.Immutable;
using WorkflowHost.Definitions;

namespace WorkflowHost.Regulations.Checking;

/// <summary>A flowchart as runs are played through it, whatever they look for.</summary>
internal sealed class FlowchartShape
{
    /// <param name="flowchart">The container.</param>
    /// <param name="portsOf">The ports that an activity declares, drawn or not.</param>
    public FlowchartShape(ActivityDefinition flowchart, Func<ActivityDefinition, IEnumerable<string>> portsOf)
    {
        Steps = flowchart.Activities;
        var index = Steps.Select((step, place) => (step.Id, place)).DistinctBy(pair => pair.Id).ToDictionary(pair => pair.Id, pair => pair.place, StringComparer.Ordinal);
        var leaving = Steps.Select(_ => new List<(int Target, string Port)>()).ToArray();
        foreach (var connection in flowchart.Connections)
        {
            if (index.TryGetValue(connection.Source.Activity, out var from) && index.TryGetValue(connection.Target.Activity, out var to))
            {
                leaving[from].Add((to, connection.Source.Port ?? RunSearch.Done));
            }
        }

        Leaving = leaving;
        Reaches = [.. Enumerable.Range(0, Steps.Length).Select(ReachOf)];
        Races = [.. Enumerable.Range(0, Steps.Length).Where(place => IsRace(Steps[place]))];
        Meetings = [.. leaving.SelectMany(connections => connections).CountBy(connection => connection.Target).Where(into => into.Value > 1).Select(into => into.Key)];
        Ports = [.. Steps.Select((step, place) => leaving[place].Select(connection => connection.Port).Concat(portsOf(step)).Distinct(StringComparer.Ordinal).ToImmutableArray())];
        Start = FindStart();
    }

    /// <summary>The steps; a place is an index into them.</summary>
    public ImmutableArray<ActivityDefinition> Steps { get; }

    /// <summary>By place: where its connections lead, and from which port.</summary>
    public IReadOnlyList<IReadOnlyList<(int Target, string Port)>> Leaving { get; }

    /// <summary>By place: whether each other place can come after it.</summary>
    public ImmutableArray<bool[]> Reaches { get; }

    /// <summary>Joins that the first branch passes.</summary>
    public ImmutableSortedSet<int> Races { get; }

    /// <summary>Steps with several ways in, where branches meet; into another one nothing else comes in the same round of a loop.</summary>
    public ImmutableSortedSet<int> Meetings { get; }

    /// <summary>By place: ports that something is drawn to, then those that are only declared.</summary>
    public ImmutableArray<ImmutableArray<string>> Ports { get; }

    /// <summary>Where runs begin; null when there are no steps.</summary>
    public int? Start { get; }

    private int? FindStart()
    {
        if (Steps.IsEmpty)
        {
            return null;
        }

        var named = Steps.Select((step, place) => (step, place)).FirstOrDefault(pair => pair.step.Type == "Elsa.Start");
        if (named.step is not null)
        {
            return named.place;
        }

        var targets = Leaving.SelectMany(connections => connections.Select(connection => connection.Target)).ToHashSet();
        return Enumerable.Range(0, Steps.Length).Where(place => !targets.Contains(place)).Append(0).First();
    }

    private static bool IsRace(ActivityDefinition step) =>
        step.Type == "Elsa.FlowJoin" && (CheckedStep.LiteralOf(step, "mode") ?? "WaitAny") == "WaitAny";

    private bool[] ReachOf(int from)
    {
        var reached = new bool[Steps.Length];
        var open = new Stack<int>([from]);
        while (open.TryPop(out var place))
        {
            foreach (var (target, _) in Leaving[place])
            {
                if (!reached[target])
                {
                    reached[target] = true;
                    open.Push(target);
                }
            }
        }

        return reached;
    }
}
