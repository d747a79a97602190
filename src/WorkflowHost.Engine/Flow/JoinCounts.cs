namespace WorkflowHost.Engine.Flow;

/// <summary>
/// Counter mode: how far each branch that leads to a join is ahead of it, that is how much more often its connection was passed than the
/// join ran or was skipped. A join with which all branches are level takes no room.
/// </summary>
internal sealed class JoinCounts
{
    private readonly Tally ahead;
    private readonly Tally come = new(null);
    private HashSet<int>? followed;

    /// <param name="plan">The flowchart's shape.</param>
    /// <param name="ahead">By connection; null when all are level.</param>
    /// <param name="followed">Connections that are ahead and were followed when they were passed last.</param>
    public JoinCounts(FlowPlan plan, Dictionary<int, int>? ahead, int[]? followed)
    {
        this.ahead = new Tally(ahead);
        this.followed = followed is null ? null : [.. followed];
        foreach (var connection in this.ahead.Places.Where(connection => this.ahead[connection] > 0))
        {
            come[plan.Connections[connection].Target]++;
        }
    }

    /// <summary>Joins to which some branch has come, or was reported as not taken, since they ran last; ascending.</summary>
    public int[] Begun => come.Places;

    /// <summary>Whether a branch has come over a connection since the join ran last.</summary>
    public bool HasCome(FlowConnection connection) => followed is not null && followed.Contains(connection.Index);

    /// <summary>Whether a connection was passed since the join ran last.</summary>
    public bool IsAhead(FlowConnection connection) => ahead[connection.Index] > 0;

    /// <summary>Whether every branch has come, or was reported as not taken, since the join ran last.</summary>
    public bool IsComplete(int join, FlowConnection[] inbound) => come[join] == inbound.Length;

    /// <summary>A connection is passed, followed or not.</summary>
    public void Pass(FlowConnection connection, bool isFollowed)
    {
        Move(connection, 1);
        if (isFollowed && IsAhead(connection))
        {
            (followed ??= []).Add(connection.Index);
        }
        else
        {
            followed?.Remove(connection.Index);
        }
    }

    /// <summary>A join is to run, or is skipped.</summary>
    public void Visit(FlowConnection[] inbound)
    {
        foreach (var connection in inbound)
        {
            Move(connection, -1);
            if (!IsAhead(connection))
            {
                followed?.Remove(connection.Index);
            }
        }
    }

    /// <summary>A join that is stuck goes on with the branches that came.</summary>
    public void Release(FlowConnection[] inbound)
    {
        foreach (var connection in inbound.Where(connection => !IsAhead(connection)))
        {
            Move(connection, 1 - ahead[connection.Index]);
        }
    }

    /// <summary>Whether one, or each, of the branches that are furthest ahead was followed, and is ahead at all.</summary>
    public bool AreFollowed(FlowConnection[] inbound, bool all)
    {
        var most = inbound.Max(connection => ahead[connection.Index]);
        return most > 0 && (all
            ? Array.TrueForAll(inbound, connection => ahead[connection.Index] == most && HasCome(connection))
            : Array.Exists(inbound, connection => ahead[connection.Index] == most && HasCome(connection)));
    }

    /// <summary>What is kept between turns.</summary>
    public (Dictionary<int, int>? Ahead, int[]? Followed) Written() => (ahead.Written(), followed is { Count: > 0 } ? [.. followed.Order()] : null);

    private void Move(FlowConnection connection, int by)
    {
        var wasAhead = IsAhead(connection);
        ahead[connection.Index] += by;
        come[connection.Target] += (IsAhead(connection) ? 1 : 0) - (wasAhead ? 1 : 0);
    }
}
