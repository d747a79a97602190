using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime;

/// <summary>
/// Where administrators draw definitions. Whether the person may, the caller has checked. A draft is one person's: who goes on
/// after another begins a version, so that nobody's work is written over and every version says who saved since.
/// </summary>
public sealed class DrawingBoard(
    IDefinitionStore store, IDefinitionDrafts drafts, IDefinitionLists lists, IIdGenerator ids, TimeProvider time, MachineClock clock)
{
    private const int MaxConflicts = 5;
    private const int MaxWord = 200;

    private readonly OthersWork others = new(store, lists);

    /// <summary>Saves a drawing: over the person's draft that is there, else as a new draft. A published version is never changed.</summary>
    /// <param name="definition">Its identity is ignored, save the definition's id; an empty one makes a new definition.</param>
    /// <param name="seen">The state that the person drew on; null when nobody knows: somebody else's draft is then left alone.</param>
    /// <param name="actor">An account's id.</param>
    /// <param name="window">The window that the person draws in; null when nobody knows.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    public Task<DefinitionResult> SaveAsync(
        WorkflowDefinition definition, DefinitionMark? seen, string actor, DrawingWindow? window, CancellationToken cancellationToken) => SaveAsync(
            definition, latest => others.SavedSinceAsync(latest, seen, actor, window, cancellationToken), actor, window, null, cancellationToken);

    /// <summary>Saves over exactly the state that was read.</summary>
    /// <returns>Stale also when the person has saved since, and when the state is somebody else's draft.</returns>
    public Task<DefinitionResult> SaveOverAsync(
        DefinitionVersion read, WorkflowDefinition definition, string actor, CancellationToken cancellationToken) => SaveAsync(
            definition,
            latest => Task.FromResult(DefinitionMark.Of(latest) == DefinitionMark.Of(read) && !OthersWork.IsDraft(latest, actor) ? null : latest.ChangedBy),
            actor, null, null, cancellationToken);

    /// <summary>Brings a file in as a draft; somebody else's draft is left alone.</summary>
    public Task<DefinitionResult> ImportAsync(WorkflowDefinition definition, string actor, CancellationToken cancellationToken) => SaveAsync(
        definition, latest => others.SavedSinceAsync(latest, null, actor, null, cancellationToken), actor, null,
        draft => Change(draft, actor, DefinitionAction.Imported, ""), cancellationToken);

    /// <summary>Makes a new draft with what an old version draws.</summary>
    public async Task<DefinitionResult> RevertAsync(
        string definitionId, DefinitionVersion old, string actor, CancellationToken cancellationToken)
    {
        if (old.DefinitionId != definitionId || await store.FindLatestAsync(definitionId, cancellationToken) is not { } latest)
        {
            return new DefinitionResult.Gone();
        }

        var draft = Draft(old.Read(), ids.NewId(), latest.Version + 1, actor);
        return await drafts.AddDraftAsync(
            draft, Lease(actor), Change(draft, actor, DefinitionAction.Reverted, $"恢复自第 {old.Version} 版"), cancellationToken) switch
        {
            DraftSaved.Done => new DefinitionResult.Done(draft),
            DraftSaved.Taken taken => new DefinitionResult.Taken(taken.Editor),
            _ => new DefinitionResult.Stale(latest.ChangedBy),
        };
    }

    /// <param name="definition">What was drawn.</param>
    /// <param name="savedSinceAsync">Who has saved what may not be passed over; null when nobody has.</param>
    /// <param name="actor">Who saves.</param>
    /// <param name="window">In which window; null for none.</param>
    /// <param name="change">What the record says of it; null for nothing.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    private async Task<DefinitionResult> SaveAsync(
        WorkflowDefinition definition, Func<DefinitionVersion, Task<string?>> savedSinceAsync, string actor, DrawingWindow? window,
        Func<DefinitionVersion, DefinitionChange>? change, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(definition.Name))
        {
            return new DefinitionResult.Refused([new Problem("definition-name-empty", "$.name", "流程没有名称，请先填写名称。")]);
        }

        if (definition.Name.Length > MaxWord || definition.DefinitionId.Length > MaxWord)
        {
            return new DefinitionResult.Refused([new Problem("definition-name-long", "$.name", $"流程的名称和编号各不超过 {MaxWord} 个字符。")]);
        }

        var lease = Lease(actor);
        var named = definition.DefinitionId.Length > 0 ? definition : definition with { DefinitionId = ids.NewId() };
        for (var conflicts = 0; ; conflicts++)
        {
            var latest = await store.FindLatestAsync(named.DefinitionId, cancellationToken);
            if (latest is not null && latest.Hash == DefinitionHash.Of(named))
            {
                // What the window drew between the two saves and sends late is older than this.
                var isNews = latest.ChangedBy == actor && window?.IsAfter(latest.ChangedIn) is true;
                if (!isNews || conflicts == MaxConflicts || await drafts.RememberAsync(latest, window!, cancellationToken))
                {
                    return new DefinitionResult.Done(latest) { WasSoBefore = true };
                }

                continue;
            }

            if (latest?.ChangedBy == actor && latest.ChangedIn?.IsAfter(window) is true)
            {
                return new DefinitionResult.Overtaken(latest);
            }

            if (latest is not null && await savedSinceAsync(latest) is { } by)
            {
                return new DefinitionResult.Stale(by);
            }

            var isReplaced = latest is { IsDraft: true } && latest.ChangedBy == actor;
            var draft = isReplaced
                ? Draft(named, latest!.Id, latest.Version, actor) with { Edit = latest.Edit + 1, CreatedAt = latest.CreatedAt, ChangedIn = window }
                : Draft(named, ids.NewId(), (latest?.Version ?? 0) + 1, actor) with { ChangedIn = window };
            var saved = isReplaced
                ? await drafts.ReplaceDraftAsync(draft, lease, change?.Invoke(draft), cancellationToken)
                : await drafts.AddDraftAsync(draft, lease, change?.Invoke(draft), cancellationToken);
            switch (saved)
            {
                case DraftSaved.Done:
                    return new DefinitionResult.Done(draft);
                case DraftSaved.Taken taken:
                    return new DefinitionResult.Taken(taken.Editor);
                case DraftSaved.Moved when conflicts == MaxConflicts:
                    return new DefinitionResult.Stale(latest?.ChangedBy ?? actor);
            }
        }
    }

    private DefinitionVersion Draft(WorkflowDefinition definition, string id, int number, string actor)
    {
        var now = time.GetUtcNow();
        return DefinitionVersions.Of(definition, id, number, DefinitionOrigin.Administrator, now, isPublished: false) with
        {
            IsDraft = true,
            ChangedBy = actor,
            ChangedAt = now,
        };
    }

    private DefinitionChange Change(DefinitionVersion version, string actor, DefinitionAction action, string text) =>
        new(ids.NewId(), version.DefinitionId, version.Version, time.GetUtcNow(), actor, action, text);

    private EditLease Lease(string actor) => new(actor, clock.Now, DefinitionDesk.EditingLasts);
}
