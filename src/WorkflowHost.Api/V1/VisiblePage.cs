using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.V1;

/// <summary>Pages of a list of which a caller sees a part.</summary>
internal static class VisiblePage
{
    private const int MaxReads = 20;

    /// <summary>Reads on while nothing is visible; never gives more than the store's page, so that nothing falls between two pages.</summary>
    public static async Task<PageAnswer<TAnswer>> ReadAsync<TItem, TAnswer>(
        string? after, Func<string?, Task<Page<TItem>>> readAsync, Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> visibleAsync)
    {
        for (var reads = 1; ; reads++)
        {
            var page = await readAsync(after);
            var visible = await visibleAsync(page.Items);
            if (visible.Count > 0 || page.Next is null || reads == MaxReads)
            {
                return new PageAnswer<TAnswer>(visible, page.Next);
            }

            after = page.Next;
        }
    }
}
