namespace WorkflowHost.Api.Studio.Live;

/// <summary>Which instances somebody looks at through this process, and the revision that they have been told of.</summary>
internal sealed class ObservedInstances
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, HashSet<string>> byConnection = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int?> told = new(StringComparer.Ordinal);
    private TaskCompletionSource any = New();

    /// <summary>Done as soon as somebody looks at anything.</summary>
    public Task AnyAsync()
    {
        lock (gate)
        {
#pragma warning disable VSTHRD003 // Completed by whoever begins to look; no context is waited for.
            return any.Task;
#pragma warning restore VSTHRD003
        }
    }

    public IReadOnlyList<string> Ids()
    {
        lock (gate)
        {
            return [.. told.Keys];
        }
    }

    /// <summary>
    /// Somebody begins to look. What they read before they looked may be old by now, so the present revision is news to them.
    /// </summary>
    public void Add(string connectionId, string instanceId)
    {
        lock (gate)
        {
            if (!byConnection.TryGetValue(connectionId, out var ids))
            {
                byConnection[connectionId] = ids = new HashSet<string>(StringComparer.Ordinal);
            }

            ids.Add(instanceId);
            told[instanceId] = null;
            any.TrySetResult();
        }
    }

    public void Remove(string connectionId)
    {
        lock (gate)
        {
            if (!byConnection.Remove(connectionId, out var ids))
            {
                return;
            }

            foreach (var id in ids.Where(id => !byConnection.Values.Any(others => others.Contains(id))))
            {
                told.Remove(id);
            }

            if (told.Count == 0)
            {
                any = New();
            }
        }
    }

    /// <summary>Whether a revision is news; it counts as told then, until <see cref="Add"/> or <see cref="Forget"/>.</summary>
    public bool IsNews(string instanceId, int revision)
    {
        lock (gate)
        {
            if (!told.TryGetValue(instanceId, out var known) || known == revision)
            {
                return false;
            }

            told[instanceId] = revision;
            return true;
        }
    }

    /// <summary>What counted as told did not arrive.</summary>
    public void Forget(string instanceId)
    {
        lock (gate)
        {
            if (told.ContainsKey(instanceId))
            {
                told[instanceId] = null;
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
