using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Regulations;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Regulations.Fulfilment;

namespace WorkflowHost.Scenarios.Playing;

/// <summary>Keeps for each obligation what has become of it.</summary>
internal sealed class ObligationBook(ObligationCatalogue catalogue, JsonObject? caseInput, DateOnly day)
{
    private readonly Dictionary<string, SettledObligation?> entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> isOwed = new(StringComparer.Ordinal);

    /// <summary>A procedure begins: what its kinds owe and what its steps carry is open from now on.</summary>
    public Dischargers Begin(PlayedInstance instance)
    {
        var definition = instance.Graph.Definition;
        var owed = catalogue.OfKinds(definition.CustomProperties["city"]?.ToString() ?? "", ProcedureKinds.Of(definition.CustomProperties), day)
            .Select(obligation => obligation.Id).ToList();
        isOwed.UnionWith(owed);
        foreach (var id in owed.Concat(instance.Laws.SelectMany(law => law.Names)))
        {
            entries.TryAdd(id, null);
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
        var exempt = ports.SelectMany(port => law.Exempts.GetValueOrDefault(port, [])).Where(id => entries.GetValueOrDefault(id) is null or { Outcome: ObligationOutcome.Late }).ToImmutableArray();
        var done = dischargers.Of(law).Concat(ports.SelectMany(port => law.DischargesBy.GetValueOrDefault(port, []))).Distinct(StringComparer.Ordinal)
            .Except(missed, StringComparer.Ordinal).Except(exempt, StringComparer.Ordinal).ToImmutableArray();
        foreach (var id in isLate ? law.Times : [])
        {
            entries[id] = new SettledObligation(id, "", law.WhenLate, step, "", at).After(entries.GetValueOrDefault(id));
        }

        foreach (var (outcome, ids) in new[]
        {
            (isLate ? ObligationOutcome.DischargedLate : ObligationOutcome.Discharged, done),
            (ObligationOutcome.Missed, missed),
            (ObligationOutcome.NotApplicable, exempt),
        })
        {
            foreach (var id in ids)
            {
                entries[id] = new SettledObligation(id, "", outcome, step, "", at).After(entries.GetValueOrDefault(id));
            }

            if (!ids.IsEmpty)
            {
                yield return (StandingOf(outcome), ids);
            }
        }
    }

    /// <summary>Where all of them stand.</summary>
    /// <param name="isOver">Whether the procedures ran to their end.</param>
    public ImmutableArray<PlayedObligation> Close(bool isOver)
    {
        var order = catalogue.All.Select((obligation, place) => (obligation.Id, place)).ToDictionary(entry => entry.Id, entry => entry.place, StringComparer.Ordinal);
        return [.. entries.OrderBy(entry => order.GetValueOrDefault(entry.Key, int.MaxValue)).ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new PlayedObligation(
                entry.Key, entry.Value is { Outcome: not ObligationOutcome.Late } settled ? StandingOf(settled.Outcome) : Unsettled(entry.Key, isOver), entry.Value?.Step ?? "", entry.Value?.At))];
    }

    private static ObligationStanding StandingOf(ObligationOutcome outcome) => outcome switch
    {
        ObligationOutcome.Discharged => ObligationStanding.Discharged,
        ObligationOutcome.DischargedLate => ObligationStanding.DischargedLate,
        ObligationOutcome.Missed => ObligationStanding.Missed,
        _ => ObligationStanding.NotApplicable,
    };

    private ObligationStanding Unsettled(string id, bool isOver)
    {
        var obligation = catalogue.Find(id);
        if (obligation?.When is { } when && caseInput is not null && !when.Holds(caseInput))
        {
            return ObligationStanding.NotApplicable;
        }

        return !isOver ? ObligationStanding.Open
            : isOwed.Contains(id) ? ObligationStanding.Skipped
            : ObligationStanding.NotApplicable;
    }
}
