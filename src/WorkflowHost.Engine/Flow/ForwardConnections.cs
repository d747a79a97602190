namespace WorkflowHost.Engine.Flow;

/// <summary>Which connections lead forward, as seen from the start, and in which order children follow one another.</summary>
internal static class ForwardConnections
{
    /// <summary>
    /// Breadth first from the start, each connection is taken unless what was taken before already leads from its target back
    /// to its source: then it closes a loop. This is Elsa's rule, so that both see the same loops.
    /// </summary>
    public static HashSet<(int Source, int Target)> Of(int count, FlowConnection[][] outbound, int start)
    {
        var taken = new HashSet<(int, int)>();
        if (start < 0)
        {
            return taken;
        }

        var next = new List<int>?[count];
        var seen = new bool[count];
        var queue = new Queue<int>([start]);
        seen[start] = true;
        while (queue.TryDequeue(out var source))
        {
            foreach (var connection in outbound[source])
            {
                if (taken.Contains((source, connection.Target)) || Leads(next, connection.Target, source))
                {
                    continue;
                }

                taken.Add((source, connection.Target));
                (next[source] ??= []).Add(connection.Target);
                if (!seen[connection.Target])
                {
                    seen[connection.Target] = true;
                    queue.Enqueue(connection.Target);
                }
            }
        }

        return taken;
    }

    /// <summary>For each place its rank in reverse postorder, walked depth first; -1 when the start does not lead there.</summary>
    public static int[] Order(int count, FlowConnection[][] outbound, int start)
    {
        var order = new int[count];
        Array.Fill(order, -1);
        if (start < 0)
        {
            return order;
        }

        var seen = new bool[count];
        var rank = count;
        var stack = new Stack<(int Place, int Next)>([(start, 0)]);
        seen[start] = true;
        while (stack.TryPop(out var step))
        {
            if (step.Next == outbound[step.Place].Length)
            {
                order[step.Place] = --rank;
                continue;
            }

            stack.Push((step.Place, step.Next + 1));
            var target = outbound[step.Place][step.Next].Target;
            if (!seen[target])
            {
                seen[target] = true;
                stack.Push((target, 0));
            }
        }

        return order;
    }

    private static bool Leads(List<int>?[] next, int from, int to)
    {
        if (from == to)
        {
            return true;
        }

        if (next[from] is null)
        {
            return false;
        }

        var seen = new HashSet<int> { from };
        var open = new Stack<int>([from]);
        while (open.TryPop(out var place))
        {
            foreach (var target in next[place] ?? [])
            {
                if (target == to)
                {
                    return true;
                }

                if (seen.Add(target))
                {
                    open.Push(target);
                }
            }
        }

        return false;
    }
}
