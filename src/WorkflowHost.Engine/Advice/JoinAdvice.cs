using System.Collections;
using WorkflowHost.Engine.Flow;

namespace WorkflowHost.Engine.Advice;

/// <summary>Joins that wait for all branches, where a decision before them sends work into some of these only.</summary>
internal static class JoinAdvice
{
    /// <summary>Beyond this many looks at a connection a drawing is left alone.</summary>
    private const long MaxWork = 20_000_000;

    public static IEnumerable<Warning> For(FlowPlan plan, DrawnPorts[] ports, bool isToken)
    {
        int[] joins = [.. plan.Children.Where(child => plan.IsJoin(child.Index) && WaitsForAll(plan, child, isToken)).Select(child => child.Index)];
        if (joins.Length > 0)
        {
            var forks = plan.Children.Where(child => ports[child.Index].IsExclusive).SelectMany(child => plan.Outbound[child.Index]
                .GroupBy(connection => connection.Port ?? "Done").Select(port => (child.Index, Port: port.Key, Leaving: port.ToArray()))).ToArray();
            var lost = (long)forks.Length * plan.Connections.Length > MaxWork ? [] : forks
                .Select(fork => (Fork: fork, Without: Reached(plan, fork.Leaving))).ToArray();
            foreach (var join in joins)
            {
                if (Judge(plan, join, [.. lost.Select(item => (item.Fork.Index, item.Fork.Port, item.Without))], isToken) is { } warning)
                {
                    yield return warning;
                }
            }
        }

        foreach (var child in isToken ? [] : plan.Children.Where(child => plan.MergeModes[child.Index] is not (MergeMode.None or MergeMode.Stream)))
        {
            yield return new("merge-mode-ignored", child.Activity.Id, $"{Titles.Of(child.Activity)}设置了汇合方式，但只有令牌模式（TokenBased）的流程图才按它执行；请改用“汇合”步骤。");
        }
    }

    /// <summary>Whether the join can do without a branch only by being skipped or stuck.</summary>
    private static bool WaitsForAll(FlowPlan plan, ActivityNode child, bool isToken) => child.Activity is FlowJoin { FixedMode: { } mode }
        ? mode is FlowJoinMode.WaitAll || (isToken && mode is FlowJoinMode.WaitAllActive)
        : isToken && plan.MergeModes[child.Index] is MergeMode.Merge or MergeMode.Converge;

    /// <param name="plan">The drawing.</param>
    /// <param name="join">Place of the join.</param>
    /// <param name="forks">A port of a decision, and what can be reached when no one leaves by it.</param>
    /// <param name="isToken">Whether branches come as tokens.</param>
    private static Warning? Judge(FlowPlan plan, int join, (int Place, string Port, BitArray Without)[] forks, bool isToken)
    {
        Warning? mayNot = null;
        var title = Titles.Of(plan.Children[join].Activity);
        var after = isToken ? "流程会停在此处并产生异常" : "汇合及其后的步骤会被跳过";
        foreach (var decision in forks.GroupBy(fork => fork.Place))
        {
            var needed = decision.Where(fork => Array.Exists(plan.Inbound[join], connection => !Comes(connection, fork))).Select(fork => fork.Port).ToArray();
            var name = Titles.Of(plan.Children[decision.Key].Activity);
            if (needed.Length > 1)
            {
                return new("join-never-complete", plan.Children[join].Activity.Id,
                    $"{title}等待全部分支，但其分支分别来自{name}的出口“{string.Join("”“", needed)}”，每次只会走其中之一：{after}。请改为“任一分支”。");
            }

            if (needed.Length == 1 && Array.Exists(plan.Inbound[join], connection => Comes(connection, decision.First(fork => fork.Port == needed[0]))))
            {
                mayNot ??= new("join-may-not-complete", plan.Children[join].Activity.Id,
                    $"{title}等待全部分支，但{name}不走出口“{needed[0]}”时有的分支不会到来：{after}。请改为“全部仍在进行的分支”或“任一分支”。");
            }
        }

        return mayNot;
    }

    private static bool Comes(FlowConnection connection, (int Place, string Port, BitArray Without) fork) =>
        fork.Without[connection.Source] && !(connection.Source == fork.Place && (connection.Port ?? "Done") == fork.Port);

    private static BitArray Reached(FlowPlan plan, FlowConnection[] closed)
    {
        var reached = new BitArray(plan.Children.Length);
        if (plan.Start is null)
        {
            return reached;
        }

        var open = new Stack<int>([plan.Start.Index]);
        reached[plan.Start.Index] = true;
        while (open.TryPop(out var place))
        {
            foreach (var connection in plan.Outbound[place])
            {
                if (!reached[connection.Target] && !closed.Contains(connection))
                {
                    reached[connection.Target] = true;
                    open.Push(connection.Target);
                }
            }
        }

        return reached;
    }
}
