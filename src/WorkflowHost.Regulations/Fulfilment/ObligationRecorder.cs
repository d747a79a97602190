using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Regulations.Fulfilment;

/// <summary>Reads off each turn which obligations it set to work and which it settled. Pure.</summary>
internal sealed class ObligationRecorder(ObligationCatalogue catalogue) : ITurnEffects
{
    private const string Done = "Done";

    public IEnumerable<Effect> Of(WorkflowGraph graph, InstanceState before, Turn turn)
    {
        var law = ProcedureLaw.Of(graph);
        if (law.Names.IsEmpty)
        {
            return [];
        }

        var had = before.Bookmarks.ToDictionary(bookmark => bookmark.Id, StringComparer.Ordinal);
        var has = turn.State.Bookmarks.Select(bookmark => bookmark.Id).ToHashSet(StringComparer.Ordinal);
        var kept = new KeepObligations(
            [.. turn.State.Bookmarks.Where(bookmark => !had.ContainsKey(bookmark.Id)).SelectMany(bookmark => AtWork(graph, law, turn.State.Id, bookmark))],
            [.. turn.State.Bookmarks.Where(bookmark => had.TryGetValue(bookmark.Id, out var was) && !ReferenceEquals(was.Metadata, bookmark.Metadata))
                .SelectMany(bookmark => AtWork(graph, law, turn.State.Id, bookmark))],
            [.. had.Values.Where(bookmark => !has.Contains(bookmark.Id) && law.Find(bookmark.NodeId) is not null).Select(bookmark => bookmark.Id)],
            Settled(law, before, turn));
        return kept is { Begun.IsEmpty: true, Moved.IsEmpty: true, Gone.IsEmpty: true, Settled.IsEmpty: true } ? [] : [kept];
    }

    private IEnumerable<ObligationAtWork> AtWork(WorkflowGraph graph, ProcedureLaw law, string instanceId, Bookmark bookmark)
    {
        if (law.Find(bookmark.NodeId) is not { } step)
        {
            yield break;
        }

        var name = bookmark.Metadata.GetValueOrDefault(BookmarkMetadata.Title) ?? graph.Find(bookmark.NodeId)?.Activity.DisplayName ?? "";
        var dueAt = DueAt(bookmark);
        foreach (var id in law.Worked(step))
        {
            var isDue = law.Limits(bookmark.NodeId, step, id, catalogue.Find(id));
            yield return new ObligationAtWork(id, instanceId, bookmark.Id, name, bookmark.CreatedAt, isDue ? dueAt : null, law.MaySettle(step, id) || step.Times.Contains(id));
        }
    }

    private static ImmutableArray<SettledObligation> Settled(ProcedureLaw law, InstanceState before, Turn turn)
    {
        var settled = new Dictionary<string, SettledObligation>(StringComparer.Ordinal);
        foreach (var line in turn.History)
        {
            if (line.Event != HistoryEvents.Completed || law.Find(line.NodeId) is not { } step)
            {
                continue;
            }

            var bookmark = before.Bookmarks.FirstOrDefault(waiting => waiting.ExecutionId == line.ExecutionId);
            var dueAt = bookmark is null ? null : DueAt(bookmark);
            foreach (var (id, outcome) in OutcomesOf(law, step, PortsOf(line), dueAt <= line.At))
            {
                var next = new SettledObligation(id, turn.State.Id, outcome, line.ActivityName, dueAt is null ? "" : bookmark!.Id, line.At);
                settled[id] = next.After(settled.GetValueOrDefault(id));
            }
        }

        return [.. settled.Values];
    }

    private static IEnumerable<(string Id, ObligationOutcome Outcome)> OutcomesOf(ProcedureLaw law, StepLaw step, IReadOnlyList<string> ports, bool isLate)
    {
        var missed = ports.SelectMany(port => step.Misses.GetValueOrDefault(port, [])).ToList();
        var exempt = ports.SelectMany(port => step.Exempts.GetValueOrDefault(port, [])).ToList();
        var done = law.Dischargers.Of(step).Concat(ports.SelectMany(port => step.DischargesBy.GetValueOrDefault(port, [])))
            .Except(missed, StringComparer.Ordinal).Except(exempt, StringComparer.Ordinal);
        return (isLate ? step.Times : []).Select(id => (id, step.WhenLate))
            .Concat(done.Select(id => (id, isLate ? ObligationOutcome.DischargedLate : ObligationOutcome.Discharged)))
            .Concat(missed.Select(id => (id, ObligationOutcome.Missed)))
            .Concat(exempt.Select(id => (id, ObligationOutcome.NotApplicable)));
    }

    private static IReadOnlyList<string> PortsOf(HistoryEvent line) =>
        line.Payload?["outcomes"] is JsonArray names ? [.. names.Select(name => name!.ToString())] : [Done];

    /// <summary>When somebody has to have acted at the latest; null when there is no limit, or nobody acts.</summary>
    private static DateTimeOffset? DueAt(Bookmark bookmark) =>
        bookmark.Metadata.ContainsKey(BookmarkMetadata.Owner)
        && DateTimeOffset.TryParse(
            bookmark.Metadata.GetValueOrDefault(BookmarkMetadata.LateAt) ?? bookmark.Metadata.GetValueOrDefault(BookmarkMetadata.DueAt), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : null;
}
