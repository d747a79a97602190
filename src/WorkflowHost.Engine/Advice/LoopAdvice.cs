using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Flow;
using WorkflowHost.Engine.Primitives;

namespace WorkflowHost.Engine.Advice;

/// <summary>Circles in which nothing waits: they end by a decision, or at the limit of steps in one turn.</summary>
internal static class LoopAdvice
{
    public static IEnumerable<Warning> For(FlowPlan plan)
    {
        foreach (var circle in Circles(plan))
        {
            var inside = circle.ToHashSet();
            if (circle.Exists(place => MayWait(plan.Children[place].Activity)))
            {
                continue;
            }

            var first = plan.Children[circle.Min()].Activity;
            var mayEnd = circle.Exists(place => plan.Children[place].Activity is ITerminalNode or Fault
                || Array.Exists(plan.Outbound[place], connection => !inside.Contains(connection.Target)));
            yield return mayEnd
                ? new("loop-without-wait", first.Id, $"从{Titles.Of(first)}开始的循环中没有任何等待的步骤，请确认循环条件一定会改变；否则执行 100000 步后会停下并产生异常。")
                : new("loop-endless", first.Id, $"从{Titles.Of(first)}开始的循环没有出口，也没有等待的步骤，执行 100000 步后会停下并产生异常。请加上判断或等待。");
        }
    }

    /// <summary>What is not known to do its work at once may wait.</summary>
    private static bool MayWait(Activity activity) => activity switch
    {
        FlowDecision or FlowSwitch or FlowFork or FlowJoin or SetVariable or SetOutput or SetName or Correlate or WriteLine or RunJavaScript
            or Start or End or Finish or Break or Complete or Fault or Waiting.PublishEvent => false,
        Container container => container.Children.Any(child => MayWait(child.Activity)),
        _ => true,
    };

    /// <summary>Sets of places of which each leads to each other (Tarjan's strongly connected components), lonely ones only when they lead to themselves.</summary>
    private static IEnumerable<List<int>> Circles(FlowPlan plan)
    {
        var count = plan.Children.Length;
        var found = new int[count];
        var lowest = new int[count];
        var isOpen = new bool[count];
        var open = new Stack<int>();
        var walk = new Stack<(int Place, int Next)>();
        var clock = 0;
        for (var root = 0; root < count; root++)
        {
            if (found[root] == 0)
            {
                walk.Push((root, 0));
            }

            while (walk.TryPop(out var step))
            {
                var (place, next) = step;
                if (next == 0)
                {
                    found[place] = lowest[place] = ++clock;
                    open.Push(place);
                    isOpen[place] = true;
                }
                else
                {
                    lowest[place] = Math.Min(lowest[place], Lowest(plan.Outbound[place][next - 1].Target));
                }

                if (next < plan.Outbound[place].Length)
                {
                    walk.Push((place, next + 1));
                    if (found[plan.Outbound[place][next].Target] == 0)
                    {
                        walk.Push((plan.Outbound[place][next].Target, 0));
                    }

                    continue;
                }

                if (lowest[place] == found[place])
                {
                    var circle = new List<int>();
                    int member;
                    do
                    {
                        member = open.Pop();
                        isOpen[member] = false;
                        circle.Add(member);
                    }
                    while (member != place);
                    if (circle.Count > 1 || Array.Exists(plan.Outbound[place], connection => connection.Target == place))
                    {
                        yield return circle;
                    }
                }
            }
        }

        int Lowest(int target) => isOpen[target] ? lowest[target] : int.MaxValue;
    }
}
