using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkflowHost.Access;
using WorkflowHost.Api.Access;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>What the caller may do with which definitions. The rule itself is <see cref="DefinitionEditing"/>.</summary>
internal sealed class DefinitionRights(ApiCaller caller, DefinitionEditing editing, DefinitionCities cities, IDefinitionStore store)
{
    /// <summary>A list that is longer is no page of Studio's, and read for its names.</summary>
    private const int LongestPage = 200;

    /// <summary>Whether the caller may change definitions at all.</summary>
    public bool MayEditAny => editing.MayEdit(caller.Account);

    /// <summary>Whether it is a definition that the caller may change, if anybody may.</summary>
    public bool MayEdit(DefinitionVersion version) => editing.MayEdit(caller.Account, version.DefinitionId, version.Json);

    /// <summary>The versions of a page that the caller may change, by id; none of a longer list.</summary>
    public async Task<IReadOnlySet<string>> EditableAsync(IReadOnlyCollection<DefinitionSummary> page, CancellationToken cancellationToken)
    {
        var editable = new HashSet<string>(StringComparer.Ordinal);
        foreach (var version in MayEditAny && page.Count <= LongestPage ? page.Where(version => !version.IsReadonly) : [])
        {
            if (editing.MayEdit(caller.Account, editing.CitiesOf(version.DefinitionId, await cities.OfAsync(version, cancellationToken))))
            {
                editable.Add(version.Id);
            }
        }

        return editable;
    }

    /// <summary>Why the caller may not change a version; null when nothing speaks against it.</summary>
    public Problem? Forbids(DefinitionVersion version) => version.IsReadonly
        ? new Problem("definition-readonly", "", $"“{version.Name}”是只读流程，不能改动。")
        : ForbidsTrying(version);

    /// <summary>Why the caller may not try a version; null when nothing speaks against it.</summary>
    public Problem? ForbidsTrying(DefinitionVersion version) =>
        editing.Forbids(caller.Account, version.DefinitionId, version.Name, DefinitionEditing.CityIn(version.Json));

    /// <summary>Why the caller may not make a definition what was drawn; null when nothing speaks against it.</summary>
    public Problem? Forbids(WorkflowDefinition drawn) =>
        editing.Forbids(caller.Account, drawn.DefinitionId, drawn.Name, DefinitionEditing.CityIn(drawn.CustomProperties));

    /// <summary>Why the caller may not change a definition, by its newest and its published version; null also when there is none.</summary>
    public async Task<ProblemHttpResult?> ForbidsAsync(string definitionId, CancellationToken cancellationToken)
    {
        if (definitionId.Length == 0 || await store.FindLatestAsync(definitionId, cancellationToken) is not { } latest)
        {
            return null;
        }

        var published = latest.IsPublished ? null : await store.FindPublishedAsync(definitionId, cancellationToken);
        return (Forbids(latest) ?? (published is null ? null : Forbids(published))) is { } problem ? StudioProblems.Of([problem]) : null;
    }
}

/// <summary>The cities that versions name, kept as long as they don't change: lists don't hold them.</summary>
internal sealed class DefinitionCities(IDefinitionStore store)
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset ChangedAt, string City)> known = new(StringComparer.Ordinal);

    /// <summary>City key; empty for none.</summary>
    public async Task<string> OfAsync(DefinitionSummary version, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(version.Id, out var kept) && kept.ChangedAt == version.ChangedAt)
        {
            return kept.City;
        }

        var city = await store.FindAsync(version.Id, cancellationToken) is { } found ? DefinitionEditing.CityIn(found.Json) : "";
        known[version.Id] = (version.ChangedAt, city);
        return city;
    }
}
