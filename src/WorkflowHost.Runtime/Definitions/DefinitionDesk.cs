using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime;

/// <summary>Where administrators publish what was drawn on the <see cref="DrawingBoard"/>. Whether the person may, the caller has checked.</summary>
public sealed class DefinitionDesk(
    DefinitionLibrary library, IDefinitionStore store, IDefinitionDrafts drafts, IIdGenerator ids, TimeProvider time, MachineClock clock)
{
    /// <summary>How long after somebody's last save nobody else may save, in real time.</summary>
    public static readonly TimeSpan EditingLasts = TimeSpan.FromMinutes(15);

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
        definitionId, new EditLease(actor, clock.Now, EditingLasts),
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

    private DefinitionChange Change(DefinitionVersion version, string actor, DefinitionAction action, string text) =>
        new(ids.NewId(), version.DefinitionId, version.Version, time.GetUtcNow(), actor, action, text);

    private sealed record Publishable(PublishableDefinition Definition, Runnable Runnable);
}
