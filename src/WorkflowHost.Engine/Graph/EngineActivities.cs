using System.Collections.Immutable;
using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Flow;
using WorkflowHost.Engine.Primitives;

namespace WorkflowHost.Engine;

/// <summary>The activities that the engine brings itself, under Elsa's names.</summary>
internal static class EngineActivities
{
    public static readonly ImmutableArray<ActivityType> All =
    [
        ActivityType.Of<Flowchart>(),
        ActivityType.Of<FlowDecision>(),
        ActivityType.Of<FlowJoin>(),
        ActivityType.Of<Sequence>(),
        ActivityType.Of<If>(),
        ActivityType.Of<Start>(),
        ActivityType.Of<End>(),
        ActivityType.Of<Finish>(),
        ActivityType.Of<SetVariable>(),
        ActivityType.Of<Fault>(),
    ];
}
