using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>Finds the version of a definition that Elsa's <c>versionOptions</c> mean.</summary>
internal sealed class DefinitionChoice(IDefinitionStore store, IDefinitionLists lists)
{
    /// <summary>The newest of those that are meant; null when there is none, or when nobody can tell what is meant.</summary>
    public async Task<DefinitionVersion?> FindAsync(string definitionId, string? versionOptions, CancellationToken cancellationToken)
    {
        if (VersionOptions.Read(versionOptions) is not var (versions, number))
        {
            return null;
        }

        switch (versions)
        {
            case VersionSelection.Published:
                return await store.FindPublishedAsync(definitionId, cancellationToken);
            case VersionSelection.Latest or VersionSelection.LatestOrPublished:
            case VersionSelection.All when number is null:
                return await store.FindLatestAsync(definitionId, cancellationToken);
            default:
                var filter = new DefinitionFilter
                {
                    DefinitionIds = [definitionId],
                    Versions = versions,
                    Version = number,
                    Order = DefinitionOrder.Version,
                    Descending = true,
                };
                var found = await lists.ListAsync(filter, 0, 1, cancellationToken);
                return found.Items is [var first] ? await store.FindAsync(first.Id, cancellationToken) : null;
        }
    }
}
