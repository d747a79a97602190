using WorkflowHost.Persistence.Rows;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Persistence.Storage;

/// <summary>Outbox messages as rows and back.</summary>
internal static class OutboxRows
{
    /// <summary>A new message, due at once; of the given instance, unless it names another.</summary>
    public static OutboxRow Pending(Enqueue message, string instanceId, DateTimeOffset at) => new()
    {
        Key = message.Key,
        Kind = message.Kind,
        Payload = message.Payload.ToJsonString(StoredJson.Text),
        InstanceId = message.InstanceId ?? instanceId,
        BookmarkId = message.BookmarkId,
        State = OutboxState.Pending,
        Attempts = 0,
        Response = "",
        CreatedAt = at,
        NextAttemptAt = Instants.AtOnce,
        LeaseUntil = null,
        HasBegun = false,
        SettledAt = null,
        Revision = 1,
        Retries = 0,
        Resends = 0,
    };

    /// <summary>A message as it was read.</summary>
    public static OutboxMessage Message(OutboxRow row) => new(
        row.Key, row.Kind, StoredJson.ReadObject(row.Payload), row.InstanceId, row.BookmarkId, row.State, row.Attempts, row.Response,
        row.CreatedAt, row.SettledAt)
    {
        Revision = row.Revision,
        Retries = row.Retries,
        Resends = row.Resends,
    };
}
