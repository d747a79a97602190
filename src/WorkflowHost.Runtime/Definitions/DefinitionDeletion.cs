using System.Globalization;
using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime;

/// <summary>Deletes versions that nothing hangs on. Whether the person may, the caller has checked.</summary>
public sealed class DefinitionDeletion(
    IDefinitionStore store, IDefinitionDrafts drafts, IDefinitionLists lists, DefinitionDesk desk, IIdGenerator ids, TimeProvider time)
{
    /// <summary>More versions than any definition has.</summary>
    private const int All = 10_000;

    /// <summary>Deletes one version.</summary>
    public async Task<DefinitionResult> DeleteVersionAsync(string versionId, string actor, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(versionId, cancellationToken) is not { } version)
        {
            return new DefinitionResult.Gone();
        }

        var versions = await VersionsAsync(version.DefinitionId, cancellationToken);
        return await DeleteAsync(version, [.. versions.Where(one => one.Id == versionId)], versions.Count == 1, actor, cancellationToken);
    }

    /// <summary>Deletes a definition with all its versions, or nothing of it.</summary>
    public async Task<DefinitionResult> DeleteAsync(string definitionId, string actor, CancellationToken cancellationToken) =>
        await store.FindLatestAsync(definitionId, cancellationToken) is { } latest
            ? await DeleteAsync(latest, await VersionsAsync(definitionId, cancellationToken), isWhole: true, actor, cancellationToken)
            : new DefinitionResult.Gone();

    private async Task<IReadOnlyList<DefinitionSummary>> VersionsAsync(string definitionId, CancellationToken cancellationToken) =>
        (await lists.ListAsync(new DefinitionFilter { DefinitionIds = [definitionId] }, 0, All, cancellationToken)).Items;

    private async Task<DefinitionResult> DeleteAsync(
        DefinitionVersion version, IReadOnlyList<DefinitionSummary> versions, bool isWhole, string actor, CancellationToken cancellationToken)
    {
        if (await desk.OtherEditorAsync(version.DefinitionId, actor, cancellationToken) is { } editor)
        {
            return new DefinitionResult.Taken(editor);
        }

        if (versions.Any(deleted => deleted.Origin is DefinitionOrigin.File))
        {
            return Refused("definition-shipped", $"“{version.Name}”随系统提供，删除后重新启动又会导入。不再使用时请撤回发布。");
        }

        HashSet<string> deletedIds = [.. versions.Select(deleted => deleted.Id)];
        var withPublished = isWhole || versions.Any(deleted => deleted.IsPublished);
        if ((await store.NamingAsync(version.DefinitionId, cancellationToken))
            .FirstOrDefault(naming => NamedDefinitions.Uses(naming, version.DefinitionId, deletedIds, withPublished)) is { } user)
        {
            return Refused("definition-is-used", $"“{version.Name}”要删除的版本正被流程“{user.Name}”（第 {user.Version} 版）使用，不能删除。请先修改该流程。");
        }

        var now = time.GetUtcNow();
        var text = string.Create(CultureInfo.InvariantCulture, $"“{version.Name}”");
        List<DefinitionChange> changes =
            [.. versions.Select(deleted => new DefinitionChange(ids.NewId(), version.DefinitionId, deleted.Version, now, actor, DefinitionAction.Deleted, text))];
        return await drafts.DeleteAsync(version.DefinitionId, changes, cancellationToken) switch
        {
            VersionDeletion.Deleted => new DefinitionResult.Done(version),
            VersionDeletion.HasInstances => Refused(
                "definition-has-instances", $"“{version.Name}”要删除的版本有流程实例，办理记录须长期保存，不能删除。不再使用时请撤回发布。"),
            VersionDeletion.IsUsed => Refused("definition-is-used", $"“{version.Name}”要删除的版本正被其他流程用作步骤，不能删除。"),
            _ => new DefinitionResult.Gone(),
        };
    }

    private static DefinitionResult.Refused Refused(string code, string message) => new([new Problem(code, "", message)]);
}
