using System.Collections.Immutable;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Composition;

/// <summary>An activity that holds a list of activities, and variables that live as long as one execution of it.</summary>
public abstract class Container : Activity
{
    /// <summary>The children, in the order of the definition.</summary>
    protected internal ImmutableArray<ActivityNode> Children { get; private set; } = [];

    /// <summary>Takes the children once, when the graph is compiled.</summary>
    internal virtual void Bind(ImmutableArray<ActivityNode> children, ActivityDefinition source) => Children = children;

    /// <summary>Gives the container's own variables their defaults: each execution begins afresh.</summary>
    private protected static void OpenScope(ActivityExecutionContext context)
    {
        var variables = context.Node.Variables;
        if (!variables.IsEmpty)
        {
            context.Scope = new VariableScope(variables, context.Scope is { } given ? given.Values.RemoveRange(variables.Select(variable => variable.Id)) : VariableScope.NoValues);
        }
    }
}
