using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.History;

namespace WorkflowHost.Engine;

/// <summary>What one turn asks for and tells.</summary>
/// <param name="workflowName">What the workflow is called.</param>
/// <param name="now">The instant of the turn.</param>
/// <param name="lastSequence">Where earlier turns stopped.</param>
/// <param name="expected">Lines that the turn is likely to write.</param>
internal sealed class TurnJournal(string workflowName, DateTimeOffset now, int lastSequence, int expected)
{
    private readonly List<Effect> effects = [];
    private readonly ImmutableArray<HistoryEvent>.Builder history = ImmutableArray.CreateBuilder<HistoryEvent>(expected);

    public int LastSequence => lastSequence + history.Count;

    /// <summary>What happened, once, at the end of the turn.</summary>
    public ImmutableArray<HistoryEvent> TakeHistory() => history.DrainToImmutable();

    public void Add(Effect effect) => effects.Add(effect);

    public void Record(ActivityExecutionContext? context, string eventName, string message = "", JsonNode? payload = null) =>
        history.Add(context is null
            ? new HistoryEvent(LastSequence + 1, now, "", "", "", "Elsa.Workflow", workflowName, eventName, message, payload)
            : new HistoryEvent(
                LastSequence + 1, now, context.Id, context.Activity.Id, context.NodeId, context.Activity.Type,
                context.Activity.DisplayName, eventName, message, payload));

    /// <summary>Adds the line of an execution that ended normally.</summary>
    public void RecordCompletion(ActivityExecutionContext context, Outcomes outcomes)
    {
        var payload = ReferenceEquals(outcomes, Outcomes.Default)
            ? null
            : new JsonObject { ["outcomes"] = new JsonArray([.. outcomes.Names.Select(name => JsonValue.Create(name))]) };
        Record(context, HistoryEvents.Completed, "", LoggedValues.WithOutputs(LoggedValues.WithInputs(payload, context), context));
    }

    /// <summary>The effects, but for those that serve a bookmark which is gone.</summary>
    public ImmutableArray<Effect> EffectsFor(IReadOnlyCollection<Bookmark> bookmarks)
    {
        if (effects.Count == 0)
        {
            return [];
        }

        var waiting = bookmarks.Select(bookmark => bookmark.Id).ToHashSet(StringComparer.Ordinal);
        return [.. effects.Where(effect => effect.ServedBookmark is not { } id || waiting.Contains(id))];
    }

    public (int Effects, int History) Save() => (effects.Count, history.Count);

    public void Restore((int Effects, int History) saved)
    {
        effects.RemoveRange(saved.Effects, effects.Count - saved.Effects);
        history.RemoveRange(saved.History, history.Count - saved.History);
    }
}
