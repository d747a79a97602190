using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Expressions;

/// <summary>What an expression may see and do.</summary>
public sealed class ExpressionExecutionContext
{
    private readonly WorkflowExecutionContext workflow;

    internal ExpressionExecutionContext(WorkflowExecutionContext workflow) => this.workflow = workflow;

    /// <summary>The instance.</summary>
    public string InstanceId => workflow.Id;

    /// <summary>Ties the instance to its case.</summary>
    public string CorrelationId => workflow.CorrelationId;

    /// <summary>The definition.</summary>
    public string DefinitionId => workflow.Graph.Definition.DefinitionId;

    /// <summary>The instant of the turn, UTC.</summary>
    public DateTimeOffset Now => workflow.Now;

    /// <summary>Names of all variables.</summary>
    public IEnumerable<string> VariableNames => workflow.Graph.Variables.Select(variable => variable.Name);

    /// <summary>The value of a variable by its name; null when there is none.</summary>
    public JsonNode? GetVariable(string name) =>
        workflow.Graph.VariableByName(name) is { } variable ? workflow.Memory.GetVariable(variable) : null;

    /// <summary>Writes a variable by its name.</summary>
    /// <exception cref="WorkflowFaultException">No variable has this name.</exception>
    public void SetVariable(string name, JsonNode? value) =>
        workflow.Memory.SetVariable(
            workflow.Graph.VariableByName(name)
            ?? throw new WorkflowFaultException("variable-unknown", $"流程中没有名为“{name}”的变量。"),
            value);

    /// <summary>A workflow input by its name; what a resume brought comes first. Null when there is none.</summary>
    public JsonNode? GetInput(string name) => workflow.Memory.GetInput(name);

    /// <summary>The last output of an activity, by the activity's id or name; null when there is none.</summary>
    public JsonNode? GetOutputFrom(string activityIdOrName, string outputName) =>
        workflow.Graph.NodeByIdOrName(activityIdOrName) is { } node
            ? workflow.Memory.GetOutput(node.Activity.Id, outputName)
            : null;

    internal JsonNode? Evaluate(Expression expression) => expression.Type switch
    {
        Expression.Literal or Expression.Object or Expression.Json => LiteralValue.Of(expression),
        Expression.Variable => workflow.Memory.GetVariable(workflow.Graph.VariableOf(expression)),
        Expression.Input => GetInput(expression.Text),
        _ => workflow.Environment.EvaluatorOf(expression.Type).Evaluate(expression, this),
    };
}
