using System.Collections.Immutable;
using WorkflowHost.Definitions;

namespace WorkflowHost.Regulations.Checking;

/// <summary>
/// Plays tokens through a flowchart. A step leaves by one of its ports and all connections of that port are followed; a step with
/// several ways in waits while one of them can still come; the first at a WaitAny join takes the others away.
/// </summary>
internal sealed class FlowchartRuns
{
    private const int MostStates = 20_000;
    private readonly ImmutableArray<ActivityDefinition> steps;
    private readonly RunSearch search;
    private readonly List<(int Target, string Port)>[] leaving;
    private readonly bool[][] reaches;
    private readonly ImmutableDictionary<string, string>?[] exits;

    public FlowchartRuns(ActivityDefinition flowchart, RunSearch search)
    {
        this.search = search;
        steps = flowchart.Activities;
        var index = steps.Select((step, place) => (step.Id, place)).DistinctBy(pair => pair.Id).ToDictionary(pair => pair.Id, pair => pair.place, StringComparer.Ordinal);
        leaving = [.. steps.Select(_ => new List<(int, string)>())];
        foreach (var connection in flowchart.Connections)
        {
            if (index.TryGetValue(connection.Source.Activity, out var from) && index.TryGetValue(connection.Target.Activity, out var to))
            {
                leaving[from].Add((to, connection.Source.Port ?? RunSearch.Done));
            }
        }

        reaches = [.. Enumerable.Range(0, steps.Length).Select(ReachOf)];
        exits = new ImmutableDictionary<string, string>?[steps.Length];
    }

    public bool GaveUp { get; private set; }

