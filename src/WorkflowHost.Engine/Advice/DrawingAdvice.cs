using WorkflowHost.Engine.Flow;

namespace WorkflowHost.Engine.Advice;

/// <summary>Looks at a drawing before it is published: where would an instance end without a word, wait in vain, or turn in circles?</summary>
public static class DrawingAdvice
{
    /// <summary>What is noticed, flowchart by flowchart, in the order of the definition; workflows used as activities are not looked into.</summary>
    /// <param name="graph">The compiled definition.</param>
    /// <param name="registry">Knows the ports of activities.</param>
    public static IReadOnlyList<Warning> For(WorkflowGraph graph, ActivityRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var isToken = graph.FlowchartMode is FlowchartMode.Token;
        return
        [
            .. graph.Nodes.Where(node => node is { Composite: null, Activity: Flowchart }).SelectMany(node =>
            {
                var plan = ((Flowchart)node.Activity).Plan;
                var ports = plan.Children.Select(child => DrawnPorts.Of(child.Activity, registry)).ToArray();
                return PortAdvice.For(plan, ports).Concat(JoinAdvice.For(plan, ports, isToken)).Concat(LoopAdvice.For(plan));
            }),
        ];
    }
}
