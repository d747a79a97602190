using System.Collections.Immutable;

namespace WorkflowHost.Regulations.Checking;

/// <summary>
/// Plays tokens through a flowchart. A step leaves by one of its ports and all connections of that port are followed; a step with
/// several ways in waits while one of them can still come; the first at a WaitAny join takes the others away.
/// </summary>
/// <param name="shape">The flowchart.</param>
/// <param name="search">What is looked for.</param>
internal sealed class FlowchartRuns(FlowchartShape shape, RunSearch search)
{
    private const int MostStates = 20_000;
    private readonly ImmutableDictionary<string, string>?[] exits = new ImmutableDictionary<string, string>?[shape.Steps.Length];

    public bool GaveUp { get; private set; }

    /// <summary>The exits that can be reached, each with the choices on the way.</summary>
    public ImmutableDictionary<string, string> Exits()
    {
        var found = ImmutableDictionary<string, string>.Empty;
        if (shape.Start is not { } start)
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

    private IEnumerable<Marking> NextOf(Marking marking)
    {
        var ready = marking.Waiting.FirstOrDefault(
            waiting => !shape.Meetings.Contains(waiting) || !marking.Running.Concat(marking.Waiting).Any(other => other != waiting && shape.Reaches[other][waiting]), -1);
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

    private bool Races(int place, Marking marking) => shape.Races
        .Any(join => shape.Reaches[place][join] && marking.Running.Any(other => other != place && shape.Reaches[other][join]));

    private IEnumerable<Marking> Leave(Marking marking, int place)
    {
        var step = shape.Steps[place];
        switch (step.Type)
        {
            case "Elsa.End":
                return [marking with { Exit = RunSearch.Done }];
            case "Elsa.Finish":
                return [marking with { Exit = RunSearch.Done }];
            case "Elsa.Complete":
                return [marking with { Exit = CheckedStep.LiteralOf(step, "outcomes") ?? RunSearch.Done }];
            case "Elsa.Fault":
                return [];
            default:
                break;
        }

        var drawn = shape.Ports[place];
        var possible = ExitsOf(place);
        var ports = drawn.IsEmpty ? [RunSearch.Done]
            : step.Type == "Elsa.FlowFork" ? ["*"]
            : possible.Count == 1 && possible.ContainsKey(RunSearch.Done) ? drawn
            : [.. drawn.Where(possible.ContainsKey).DefaultIfEmpty(RunSearch.Done)];
        return ports.Where(port => !search.IsSettledBy(step, port)).Select(port => Follow(marking, place, port, drawn.Length > 1));
    }

    private Marking Follow(Marking marking, int place, string port, bool isChoice)
    {
        var (running, waiting, fired) = (marking.Running.Remove(place), marking.Waiting, marking.Fired);
        foreach (var (target, name) in shape.Leaving[place])
        {
            if (name != port && port != "*")
            {
                continue;
            }

            if (!shape.Races.Contains(target))
            {
                waiting = waiting.Add(target);
            }
            else if (!fired.Contains(target))
            {
                running = running.Where(other => !shape.Reaches[other][target]).ToImmutableSortedSet().Add(target);
                waiting = waiting.Where(other => !shape.Reaches[other][target]).ToImmutableSortedSet();
                fired = fired.Add(target);
            }
        }

        var inner = ExitsOf(place).GetValueOrDefault(port, ExitsOf(place).GetValueOrDefault(RunSearch.Done, ""));
        var choice = isChoice && port != "*" ? $"“{CheckedStep.NameOf(shape.Steps[place])}”→ {port}" : "";
        return new Marking(running, waiting, fired, string.Join('，', new[] { marking.Way, inner, choice }.Where(part => part.Length > 0)));
    }

    private ImmutableDictionary<string, string> ExitsOf(int place) => exits[place] ??= search.Exits(shape.Steps[place]);

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
