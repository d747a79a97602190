using System.Buffers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.Studio.Descriptors;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>Either a version, as it is after the command, or the answer that refuses.</summary>
internal sealed record SavedDefinition(DefinitionVersion? Version, bool WasSoBefore, ProblemHttpResult? Refusal)
{
    /// <summary>What came of those that use the version, because it asks that they take it when it is published.</summary>
    public RenewedReferences References { get; init; } = RenewedReferences.None;
}

/// <summary>Changes definitions for the caller, as far as the caller may, and says in Chinese why not.</summary>
internal sealed class DefinitionSaving(
    DrawingBoard board, DefinitionDesk desk, DefinitionDeletion deletion, ReferenceRenewal references, DefinitionRights rights,
    DefinitionRefusals refusals, IDefinitionStore store, ApiCaller caller)
{
    /// <summary>Member of a refusal: what was sent is saved all the same.</summary>
    private const string Saved = "saved";
    private static readonly SearchValues<char> AddressMarks = SearchValues.Create("/\\?#%");
    private const string NotPublished = "没有发布";
    private const string NotDeleted = "没有删除";

    private string Actor => caller.Account.Id;

    /// <summary>Saves what Studio sent, and publishes it when asked to; what can't be published stays saved.</summary>
    public async Task<SavedDefinition> SaveAsync(JsonObject model, bool publish, DrawingWindow? window, CancellationToken cancellationToken)
    {
        var seen = DefinitionAnswers.MarkOf(model["customProperties"] as JsonObject);
        var read = Read(model);
        if (!read.IsValid)
        {
            return Refused(StudioProblems.Of(read.Problems));
        }

        if (await ForbidsAsync(read.Value, cancellationToken) is { } forbidden)
        {
            return Refused(forbidden);
        }

        var before = read.Value.DefinitionId.Length > 0 ? await store.FindLatestAsync(read.Value.DefinitionId, cancellationToken) : null;
        var whole = before is null ? read.Value with { IsSystem = false } : StudioLosses.Restore(read.Value, DefinitionReader.Read(before.Json).Value ?? read.Value);
        var result = await board.SaveAsync(whole with { IsReadonly = false }, seen, Actor, window, cancellationToken);
        var saved = await AnswerAsync(result, DefinitionRefusals.NotSaved, cancellationToken);
        if (!publish || saved.Version is not { } draft)
        {
            return saved;
        }

        if (result is DefinitionResult.Overtaken && !draft.IsPublished)
        {
            return Refused(StudioProblems.With(
                StudioProblems.Of("save-overtaken", "点“发布”之后的改动先到达并已保存，因此没有发布。请核对后再点一次“发布”。"), Saved, true));
        }

        var published = await PublishAsync(draft.DefinitionId, DefinitionMark.Of(draft), cancellationToken);
        return published with { Refusal = published.Refusal is { } refusal ? StudioProblems.With(refusal, Saved, true) : null };
    }

    /// <summary>
    /// Brings a file in: as a draft of the definition that it names, or as a new definition. A file that has lost its schema came through
    /// Studio, and with the schema it lost what Studio does not know.
    /// </summary>
    public async Task<SavedDefinition> ImportAsync(JsonObject file, CancellationToken cancellationToken)
    {
        var isWhole = file.ContainsKey(DefinitionAnswers.Schema);
        ExportedDefaults.Read(file);
        var read = Read(file);
        if (!read.IsValid)
        {
            return Refused(StudioProblems.Of(read.Problems));
        }

        if (await ForbidsAsync(read.Value, cancellationToken) is { } forbidden)
        {
            return Refused(forbidden);
        }

        var before = read.Value.DefinitionId.Length > 0 ? await store.FindLatestAsync(read.Value.DefinitionId, cancellationToken) : null;
        var whole = before is null || isWhole ? read.Value : StudioLosses.RestoreFile(read.Value, DefinitionReader.Read(before.Json).Value ?? read.Value);
        var drawn = whole with { IsReadonly = false, IsSystem = before?.IsSystem ?? false };
        return await board.ImportAsync(drawn, Actor, cancellationToken) switch
        {
            DefinitionResult.Stale { By: var by } => Refused(StudioProblems.Of(
                "definition-moved", $"{await refusals.NameAsync(by, cancellationToken)}有这个流程未发布的草稿，文件没有导入。请先与其联系，待其发布或删除草稿后再导入。")),
            var result => await AnswerAsync(result, "文件没有导入", cancellationToken),
        };
    }

    /// <summary>Publishes, and lets those that use the definition take the new version if it asks for that.</summary>
    public Task<SavedDefinition> PublishAsync(string definitionId, CancellationToken cancellationToken) => PublishAsync(definitionId, null, cancellationToken);

    private async Task<SavedDefinition> PublishAsync(string definitionId, DefinitionMark? only, CancellationToken cancellationToken)
    {
        var saved = await ChangeAsync(definitionId, PublishAsync, NotPublished, cancellationToken);
        return saved is { Version: { } published, WasSoBefore: false } && ReferenceRenewal.IsAskedFor(published)
            ? saved with { References = await RenewReferencesAsync(published, null, cancellationToken) }
            : saved;

        async Task<DefinitionResult> PublishAsync() => await desk.PublishAsync(definitionId, Actor, only, cancellationToken) is var result
            && only is not null && result is DefinitionResult.Stale
                ? new DefinitionResult.Refused([new Problem("definition-moved", "", "改动已经保存，但没有发布：保存之后这个流程又有改动。请刷新页面，核对最新的内容后再发布。")])
                : result;
    }

    /// <summary>Lets those that use a published version take it, whether it asks for that or not.</summary>
    /// <param name="published">The version.</param>
    /// <param name="only">The definitions that may take it; null when all may.</param>
    /// <param name="cancellationToken">Stops between two of them.</param>
    public Task<RenewedReferences> RenewReferencesAsync(DefinitionVersion published, IReadOnlyCollection<string>? only, CancellationToken cancellationToken) =>
        references.RenewAsync(
            published,
            only,
            Actor,
            rights.Forbids,
            async result => result is DefinitionResult.Stale { By: var by }
                ? [new Problem("definition-moved", "", $"{await refusals.NameAsync(by, cancellationToken)}有这个流程未发布的草稿，请由其更新引用。")]
                : await refusals.WhyNotAsync(result, "引用没有更新", cancellationToken),
            cancellationToken);

    public Task<SavedDefinition> RetractAsync(string definitionId, CancellationToken cancellationToken) =>
        ChangeAsync(definitionId, () => desk.RetractAsync(definitionId, Actor, cancellationToken), "没有撤回", cancellationToken);

    public async Task<SavedDefinition> RevertAsync(string definitionId, DefinitionVersion old, CancellationToken cancellationToken) =>
        rights.Forbids(old) is { } forbidden
            ? Refused(StudioProblems.Of([forbidden]))
            : await ChangeAsync(definitionId, () => board.RevertAsync(definitionId, old, Actor, cancellationToken), "没有新建草稿", cancellationToken);

    public Task<SavedDefinition> DeleteAsync(string definitionId, CancellationToken cancellationToken) =>
        ChangeAsync(definitionId, () => deletion.DeleteAsync(definitionId, Actor, cancellationToken), NotDeleted, cancellationToken);

    public async Task<SavedDefinition> DeleteVersionAsync(string versionId, CancellationToken cancellationToken)
    {
        var version = await store.FindAsync(versionId, cancellationToken);
        return version is not null && rights.Forbids(version) is { } forbidden
            ? Refused(StudioProblems.Of([forbidden]))
            : await ChangeAsync(version?.DefinitionId ?? "", () => deletion.DeleteVersionAsync(versionId, Actor, cancellationToken), NotDeleted, cancellationToken);
    }

    /// <param name="result">What came of it.</param>
    /// <param name="undone">What is said to have not been done when somebody else is in the way, in Chinese.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<SavedDefinition> AnswerAsync(DefinitionResult result, string undone, CancellationToken cancellationToken) => result switch
    {
        DefinitionResult.Done done => new SavedDefinition(done.Version, done.WasSoBefore, null),
        DefinitionResult.Overtaken later => new SavedDefinition(later.Version, true, null),
        DefinitionResult.Gone => Refused(Problems.NotFound(DefinitionEndpoints.What)),
        _ => Refused(StudioProblems.Of(await refusals.WhyNotAsync(result, undone, cancellationToken))),
    };

    private async Task<SavedDefinition> ChangeAsync(
        string definitionId, Func<Task<DefinitionResult>> changeAsync, string undone, CancellationToken cancellationToken) =>
        await rights.ForbidsAsync(definitionId, cancellationToken) is { } forbidden
            ? Refused(forbidden)
            : await AnswerAsync(await changeAsync(), undone, cancellationToken);

    /// <summary>Why the caller may not save what was drawn: by what it says, and by what is there.</summary>
    private async Task<ProblemHttpResult?> ForbidsAsync(WorkflowDefinition drawn, CancellationToken cancellationToken) =>
        rights.Forbids(drawn) is { } forbidden ? StudioProblems.Of([forbidden]) : await rights.ForbidsAsync(drawn.DefinitionId, cancellationToken);

    private static SavedDefinition Refused(ProblemHttpResult refusal) => new(null, false, refusal);

    /// <summary>The definition without what belongs to the answer and not to the drawing.</summary>
    private static Checked<WorkflowDefinition> Read(JsonObject model)
    {
        model.Remove("links");
        (model["customProperties"] as JsonObject)?.Remove(DefinitionAnswers.Mark);
        StudioLosses.DropEmptyOptions(model);
        UsedWorkflows.Close(model["root"]);
        var problems = StepObligationField.Take(model["root"]);
        if (problems.Count > 0)
        {
            return Checked<WorkflowDefinition>.Refused(problems);
        }

        var read = DefinitionReader.Read(model.ToJsonString());
        return read.IsValid && !IsAddressable(read.Value.DefinitionId)
            ? Checked<WorkflowDefinition>.Refused([new Problem("definition-id", "definitionId", $"流程编号“{read.Value.DefinitionId}”不能用在网址里：不能含有 / \\ ? # %、控制字符，也不能是 . 或 ..。")])
            : read;
    }

    /// <summary>Whether a definition can be opened by its id: in an address some characters have a meaning of their own. An empty one is still to be given.</summary>
    private static bool IsAddressable(string definitionId) =>
        definitionId is not ("." or "..") && !definitionId.AsSpan().ContainsAny(AddressMarks) && !definitionId.Any(char.IsControl);
}
