using System.Runtime.InteropServices;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Flow;

/// <summary>What a child that is over leads on to besides the connection that is looked at: the followed ones behind it.</summary>
/// <param name="Connections">All that leave the child.</param>
/// <param name="From">The first that is not yet looked at.</param>
/// <param name="Outcomes">How the child completed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FlowRest(FlowConnection[] Connections, int From, Outcomes Outcomes)
{
    /// <summary>Whether a join will be reached, or held, by one of them.</summary>
    public bool Concerns(int join, FlowPlan plan)
    {
        for (var index = From; index < Connections.Length; index++)
        {
            var next = Connections[index];
            if (Outcomes.Follow(next.Port) && (next.Target == join || plan.WaitsFor(join, next.Target)))
            {
                return true;
            }
        }

        return false;
    }
}
