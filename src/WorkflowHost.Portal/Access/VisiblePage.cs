using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Portal.Access;

/// <summary>Pages of a list of which a person sees a part: reads on until enough is visible.</summary>
internal static class VisiblePage
{
    private const int MaxReads = 20;

    /// <summary>At least <paramref name="wanted"/> visible items, at most a store page more; the cursor goes on after the last one read.</summary>
    public static async Task<Page<T>> ReadAsync<T>(
        Func<string?, Task<Page<T>>> readAsync, Func<T, ValueTask<bool>> isVisibleAsync, string? after, int wanted)
    {
        var visible = new List<T>();
        var next = after;
        for (var reads = 0; reads < MaxReads; reads++)
        {
            var page = await readAsync(next);
            foreach (var item in page.Items)
            {
                if (await isVisibleAsync(item))
                {
                    visible.Add(item);
                }
            }

            next = page.Next;
            if (next is null || visible.Count >= wanted)
            {
                break;
            }
        }

        return new Page<T>(visible, next);
    }
}
