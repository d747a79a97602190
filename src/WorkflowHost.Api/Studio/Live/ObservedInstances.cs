namespace WorkflowHost.Api.Studio.Live;

/// <summary>Which instances somebody looks at through this process, and the revision that they have been told of.</summary>
internal sealed class ObservedInstances
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Onlooker> byConnection = new(StringComparer.Ordinal);
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
    public void Add(string connectionId, string accountId, string instanceId)
    {
        lock (gate)
        {
            if (!byConnection.TryGetValue(connectionId, out var onlooker))
            {
                byConnection[connectionId] = onlooker = new Onlooker(accountId, new HashSet<string>(StringComparer.Ordinal));
            }

            onlooker.InstanceIds.Add(instanceId);
            told[instanceId] = null;
            any.TrySetResult();
        }
    }

    /// <summary>Who looks at an instance, and through which connection.</summary>
    public IReadOnlyList<(string ConnectionId, string AccountId)> OnlookersOf(string instanceId)
    {
        lock (gate)
        {
            return [.. byConnection.Where(entry => entry.Value.InstanceIds.Contains(instanceId)).Select(entry => (entry.Key, entry.Value.AccountId))];
        }
    }

    /// <summary>A connection has ended.</summary>
    public void Remove(string connectionId)
    {
        lock (gate)
        {
            if (byConnection.Remove(connectionId, out var onlooker))
            {
                LeaveUnobserved(onlooker.InstanceIds);
            }
        }
    }

    /// <summary>A connection no longer looks at one instance.</summary>
    public void Remove(string connectionId, string instanceId)
    {
        lock (gate)
        {
            if (byConnection.TryGetValue(connectionId, out var onlooker) && onlooker.InstanceIds.Remove(instanceId))
            {
                LeaveUnobserved([instanceId]);
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

    private void LeaveUnobserved(IEnumerable<string> instanceIds)
    {
        foreach (var id in instanceIds.Where(id => !byConnection.Values.Any(others => others.InstanceIds.Contains(id))))
        {
            told.Remove(id);
        }

        if (told.Count == 0)
        {
            any = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Onlooker(string AccountId, HashSet<string> InstanceIds);
}