    /// <summary>The exits that can be reached, each with the choices on the way.</summary>
    public ImmutableDictionary<string, string> Exits()
    {
        var found = ImmutableDictionary<string, string>.Empty;
        if (Start() is not { } start)
        {
            return found.Add(RunSearch.Done, "");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<Marking>([new Marking([start], [], [], "")]);
        while (queue.TryDequeue(out var marking))
        {
            if (!seen.Add(marking.Key))
            {
                continue;
            }

            if (seen.Count > MostStates)
            {
                GaveUp = true;
                return found;
            }

            foreach (var next in NextOf(marking))
            {
                if (next.Exit is { } exit)
                {
                    found = found.ContainsKey(exit) ? found : found.Add(exit, next.Way);
                }
                else
                {
                    queue.Enqueue(next);
                }
            }
        }

        return found;
    }

    private int? Start()
    {
        if (steps.IsEmpty)
        {
            return null;
        }

        var named = steps.Select((step, place) => (step, place)).FirstOrDefault(pair => pair.step.Type == "Elsa.Start");
        if (named.step is not null)
        {
            return named.place;
        }

        var targets = leaving.SelectMany(connections => connections.Select(connection => connection.Target)).ToHashSet();
        return Enumerable.Range(0, steps.Length).Where(place => !targets.Contains(place)).Append(0).First();
    }

    private IEnumerable<Marking> NextOf(Marking marking)
    {
        var ready = marking.Waiting.FirstOrDefault(
            waiting => !marking.Running.Concat(marking.Waiting).Any(other => other != waiting && reaches[other][waiting]), -1);
        if (ready >= 0)
        {
            return [marking with { Running = marking.Running.Add(ready), Waiting = marking.Waiting.Remove(ready) }];
        }

        var free = marking.Running.Where(place => ExitsOf(place).Count > 0).ToList();
        if (free.Count == 0)
        {
            // All is over; or joins of a loop wait for one another; or what is left waits for ever for a discharging step.
            return !marking.Running.IsEmpty ? []
                : marking.Waiting.IsEmpty ? [marking with { Exit = RunSearch.Done }]
                : marking.Waiting.Select(place => marking with { Running = [place], Waiting = marking.Waiting.Remove(place) });
        }

        // The order matters only among those that race for a join.
        var chosen = free.Exists(place => !Races(place, marking)) ? [free.First(place => !Races(place, marking))] : free;
        return chosen.SelectMany(place => Leave(marking, place));
    }

    private bool Races(int place, Marking marking) => Enumerable.Range(0, steps.Length)
        .Any(join => IsWaitAny(join) && reaches[place][join] && marking.Running.Any(other => other != place && reaches[other][join]));

    private IEnumerable<Marking> Leave(Marking marking, int place)
    {
        var step = steps[place];
        switch (step.Type)
        {
            case "Elsa.End":
                return [marking with { Exit = RunSearch.Done }];
            case "Elsa.Finish":
                return [marking with { Exit = RunSearch.Done }];
            case "Elsa.Complete":
                return [marking with { Exit = new CheckedStep(step, StepLaw.Of(step.CustomProperties)).LiteralOf("outcomes") ?? RunSearch.Done }];
            case "Elsa.Fault":
                return [];
            default:
                break;
        }

        var drawn = leaving[place].Select(connection => connection.Port).Concat(new CheckedStep(step, StepLaw.Of(step.CustomProperties)).Outcomes())
            .Distinct(StringComparer.Ordinal).ToList();
        var possible = ExitsOf(place);
        var ports = drawn.Count == 0 ? [RunSearch.Done]
            : step.Type == "Elsa.FlowFork" ? ["*"]
            : possible.Count == 1 && possible.ContainsKey(RunSearch.Done) ? drawn
            : drawn.Where(possible.ContainsKey).DefaultIfEmpty(RunSearch.Done).ToList();
        return ports.Where(port => !search.IsSettledBy(step, port)).Select(port => Follow(marking, place, port, drawn.Count > 1));
    }

    private Marking Follow(Marking marking, int place, string port, bool isChoice)
    {
        var (running, waiting, fired) = (marking.Running.Remove(place), marking.Waiting, marking.Fired);
        foreach (var (target, name) in leaving[place])
        {
            if (name != port && port != "*")
            {
                continue;
            }

            if (!IsWaitAny(target))
            {
                waiting = waiting.Add(target);
            }
            else if (!fired.Contains(target))
            {
                running = running.Where(other => !reaches[other][target]).ToImmutableSortedSet().Add(target);
                waiting = waiting.Where(other => !reaches[other][target]).ToImmutableSortedSet();
                fired = fired.Add(target);
            }
        }

        var inner = ExitsOf(place).GetValueOrDefault(port, ExitsOf(place).GetValueOrDefault(RunSearch.Done, ""));
        var choice = isChoice && port != "*" ? $"“{CheckedStep.NameOf(steps[place])}”→ {port}" : "";
        return new Marking(running, waiting, fired, string.Join('，', new[] { marking.Way, inner, choice }.Where(part => part.Length > 0)));
    }

    private ImmutableDictionary<string, string> ExitsOf(int place) => exits[place] ??= search.Exits(steps[place]);

    private bool IsWaitAny(int place) =>
        steps[place].Type == "Elsa.FlowJoin"
        && (new CheckedStep(steps[place], StepLaw.Of(steps[place].CustomProperties)).LiteralOf("mode") ?? "WaitAny") == "WaitAny";

    private bool[] ReachOf(int from)
    {
        var reached = new bool[steps.Length];
        var open = new Stack<int>([from]);
        while (open.TryPop(out var place))
        {
            foreach (var (target, _) in leaving[place])
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

    /// <summary>Where tokens are.</summary>
    /// <param name="Running">Steps that run or wait to be left.</param>
    /// <param name="Waiting">Steps that something has arrived at.</param>
    /// <param name="Fired">WaitAny joins that somebody was first at.</param>
    /// <param name="Way">The choices that led here.</param>
    private sealed record Marking(ImmutableSortedSet<int> Running, ImmutableSortedSet<int> Waiting, ImmutableSortedSet<int> Fired, string Way)
    {
        public string? Exit { get; init; }

        public string Key => $"{string.Join(',', Running)}|{string.Join(',', Waiting)}|{string.Join(',', Fired)}";
    }
}
