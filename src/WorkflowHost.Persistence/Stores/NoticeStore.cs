using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Notices;

namespace WorkflowHost.Persistence.Stores;

internal sealed class NoticeStore(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions) : INoticeStore
{
    public async Task<Page<DeskNotice>> ListAsync(
        string bureauId, IReadOnlyCollection<string> roles, bool unreadOnly, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = OnDesk(database, bureauId, roles);
        rows = unreadOnly ? rows.Where(row => row.ReadAt == null) : rows;
        if (Cursor.Read(after) is { } end)
        {
            rows = rows.Where(row => row.At <= end.First && (row.At < end.First || string.Compare(row.Key, end.Id) < 0));
        }

        var page = await rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Key)
            .PageAsync(limit, row => new Cursor(row.At, row.Key), cancellationToken);
        return page.Select(Notice);
    }

    public async Task<int> CountUnreadAsync(string bureauId, IReadOnlyCollection<string> roles, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await OnDesk(database, bureauId, roles).CountAsync(row => row.ReadAt == null, cancellationToken);
    }

    public Task<int> MarkReadAsync(
        IReadOnlyCollection<string> keys, string bureauId, IReadOnlyCollection<string> roles, string accountId, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        List<string> wanted = [.. keys];
        return transactions.RunAsync(
            async (database, stop) => Outcome.Keep(await OnDesk(database, bureauId, roles)
                .Where(row => wanted.Contains(row.Key) && row.ReadAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(notice => notice.ReadAt, at).SetProperty(notice => notice.ReadBy, accountId), stop)),
            cancellationToken);
    }

    private static IQueryable<NoticeRow> OnDesk(WorkflowHostDbContext database, string bureauId, IReadOnlyCollection<string> roles)
    {
        List<string> any = [.. roles];
        return database.Notices.Where(row => row.BureauId == bureauId && any.Contains(row.Role));
    }

    private static DeskNotice Notice(NoticeRow row) => new(
        new Notice(row.Key, row.Kind, row.BureauId, row.Role, row.Title, row.Text), row.InstanceId, row.CaseId, row.At, row.ReadBy, row.ReadAt);
}
