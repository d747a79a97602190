using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.History;

namespace WorkflowHost.Engine;

/// <summary>One activity in its place.</summary>
public sealed class ActivityNode
{
    internal ActivityNode(Activity activity, int index, ActivityNode? parent, object home)
    {
        Activity = activity;
        Index = index;
        Parent = parent;
        Home = home;
        activity.Node = this;
        Log = LogSettings.Of(activity.CustomProperties);
        WantsOwnTurn = IsSet("runAsynchronously") && activity is not (Flow.FlowJoin or ITerminalNode or IStartNode);
    }

    /// <summary>The activity.</summary>
    public Activity Activity { get; }

    /// <summary>Place among its siblings, from 0.</summary>
    public int Index { get; }

    /// <summary>The container; null for the root.</summary>
    public ActivityNode? Parent { get; }

    /// <summary>Whether the definition lets it start the workflow (<c>canStartWorkflow</c>).</summary>
    public bool CanStartWorkflow => IsSet("canStartWorkflow");

    /// <summary>Whether the definition wants it run after what came before it is safe (<c>runAsynchronously</c>).</summary>
    internal bool WantsOwnTurn { get; }

    /// <summary>What the step says of the values that the history keeps; null when nothing.</summary>
    internal LogSettings? Log { get; }

    /// <summary>What the workflow that it stands in says of them; null when nothing.</summary>
    internal LogSettings? LogAround { get; init; }

    /// <summary>Variables that live as long as one execution of it.</summary>
    internal ImmutableArray<Variable> Variables { get; set; } = [];

    /// <summary>The workflow used as an activity that it stands in; null for what the definition itself holds.</summary>
    internal ActivityNode? Composite { get; init; }

    /// <summary>By what its outputs are kept.</summary>
    internal string OutputKey => Composite is null ? Activity.Id : Activity.NodeId;

    /// <summary>Tells nodes of different graphs apart.</summary>
    internal object Home { get; }

    private bool IsSet(string property) => Activity.CustomProperties[property] is JsonValue flag && flag.TryGetValue<bool>(out var isSet) && isSet;
}
