using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.Studio.Descriptors;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>Either a version, as it is after the command, or the answer that refuses.</summary>
internal sealed record SavedDefinition(DefinitionVersion? Version, bool WasSoBefore, ProblemHttpResult? Refusal)
{
    /// <summary>What came of those that use the version, because it asks that they take it when it is published.</summary>
    public RenewedReferences References { get; init; } = RenewedReferences.None;
}

/// <summary>Changes definitions for the caller, as far as the caller may, and says in Chinese why not.</summary>
internal sealed class DefinitionSaving(
    DefinitionDesk desk, DefinitionDeletion deletion, ReferenceRenewal references, DefinitionRights rights, IDefinitionStore store,
    IOrganisationStore people, ApiCaller caller)
{
    /// <summary>Member of a refusal: what was sent is saved all the same.</summary>
    private const string Saved = "saved";

    private string Actor => caller.Account.Id;

    /// <summary>Saves what Studio sent, and publishes it when asked to; what can't be published stays saved.</summary>
    public async Task<SavedDefinition> SaveAsync(JsonObject model, bool publish, string? window, CancellationToken cancellationToken)
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
        var saved = await AnswerAsync(await desk.SaveAsync(whole with { IsReadonly = false }, seen, Actor, window, cancellationToken), cancellationToken);
        if (!publish || saved.Version is not { } draft)
        {
            return saved;
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
        return await desk.ImportAsync(drawn, Actor, cancellationToken) switch
        {
            DefinitionResult.Stale { By: var by } => Refused(StudioProblems.Of(
                "definition-moved", $"{await NameAsync(by, cancellationToken)}有这个流程未发布的草稿，文件没有导入。请先与其联系，待其发布或删除草稿后再导入。")),
            var result => await AnswerAsync(result, cancellationToken),
        };
    }

    /// <summary>Publishes, and lets those that use the definition take the new version if it asks for that.</summary>
    public Task<SavedDefinition> PublishAsync(string definitionId, CancellationToken cancellationToken) => PublishAsync(definitionId, null, cancellationToken);

    private async Task<SavedDefinition> PublishAsync(string definitionId, DefinitionMark? only, CancellationToken cancellationToken)
    {
        var saved = await ChangeAsync(definitionId, PublishAsync, cancellationToken);
        return saved is { Version: { } published, WasSoBefore: false } && ReferenceRenewal.IsAskedFor(published)
            ? saved with { References = await RenewReferencesAsync(published, cancellationToken) }
            : saved;

        async Task<DefinitionResult> PublishAsync() => await desk.PublishAsync(definitionId, Actor, only, cancellationToken) is var result
            && result is DefinitionResult.Stale
                ? new DefinitionResult.Refused([new Problem("definition-moved", "", "改动已经保存，但没有发布：保存之后这个流程又有改动。请刷新页面，核对最新的内容后再发布。")])
                : result;
    }

    /// <summary>Lets those that use a published version take it, whether it asks for that or not.</summary>
    public Task<RenewedReferences> RenewReferencesAsync(DefinitionVersion published, CancellationToken cancellationToken) =>
        references.RenewAsync(
            published,
            Actor,
            rights.Forbids,
            async result => result is DefinitionResult.Stale { By: var by }
                ? [new Problem("definition-moved", "", $"{await NameAsync(by, cancellationToken)}有这个流程未发布的草稿，请由其更新引用。")]
                : await WhyNotAsync(result, cancellationToken),
            cancellationToken);

    public Task<SavedDefinition> RetractAsync(string definitionId, CancellationToken cancellationToken) =>
        ChangeAsync(definitionId, () => desk.RetractAsync(definitionId, Actor, cancellationToken), cancellationToken);

    public async Task<SavedDefinition> RevertAsync(string definitionId, DefinitionVersion old, CancellationToken cancellationToken) =>
        rights.Forbids(old) is { } forbidden
            ? Refused(StudioProblems.Of([forbidden]))
            : await ChangeAsync(definitionId, () => desk.RevertAsync(definitionId, old, Actor, cancellationToken), cancellationToken);

    public Task<SavedDefinition> DeleteAsync(string definitionId, CancellationToken cancellationToken) =>
        ChangeAsync(definitionId, () => deletion.DeleteAsync(definitionId, Actor, cancellationToken), cancellationToken);

    public async Task<SavedDefinition> DeleteVersionAsync(string versionId, CancellationToken cancellationToken)
    {
        var version = await store.FindAsync(versionId, cancellationToken);
        return version is not null && rights.Forbids(version) is { } forbidden
            ? Refused(StudioProblems.Of([forbidden]))
            : await ChangeAsync(version?.DefinitionId ?? "", () => deletion.DeleteVersionAsync(versionId, Actor, cancellationToken), cancellationToken);
    }

    public async Task<SavedDefinition> AnswerAsync(DefinitionResult result, CancellationToken cancellationToken) => result switch
    {
        DefinitionResult.Done done => new SavedDefinition(done.Version, done.WasSoBefore, null),
        DefinitionResult.Gone => Refused(Problems.NotFound(DefinitionEndpoints.What)),
        _ => Refused(StudioProblems.Of(await WhyNotAsync(result, cancellationToken))),
    };

    private async Task<IReadOnlyList<Problem>> WhyNotAsync(DefinitionResult result, CancellationToken cancellationToken) => result switch
    {
        DefinitionResult.Refused refused => refused.Problems,
        DefinitionResult.Taken { Editor: var editor } => [new Problem("definition-edited", "", await TakenAsync(editor, cancellationToken))],
        DefinitionResult.Stale { By: var by } when by == Actor =>
            [new Problem("definition-moved", "", "您在另一个窗口改动过这个流程，本窗口的改动没有保存。请刷新页面，在最新的内容上重新修改。")],
        DefinitionResult.Stale { By: var by } =>
            [new Problem("definition-moved", "", $"{await NameAsync(by, cancellationToken)}已保存过这个流程，您的改动没有保存。请刷新页面，在最新的内容上重新修改。")],
        _ => [],
    };

    private async Task<SavedDefinition> ChangeAsync(string definitionId, Func<Task<DefinitionResult>> changeAsync, CancellationToken cancellationToken) =>
        await rights.ForbidsAsync(definitionId, cancellationToken) is { } forbidden
            ? Refused(forbidden)
            : await AnswerAsync(await changeAsync(), cancellationToken);

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
        return problems.Count > 0 ? Checked<WorkflowDefinition>.Refused(problems) : DefinitionReader.Read(model.ToJsonString());
    }

    private async Task<string> TakenAsync(DefinitionEditor editor, CancellationToken cancellationToken) =>
        $"{await NameAsync(editor.AccountId, cancellationToken)}正在编辑这个流程（{Clock(editor.Since)} 开始，{Clock(editor.LastSavedAt)} 最后保存），"
        + "您的改动没有保存。请先与其联系；确需由您继续时，在门户的“流程定义”页打开本流程，点“接手编辑”，再刷新本页。";

    private async Task<string> NameAsync(string accountId, CancellationToken cancellationToken) =>
        (await people.NamesAsync([accountId], cancellationToken)).TryGetValue(accountId, out var name) ? $"“{name}”" : "系统";

    private static string Clock(DateTimeOffset at) => at.ToOffset(ChinaTime.Offset).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
