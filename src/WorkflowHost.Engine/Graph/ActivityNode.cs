using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;

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
    }

    /// <summary>The activity.</summary>
    public Activity Activity { get; }

    /// <summary>Place among its siblings, from 0.</summary>
    public int Index { get; }

    /// <summary>The container; null for the root.</summary>
    public ActivityNode? Parent { get; }

    /// <summary>Whether the definition lets it start the workflow (<c>canStartWorkflow</c>).</summary>
    public bool CanStartWorkflow =>
        Activity.CustomProperties["canStartWorkflow"] is JsonValue flag && flag.TryGetValue<bool>(out var starts) && starts;

    /// <summary>Variables that live as long as one execution of it.</summary>
    internal ImmutableArray<Variable> Variables { get; set; } = [];

    /// <summary>The workflow used as an activity that it stands in; null for what the definition itself holds.</summary>
    internal ActivityNode? Composite { get; init; }

    /// <summary>By what its outputs are kept.</summary>
    internal string OutputKey => Composite is null ? Activity.Id : Activity.NodeId;

    /// <summary>Tells nodes of different graphs apart.</summary>
    internal object Home { get; }
}
