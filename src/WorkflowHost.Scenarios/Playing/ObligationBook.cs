using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Regulations;
using WorkflowHost.Regulations.Checking;

namespace WorkflowHost.Scenarios.Playing;

/// <summary>Keeps for each obligation what has become of it.</summary>
internal sealed class ObligationBook(ObligationCatalogue catalogue, JsonObject? caseInput, DateOnly day)
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>A procedure begins: what its kind owes and what its steps carry is open from now on.</summary>
    public Dischargers Begin(PlayedInstance instance)
    {
        var definition = instance.Graph.Definition;
        var (city, kind) = (definition.CustomProperties["city"]?.ToString() ?? "", definition.CustomProperties["kind"]?.ToString() ?? "");
        foreach (var owed in catalogue.OfKind(city, kind, day))
        {
            Of(owed.Id).IsOwed = true;
        }

        foreach (var id in instance.Laws.SelectMany(law => law.Names))
        {
            Of(id);
        }

        return new Dischargers(instance.Laws);
    }

    /// <summary>A step is over.</summary>
    /// <returns>What that settled: ids with what became of them.</returns>
    public IEnumerable<(ObligationStanding Standing, ImmutableArray<string> Ids)> Completed(
        StepLaw law, Dischargers dischargers, IEnumerable<string> outcomes, string step, DateTimeOffset at, bool isLate)
    {
        var ports = outcomes.ToList();
        var missed = ports.SelectMany(port => law.Misses.GetValueOrDefault(port, [])).ToImmutableArray();
        var exempt = ports.SelectMany(port => law.Exempts.GetValueOrDefault(port, [])).Where(id => Of(id).Standing is ObligationStanding.Open).ToImmutableArray();
        var done = dischargers.Of(law).Concat(ports.SelectMany(port => law.DischargesBy.GetValueOrDefault(port, []))).Distinct(StringComparer.Ordinal)
            .Except(missed, StringComparer.Ordinal).Except(exempt, StringComparer.Ordinal).ToImmutableArray();
        foreach (var (standing, ids) in new[]
        {
            (isLate ? ObligationStanding.DischargedLate : ObligationStanding.Discharged, done),
            (ObligationStanding.Missed, missed),
            (ObligationStanding.NotApplicable, exempt),
        })
        {
            foreach (var entry in ids.Select(Of))
            {
                // Late once is late for good, though the same step may come again.
                (entry.Standing, entry.Step, entry.At) = (entry.Standing is ObligationStanding.DischargedLate ? entry.Standing : standing, step, at);
            }

            if (!ids.IsEmpty)
            {
                yield return (standing, ids);
            }
        }
    }

    /// <summary>Where all of them stand.</summary>
    /// <param name="isOver">Whether the procedures ran to their end.</param>
    public ImmutableArray<PlayedObligation> Close(bool isOver)
    {
        var order = catalogue.All.Select((obligation, place) => (obligation.Id, place)).ToDictionary(entry => entry.Id, entry => entry.place, StringComparer.Ordinal);
        return [.. entries.OrderBy(entry => order.GetValueOrDefault(entry.Key, int.MaxValue)).ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new PlayedObligation(entry.Key, StandingOf(entry.Key, entry.Value, isOver), entry.Value.Step, entry.Value.At))];
    }

    private ObligationStanding StandingOf(string id, Entry entry, bool isOver)
    {
        if (entry.Standing is not ObligationStanding.Open)
        {
            return entry.Standing;
        }

        var obligation = catalogue.Find(id);
        if (obligation?.When is { } when && caseInput is not null && !when.Holds(caseInput))
        {
            return ObligationStanding.NotApplicable;
        }

        return !isOver ? ObligationStanding.Open
            : entry.IsOwed ? ObligationStanding.Skipped
            : ObligationStanding.NotApplicable;
    }

    private Entry Of(string id)
    {
        if (!entries.TryGetValue(id, out var entry))
        {
            entries.Add(id, entry = new Entry());
        }

        return entry;
    }

    private sealed class Entry
    {
        public ObligationStanding Standing { get; set; } = ObligationStanding.Open;

        public string Step { get; set; } = "";

        public DateTimeOffset? At { get; set; }

        public bool IsOwed { get; set; }
    }
}
