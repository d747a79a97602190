using Microsoft.EntityFrameworkCore;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Persistence.Storage;

/// <summary>Cuts a list into pages.</summary>
internal static class Paging
{
    private const int MaxItems = 200;

    /// <summary>Reads one page, and one row more to know whether another follows.</summary>
    /// <param name="rows">Ordered, after the cursor.</param>
    /// <param name="limit">1 to 200; what lies outside is moved to the nearer end.</param>
    /// <param name="end">Where a row stands in the order.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<Page<TRow>> PageAsync<TRow>(
        this IQueryable<TRow> rows, int limit, Func<TRow, Cursor> end, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(limit, 1, MaxItems);
        var read = await rows.Take(size + 1).ToListAsync(cancellationToken);
        return read.Count > size
            ? new Page<TRow>(read[..size], end(read[size - 1]).Write())
            : new Page<TRow>(read, null);
    }

    /// <summary>The same page with other items.</summary>
    public static Page<TItem> Select<TRow, TItem>(this Page<TRow> page, Func<TRow, TItem> item) =>
        new([.. page.Items.Select(item)], page.Next);
}
