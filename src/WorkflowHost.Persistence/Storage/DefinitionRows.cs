using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.Definitions;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Runtime;

namespace WorkflowHost.Persistence.Storage;

/// <summary>Definition versions as they are kept.</summary>
internal static class DefinitionRows
{
    /// <summary>A row as lists read it: without the drawing.</summary>
    public static readonly Expression<Func<DefinitionVersionRow, DefinitionSummary>> Listed = row => new DefinitionSummary(
        row.Id, row.DefinitionId, row.Version, row.Name, row.Description, row.Origin, row.IsLatest, row.IsPublished, row.IsDraft,
        row.IsReadonly, row.IsSystem, row.IsUsableAsActivity, row.CreatedAt, row.ChangedBy, row.ChangedAt ?? row.CreatedAt);

    public static DefinitionVersionRow Row(DefinitionVersion version) => new()
    {
        Id = version.Id,
        DefinitionId = version.DefinitionId,
        Version = version.Version,
        Name = version.Name,
        Hash = version.Hash,
        Json = version.Json,
        Origin = version.Origin,
        IsLatest = version.IsLatest,
        IsPublished = version.IsPublished,
        CreatedAt = version.CreatedAt,
        Uses = StoredJson.Write(version.Uses.ByReference),
        IsDraft = version.IsDraft,
        Edit = version.Edit,
        ChangedBy = version.ChangedBy,
        ChangedIn = version.ChangedIn?.ToString(),
        ChangedAt = version.ChangedAt,
        Description = version.Description,
        IsUsableAsActivity = version.IsUsableAsActivity,
        IsReadonly = version.IsReadonly,
        IsSystem = version.IsSystem,
        SearchText = $"{version.Name}\n{version.DefinitionId}".ToLowerInvariant(),
        Warnings = StoredJson.Write(version.Warnings),
    };

    public static DefinitionVersion Version(DefinitionVersionRow row) => new(
        row.Id, row.DefinitionId, row.Version, row.Name, row.Hash, row.Json, row.Origin, row.IsLatest, row.IsPublished, row.CreatedAt)
    {
        Uses = new UsedVersions(StoredJson.Read<Dictionary<string, string>>(row.Uses)),
        IsDraft = row.IsDraft,
        Edit = row.Edit,
        ChangedBy = row.ChangedBy,
        ChangedIn = DrawingWindow.Parse(row.ChangedIn),
        ChangedAt = row.ChangedAt ?? row.CreatedAt,
        Description = row.Description,
        IsUsableAsActivity = row.IsUsableAsActivity,
        IsReadonly = row.IsReadonly,
        IsSystem = row.IsSystem,
        Warnings = StoredJson.Read<List<Problem>>(row.Warnings) is { Count: > 0 } warnings ? warnings : Array.Empty<Problem>(),
    };

    /// <summary>Writes a draft over its last state.</summary>
    /// <returns>False when that is no longer what is there.</returns>
    public static async Task<bool> ReplaceAsync(WorkflowHostDbContext database, DefinitionVersion draft, CancellationToken stop)
    {
        var row = Row(draft);
        return await database.DefinitionVersions
            .Where(old => old.Id == draft.Id && old.IsDraft && old.IsLatest && old.Edit == draft.Edit - 1)
            .ExecuteUpdateAsync(
                old => old.SetProperty(next => next.Json, row.Json)
                    .SetProperty(next => next.Hash, row.Hash)
                    .SetProperty(next => next.Name, row.Name)
                    .SetProperty(next => next.SearchText, row.SearchText)
                    .SetProperty(next => next.Description, row.Description)
                    .SetProperty(next => next.IsUsableAsActivity, row.IsUsableAsActivity)
                    .SetProperty(next => next.IsReadonly, row.IsReadonly)
                    .SetProperty(next => next.IsSystem, row.IsSystem)
                    .SetProperty(next => next.Origin, row.Origin)
                    .SetProperty(next => next.Warnings, row.Warnings)
                    .SetProperty(next => next.Edit, row.Edit)
                    .SetProperty(next => next.ChangedBy, row.ChangedBy)
                    .SetProperty(next => next.ChangedIn, row.ChangedIn)
                    .SetProperty(next => next.ChangedAt, row.ChangedAt),
                stop) == 1;
    }

    public static DefinitionChangeRow Row(DefinitionChange change) => new()
    {
        Id = change.Id,
        DefinitionId = change.DefinitionId,
        Version = change.Version,
        At = change.At,
        Actor = change.Actor,
        Action = change.Action,
        Text = change.Text,
    };
}
