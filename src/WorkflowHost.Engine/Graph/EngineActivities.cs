using System.Collections.Immutable;
using WorkflowHost.Engine.Children;
using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Flow;
using WorkflowHost.Engine.Http;
using WorkflowHost.Engine.Primitives;
using WorkflowHost.Engine.Waiting;

namespace WorkflowHost.Engine;

/// <summary>The activities that the engine brings itself, under Elsa's names.</summary>
internal static class EngineActivities
{
    public static readonly ImmutableArray<ActivityType> All =
    [
        ActivityType.Of<Flowchart>(),
        ActivityType.Of<FlowDecision>(),
        ActivityType.Of<FlowSwitch>(),
        ActivityType.Of<FlowFork>(),
        ActivityType.Of<FlowJoin>(),
        ActivityType.Of<Sequence>(),
        ActivityType.Of<Composition.Parallel>(),
        ActivityType.Of<Fork>(),
        ActivityType.Of<If>(),
        ActivityType.Of<Switch>(),
        ActivityType.Of<While>(),
        ActivityType.Of<For>(),
        ActivityType.Of<ForEach>(),
        ActivityType.Of<ParallelForEach>(),
        ActivityType.Of<StateMachine>(),
        ActivityType.Of<Start>(),
        ActivityType.Of<End>(),
        ActivityType.Of<Finish>(),
        ActivityType.Of<Break>(),
        ActivityType.Of<Complete>(),
        ActivityType.Of<SetVariable>(),
        ActivityType.Of<SetOutput>(),
        ActivityType.Of<SetName>(),
        ActivityType.Of<Correlate>(),
        ActivityType.Of<WriteLine>(),
        ActivityType.Of<RunJavaScript>(),
        ActivityType.Of<Fault>(),
        ActivityType.Of<FlowNode>(),
        ActivityType.Of<Delay>(),
        ActivityType.Of<StartAt>(),
        ActivityType.Of<Waiting.Timer>(),
        ActivityType.Of<Cron>(),
        ActivityType.Of<Event>(),
        ActivityType.Of<PublishEvent>(),
        ActivityType.Of<RunTask>(),
        ActivityType.Of<ExecuteWorkflow>(),
        ActivityType.Of<DispatchWorkflow>(),
        ActivityType.Of<BulkDispatchWorkflows>(),
        ActivityType.Of<HttpEndpoint>(),
        ActivityType.Of<WriteHttpResponse>(),
        ActivityType.Of<SendHttpRequest>(),
        ActivityType.Of<FlowSendHttpRequest>(),
    ];
}
