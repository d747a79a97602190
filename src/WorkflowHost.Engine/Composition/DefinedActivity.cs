using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Composition;

/// <summary>A workflow used as an activity: its inputs, outputs and outcomes are those of its definition.</summary>
/// <param name="definition">The version that was resolved when the graph was compiled.</param>
internal sealed class DefinedActivity(WorkflowDefinition definition) : Activity
{
    private const string OutcomesKey = "Outcomes";

    public WorkflowDefinition Definition => definition;

    /// <summary>The definition's root, built in this place.</summary>
    public Activity? Root { get; set; }

    /// <summary>By place of the definition's inputs; null where the drawing says nothing.</summary>
    public ImmutableArray<Input?> Given { get; set; } = [];

    /// <summary>By place of the definition's outputs.</summary>
    public ImmutableArray<Output> Taken { get; set; } = [];

    /// <summary>Inputs and outputs, as the variables that what is within sees.</summary>
    public IEnumerable<Variable> Arguments => definition.Inputs
        .Select(input => new Variable(input.Name, input.Name) { Type = VariableTypes.Named(input.Type, input.IsArray) })
        .Concat(definition.Outputs.Select(output => new Variable(output.Name, output.Name)))
        .DistinctBy(variable => variable.Id);

    /// <summary>Takes an output from within.</summary>
    /// <returns>Whether the definition has such an output.</returns>
    public bool Take(ActivityExecutionContext context, string name, JsonNode? value)
    {
        if (!definition.Outputs.Any(output => output.Name == name))
        {
            return false;
        }

        WriteOwn(context, name, value);
        return true;
    }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var given = definition.Inputs.Select((input, place) => (input.Name, Value: ValueOf(context, place))).ToArray();
        context.Scope = new VariableScope(context.Node.Variables, VariableScope.NoValues);
        context.Properties = ImmutableDictionary<string, JsonNode?>.Empty;
        foreach (var (name, value) in given)
        {
            WriteOwn(context, name, value);
        }

        return context.ScheduleActivityAsync(Root, OnRootCompletedAsync);
    }

    /// <summary>Completes with the outcomes that a Complete within named.</summary>
    public static void CompleteWith(ActivityExecutionContext context, Outcomes outcomes) =>
        context.SetProperty(OutcomesKey, outcomes.Names.ToArray());

    public void Finish(ActivityExecutionContext context)
    {
        foreach (var output in Taken)
        {
            JsonNode? value = null;
            var isSet = context.Scope is { } scope && scope.Values.TryGetValue(output.Name, out value);
            context.Give(output.Name, value);
            if (isSet && context.ParentActivityExecutionContext is { } parent)
            {
                parent.Expressions.WriteBound(output, value);
            }
        }

        var outcomes = context.GetProperty<string[]>(OutcomesKey);
        context.WorkflowExecutionContext.Complete(context, outcomes is null ? Outcomes.Default : new Outcomes(outcomes));
    }

    internal override void OnChildCanceled(ActivityExecutionContext context, ActivityExecutionContext child) => Finish(context);

    private ValueTask OnRootCompletedAsync(ActivityCompletedContext completed)
    {
        Finish(completed.TargetContext);
        return ValueTask.CompletedTask;
    }

    private JsonNode? ValueOf(ActivityExecutionContext context, int place)
    {
        if (Given[place] is Input<JsonNode> input)
        {
            return context.Get(input);
        }

        var declared = definition.Inputs[place];
        return declared.IsArray ? declared.DefaultValue : Conversion.ForVariable(VariableTypes.Named(declared.Type), declared.DefaultValue);
    }

    private static void WriteOwn(ActivityExecutionContext context, string name, JsonNode? value) =>
        context.Set(new Variable(name, name), value);
}
