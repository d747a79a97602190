using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime;

/// <summary>
/// Where administrators draw and publish definitions. Whether the person may, the caller has checked. A draft is one person's: who goes on
/// after another begins a version, so that nobody's work is written over and every version says who saved since.
/// </summary>
public sealed class DefinitionDesk(
    DefinitionLibrary library, IDefinitionStore store, IDefinitionDrafts drafts, IDefinitionLists lists, IIdGenerator ids,
    TimeProvider time, MachineClock clock)
{
    /// <summary>How long after somebody's last save nobody else may save, in real time.</summary>
    public static readonly TimeSpan EditingLasts = TimeSpan.FromMinutes(15);

    private const int MaxConflicts = 5;
    private const int MaxWord = 200;

    private readonly OthersWork others = new(store, lists);

    /// <summary>Saves a drawing: over the person's draft that is there, else as a new draft. A published version is never changed.</summary>
    /// <param name="definition">Its identity is ignored, save the definition's id; an empty one makes a new definition.</param>
    /// <param name="seen">The state that the person drew on; null when nobody knows: somebody else's draft is then left alone.</param>
    /// <param name="actor">An account's id.</param>
    /// <param name="window">The window that the person draws in, by a word of its own; null when nobody knows.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    public Task<DefinitionResult> SaveAsync(
        WorkflowDefinition definition, DefinitionMark? seen, string actor, string? window, CancellationToken cancellationToken) => SaveAsync(
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

    /// <summary>Publishes the newest version.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="actor">An account's id.</param>
    /// <param name="only">The state that is meant; null for whichever is the newest.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    /// <returns>Done, Refused with all that forbids it, Taken while somebody else works on it, Stale when it was saved meanwhile, or Gone.</returns>
    public async Task<DefinitionResult> PublishAsync(string definitionId, string actor, DefinitionMark? only, CancellationToken cancellationToken)
    {
        if (await store.FindLatestAsync(definitionId, cancellationToken) is not { } latest)
        {
            return new DefinitionResult.Gone();
        }

        if (only is not null && only != DefinitionMark.Of(latest))
        {
            return new DefinitionResult.Stale(latest.ChangedBy);
        }

        if (latest.IsPublished)
        {
            return new DefinitionResult.Done(latest) { WasSoBefore = true };
        }

        if (await OtherEditorAsync(definitionId, actor, cancellationToken) is { } editor)
        {
            return new DefinitionResult.Taken(editor);
        }

        var found = await CheckAsync(latest, cancellationToken);
        if (!found.IsValid)
        {
            return new DefinitionResult.Refused(found.Problems);
        }

        var (publishable, runnable) = found.Value;
        var published = latest with
        {
            Json = DefinitionWriter.Write(NodeIds.Assign(publishable.Definition with { IsLatest = true, IsPublished = true })),
            Uses = runnable.Uses,
            Warnings = await library.RemarksAsync(publishable, cancellationToken),
        };
        return await drafts.PublishAsync(published, runnable.Triggers, Change(latest, actor, DefinitionAction.Published, ""), cancellationToken)
            ? new DefinitionResult.Done(published with { IsDraft = false, IsPublished = true })
            : new DefinitionResult.Stale(latest.ChangedBy);
    }

    /// <summary>Takes the published version back: what runs goes on, nothing new starts.</summary>
    /// <returns>Done, Taken while somebody else works on it, or Gone.</returns>
    public async Task<DefinitionResult> RetractAsync(string definitionId, string actor, CancellationToken cancellationToken)
    {
        if (await store.FindLatestAsync(definitionId, cancellationToken) is not { } latest)
        {
            return new DefinitionResult.Gone();
        }

        if (await store.FindPublishedAsync(definitionId, cancellationToken) is not { } published)
        {
            return new DefinitionResult.Done(latest) { WasSoBefore = true };
        }

        if (await OtherEditorAsync(definitionId, actor, cancellationToken) is { } editor)
        {
            return new DefinitionResult.Taken(editor);
        }

        var retracted = await drafts.RetractAsync(definitionId, Change(published, actor, DefinitionAction.Retracted, ""), cancellationToken);
        return new DefinitionResult.Done(latest with { IsPublished = false }) { WasSoBefore = !retracted };
    }

    /// <summary>Makes a version one that instances may be pinned to, for a test run.</summary>
    public async Task<DefinitionResult> FreezeAsync(DefinitionVersion version, string actor, CancellationToken cancellationToken)
    {
        if (!version.IsDraft)
        {
            return new DefinitionResult.Done(version) { WasSoBefore = true };
        }

        var found = await CheckAsync(version, cancellationToken);
        if (!found.IsValid)
        {
            return new DefinitionResult.Refused(found.Problems);
        }

        var frozen = version with { Uses = found.Value.Runnable.Uses };
        return await drafts.FreezeAsync(frozen, Change(version, actor, DefinitionAction.Tested, ""), cancellationToken)
            ? new DefinitionResult.Done(frozen with { IsDraft = false })
            : new DefinitionResult.Stale(version.ChangedBy);
    }

    /// <summary>Gives the editing of a definition to somebody else.</summary>
    /// <returns>Who had it before; null when nobody had.</returns>
    public Task<DefinitionEditor?> TakeOverAsync(string definitionId, string actor, CancellationToken cancellationToken) => drafts.TakeOverAsync(
        definitionId, Lease(actor),
        new DefinitionChange(ids.NewId(), definitionId, 0, time.GetUtcNow(), actor, DefinitionAction.TakenOver, ""), cancellationToken);

    /// <summary>Who else works on a definition now; null when nobody does.</summary>
    public async Task<DefinitionEditor?> OtherEditorAsync(string definitionId, string actor, CancellationToken cancellationToken) =>
        await drafts.FindEditorAsync(definitionId, cancellationToken) is { } editor
        && editor.AccountId != actor && editor.LastSavedAt + EditingLasts > clock.Now
            ? editor
            : null;

    /// <summary>Everything that forbids publishing, at once.</summary>
    private async Task<Checked<Publishable>> CheckAsync(DefinitionVersion version, CancellationToken cancellationToken)
    {
        var found = library.Check(version.Json, await library.UsableTypesAsync(cancellationToken));
        var read = DefinitionReader.Read(version.Json);
        var problems = read.IsValid ? [.. found.Problems, .. await library.BrokenRulesAsync(read.Value, cancellationToken)] : found.Problems;
        if (!found.IsValid || problems.Count > 0)
        {
            return Checked<Publishable>.Refused(problems);
        }

        var runnable = await library.PrepareAsync(found.Value.Definition, time.GetUtcNow(), cancellationToken);
        return runnable.IsValid
            ? Checked<Publishable>.Valid(new Publishable(found.Value, runnable.Value))
            : Checked<Publishable>.Refused(runnable.Problems);
    }

    /// <param name="definition">What was drawn.</param>
    /// <param name="savedSinceAsync">Who has saved what may not be passed over; null when nobody has.</param>
    /// <param name="actor">Who saves.</param>
    /// <param name="window">In which window; null for none.</param>
    /// <param name="change">What the record says of it; null for nothing.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    private async Task<DefinitionResult> SaveAsync(
        WorkflowDefinition definition, Func<DefinitionVersion, Task<string?>> savedSinceAsync, string actor, string? window,
        Func<DefinitionVersion, DefinitionChange>? change, CancellationToken cancellationToken)
    {
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
                return new DefinitionResult.Done(latest) { WasSoBefore = true };
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

    private EditLease Lease(string actor) => new(actor, clock.Now, EditingLasts);

    private sealed record Publishable(PublishableDefinition Definition, Runnable Runnable);
}
