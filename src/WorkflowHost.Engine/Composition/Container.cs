using System.Collections.Immutable;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Composition;

/// <summary>An activity that holds a list of activities, and variables that live as long as one execution of it.</summary>
public abstract class Container : Activity
{
    private ImmutableArray<string> variableIds = [];

    /// <summary>The children, in the order of the definition.</summary>
    protected internal ImmutableArray<ActivityNode> Children { get; private set; } = [];

    /// <summary>Takes the children once, when the graph is compiled.</summary>
    internal virtual void Bind(ImmutableArray<ActivityNode> children, ActivityDefinition source)
    {
        Children = children;
        variableIds = [.. source.Variables.Select(variable => variable.Id)];
    }

    /// <summary>Gives the container's own variables their defaults again: each execution begins afresh.</summary>
    protected void OpenScope(ActivityExecutionContext context) => context.WorkflowExecutionContext.Memory.ResetVariables(variableIds);
}
