using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Portal.Speech;

/// <summary>Why the machine itself does not get on: a step that waits for a message whose last attempt failed.</summary>
internal sealed class Setbacks(IOutboxStore outbox)
{
    private const int Shown = 50;

    /// <summary>One sentence by bookmark. Asks only for instances with a wait that nobody owns and that has no due date.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(IEnumerable<InstanceSummary> instances, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var instance in instances.Where(instance => instance.Waits.Any(wait => wait is { Owner.Length: 0, DueAt: null })))
        {
            var filter = new OutboxFilter([], [OutboxState.Pending, OutboxState.Sending], instance.Id);
            foreach (var message in (await outbox.ListAsync(filter, null, Shown, cancellationToken)).Items)
            {
                if (message is { BookmarkId: { } bookmark, Response.Length: > 0 })
                {
                    found[bookmark] = $"最近一次没有成功：{message.Response.TrimEnd('。')}。已尝试 {message.Attempts} 次，系统会自动重试。";
                }
            }
        }

        return found;
    }
}
