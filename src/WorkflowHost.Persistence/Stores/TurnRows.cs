using System.Globalization;
using WorkflowHost.Engine;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Persistence.Stores;

/// <summary>The rows that a turn makes, beside those of its effects.</summary>
internal static class TurnRows
{
    /// <summary>The instance after the turn.</summary>
    public static InstanceRow Instance(TurnCommit commit)
    {
        var state = commit.State;
        var due = state.Bookmarks.Select(DueAt).Where(at => at is not null).Min();
        return new InstanceRow
        {
            Id = state.Id,
            Name = commit.Name,
            CorrelationId = state.CorrelationId,
            DefinitionVersionId = commit.Definition.Id,
            DefinitionId = commit.Definition.DefinitionId,
            DefinitionName = commit.Definition.Name,
            DefinitionVersion = commit.Definition.Version,
            Status = state.Status,
            SubStatus = state.SubStatus,
            Revision = commit.ExpectedRevision + 1,
            CreatedAt = commit.At,
            UpdatedAt = commit.At,
            FinishedAt = state.Status is WorkflowStatus.Finished ? commit.At : null,
            NextDueAt = due ?? Instants.Never,
            IncidentCount = state.Incidents.Length,
            ParentInstanceId = commit.Parent?.InstanceId,
            ParentBookmarkId = commit.Parent?.BookmarkId,
            IsTest = state.Test is not null,
        };
    }

    /// <summary>New bookmarks, the unresolved incidents, new lines of the history, and the operation.</summary>
    public static IEnumerable<object> Added(TurnCommit commit)
    {
        foreach (var bookmark in commit.AddedBookmarks)
        {
            yield return Bookmark(bookmark, commit);
        }

        foreach (var incident in commit.State.Incidents)
        {
            yield return Incident(incident, commit.State.Id);
        }

        foreach (var line in commit.History)
        {
            yield return History(line, commit);
        }

        if (commit.Operation is { } operation)
        {
            yield return new OperationRow
            {
                Id = operation.Id,
                InstanceId = commit.State.Id,
                Actor = commit.Actor,
                Answer = operation.Answer,
                At = commit.At,
            };
        }
    }

    /// <summary>When what is waited for at a bookmark is due; null when it has no limit.</summary>
    public static DateTimeOffset? DueAt(Bookmark bookmark) => At(bookmark, BookmarkMetadata.DueAt);

    /// <summary>From when on it is overdue; null when that is when it is due.</summary>
    public static DateTimeOffset? LateAt(Bookmark bookmark) => At(bookmark, BookmarkMetadata.LateAt);

    private static DateTimeOffset? At(Bookmark bookmark, string key) =>
        bookmark.Metadata.TryGetValue(key, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : null;

    private static BookmarkRow Bookmark(Bookmark bookmark, TurnCommit commit) => new()
    {
        Id = bookmark.Id,
        InstanceId = commit.State.Id,
        Name = bookmark.Name,
        Hash = bookmark.Hash,
        ActivityType = commit.History.FirstOrDefault(line => line.ExecutionId == bookmark.ExecutionId)?.ActivityType ?? bookmark.Name,
        Title = bookmark.Metadata.GetValueOrDefault(BookmarkMetadata.Title, ""),
        Owner = bookmark.Metadata.GetValueOrDefault(BookmarkMetadata.Owner, ""),
        DueAt = DueAt(bookmark),
        LateAt = LateAt(bookmark),
        Explanation = bookmark.Metadata.GetValueOrDefault(BookmarkMetadata.Explanation, ""),
        CreatedAt = bookmark.CreatedAt,
        Payload = bookmark.Payload?.ToJsonString(StoredJson.Text),
    };

    private static IncidentRow Incident(Incident incident, string instanceId) => new()
    {
        Id = incident.Id,
        InstanceId = instanceId,
        ExecutionId = incident.ExecutionId,
        ActivityId = incident.ActivityId,
        NodeId = incident.NodeId,
        ActivityType = incident.ActivityType,
        ActivityName = incident.ActivityName,
        Code = incident.Code,
        Message = incident.Message,
        Detail = incident.Detail,
        Attempt = incident.Attempt,
        At = incident.At,
    };

    private static HistoryRow History(HistoryEvent line, TurnCommit commit) => new()
    {
        InstanceId = commit.State.Id,
        Sequence = line.Sequence,
        At = line.At,
        Actor = commit.Actor,
        ExecutionId = line.ExecutionId,
        ActivityId = line.ActivityId,
        NodeId = line.NodeId,
        ActivityType = line.ActivityType,
        ActivityName = line.ActivityName,
        Event = line.Event,
        Message = line.Message,
        Payload = line.Payload?.ToJsonString(StoredJson.Text),
    };
}
