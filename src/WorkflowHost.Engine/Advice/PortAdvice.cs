using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Flow;

namespace WorkflowHost.Engine.Advice;

/// <summary>Ports that lead nowhere, and connections that nobody will follow.</summary>
internal static class PortAdvice
{
    public static IEnumerable<Warning> For(FlowPlan plan, DrawnPorts[] ports)
    {
        foreach (var child in plan.Children)
        {
            var drawn = ports[child.Index];
            var used = plan.Outbound[child.Index].Select(connection => connection.Port ?? Outcomes.DonePort).ToHashSet(StringComparer.Ordinal);
            var title = Titles.Of(child.Activity);
            if (child.Activity is ITerminalNode or Primitives.Fault)
            {
                if (used.Count > 0)
                {
                    yield return new("connection-never-followed", child.Activity.Id, $"{title}结束所在的流程，从它引出的连接线不会被执行，请删除。");
                }

                continue;
            }

            foreach (var port in drawn.Names.Where(port => port != Outcomes.DonePort && !used.Contains(port)))
            {
                yield return new("outcome-dangling", child.Activity.Id, $"{title}的出口“{port}”没有连线，走到这里时该分支会直接结束。请连线；确需结束的，请接“结束”步骤。");
            }

            foreach (var port in drawn.IsComplete ? used.Where(port => !MayLeaveBy(drawn, port)) : [])
            {
                yield return new("connection-never-followed", child.Activity.Id, $"{title}没有出口“{port}”，从该出口引出的连接线不会被执行。");
            }
        }
    }

    private static bool MayLeaveBy(DrawnPorts drawn, string port) =>
        drawn.Names.Contains(port, StringComparer.Ordinal) || (drawn.Names.IsEmpty && port == Outcomes.DonePort);
}
