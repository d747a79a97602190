namespace WorkflowHost.Engine.Flow;

/// <summary>Which of the joins at which branches wait may go on: those to which nothing under way can come any more.</summary>
internal sealed class WaitingJoins(FlowPlan plan, FlowState state)
{
    /// <summary>Whether nothing under way can come to a join, the only one that waits.</summary>
    public bool IsReady(int join)
    {
        foreach (var connection in state.Waiting)
        {
            if (plan.Connections[connection].Target != join)
            {
                return false;
            }
        }

        return !IsHeld(join);
    }

    /// <summary>The next join that may go on, the foremost first; null when all have to wait.</summary>
    public int? NextReady()
    {
        List<int> joins = [.. state.Waiting.Select(index => plan.Connections[index].Target).Distinct().OrderBy(plan.OrderOf)];
        List<int> held = [.. joins.Where(join => IsHeld(join) || state.IsUnjudged(join))];
        joins.RemoveAll(held.Contains);
        while (joins.FindIndex(join => held.Exists(place => plan.WaitsFor(join, place))) is >= 0 and var index)
        {
            held.Add(joins[index]);
            joins.RemoveAt(index);
        }

        var foremost = joins.FindIndex(join => !joins.Exists(other => other != join && plan.WaitsFor(join, other)));
        return foremost >= 0 ? joins[foremost] : joins.Count > 0 ? joins[0] : null;
    }

    private bool IsHeld(int join) => state.UnderWay.Any(place => plan.WaitsFor(join, place));
}
