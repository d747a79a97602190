using System.Collections.Immutable;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Composition;

/// <summary>An activity that holds a list of activities.</summary>
public abstract class Container : Activity
{
    /// <summary>The children, in the order of the definition.</summary>
    protected internal ImmutableArray<ActivityNode> Children { get; private set; } = [];

    /// <summary>Takes the children once, when the graph is compiled.</summary>
    internal virtual void Bind(ImmutableArray<ActivityNode> children, ActivityDefinition source) => Children = children;
}
