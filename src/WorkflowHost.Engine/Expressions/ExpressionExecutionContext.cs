using System.Text.Json.Nodes;
using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Expressions;

/// <summary>What an expression may see and do from where its activity stands.</summary>
public sealed class ExpressionExecutionContext
{
    private readonly WorkflowExecutionContext workflow;
    private readonly ActivityExecutionContext activity;
    private string[]? outcomes;

    internal ExpressionExecutionContext(WorkflowExecutionContext workflow, ActivityExecutionContext activity)
    {
        this.workflow = workflow;
        this.activity = activity;
    }

    /// <summary>The instance.</summary>
    public string InstanceId => workflow.Id;

    /// <summary>What lists call the instance; empty when nobody named it.</summary>
    public string InstanceName
    {
        get => workflow.Name;
        set => workflow.Name = value;
    }

    /// <summary>Ties the instance to its case; empty when none.</summary>
    public string CorrelationId
    {
        get => workflow.CorrelationId;
        set => workflow.CorrelationId = value;
    }

    /// <summary>The definition.</summary>
    public string DefinitionId => workflow.Graph.Definition.DefinitionId;

    /// <summary>The version's own id.</summary>
    public string DefinitionVersionId => workflow.Graph.Definition.Id;

    /// <summary>The version, from 1.</summary>
    public int DefinitionVersion => workflow.Graph.Definition.Version;

    /// <summary>The instant of the turn, UTC.</summary>
    public DateTimeOffset Now => workflow.Now;

    /// <summary>The last value that an activity gave as its <c>Result</c>; null when none did.</summary>
    public JsonNode? LastResult => workflow.Memory.LastResult;

    /// <summary>A text that no other call gives, in any instance; the same when the turn is played again.</summary>
    public string NewId() => workflow.NextId();

    /// <summary>Names of the variables in sight, the innermost first, each once.</summary>
    public IEnumerable<string> VariableNames => Scopes().SelectMany(scope => scope.Names).Distinct(StringComparer.Ordinal);

    /// <summary>Names of the inputs that a script may ask for.</summary>
    public IEnumerable<string> InputNames => activity.Node.Composite?.Activity is DefinedActivity composite
        ? composite.Definition.Inputs.Select(input => input.Name)
        : workflow.Graph.Definition.Inputs.Select(input => input.Name).Concat(workflow.Memory.InputNames).Distinct(StringComparer.Ordinal);

    /// <summary>The value of a variable by its name; null when there is none.</summary>
    public JsonNode? GetVariable(string name)
    {
        foreach (var scope in Scopes())
        {
            if (scope.ByName(name) is { } variable)
            {
                return scope.Read(variable);
            }
        }

        return null;
    }

    /// <summary>Writes a variable by its name; one that nobody declared is added to the nearest container.</summary>
    /// <exception cref="WorkflowFaultException">The value does not fit the variable's type.</exception>
    public void SetVariable(string name, JsonNode? value)
    {
        foreach (var scope in Scopes())
        {
            if (scope.ByName(name) is { } variable)
            {
                Write(scope, variable, value, convert: true);
                return;
            }
        }

        Write(NearestContainer(), VariableScope.Added(name), value, convert: false);
    }

    /// <summary>
    /// A workflow input by its name; what a resume brought comes first. Within a workflow used as an activity, what that was
    /// given. Null when there is none.
    /// </summary>
    public JsonNode? GetInput(string name) =>
        activity.Node.Composite is not null && Scopes().Any(scope => scope.ByName(name) is not null)
            ? GetVariable(name)
            : workflow.Memory.GetInput(name);

    /// <summary>The last output of an activity, by the activity's id or name; null when it gave none.</summary>
    /// <exception cref="WorkflowFaultException">There is no such activity.</exception>
    public JsonNode? GetOutputFrom(string activityIdOrName, string outputName) =>
        workflow.Graph.NodeByIdOrName(activityIdOrName, activity.Node.Composite) is { } node
            ? workflow.Memory.GetOutput(node.OutputKey, outputName)
            : throw new WorkflowFaultException("activity-unknown", $"流程中没有编号或名称为“{activityIdOrName}”的步骤。");

    /// <summary>Names of the activities whose outputs may be asked for.</summary>
    public IEnumerable<string> ActivityNames => workflow.Graph.Nodes
        .Where(node => ReferenceEquals(node.Composite, activity.Node.Composite))
        .SelectMany(node => new[] { node.Activity.Name, node.Activity.Id })
        .Where(name => name.Length > 0);

    /// <summary>A value that only one evaluation sees, by the script function <c>get</c> and its name; empty when there is none.</summary>
    public (string Name, JsonNode? Value) Argument { get; private init; }

    /// <summary>The same place, with a value for one evaluation.</summary>
    internal ExpressionExecutionContext With(string name, JsonNode? value) => new(workflow, activity) { Argument = (name, value) };

    /// <summary>Chooses the ports by which the activity leaves that runs this script.</summary>
    public void SetOutcomes(params string[] names) => outcomes = names;

    /// <summary>The ports that the last script chose, once; null when it chose none.</summary>
    internal string[]? TakeOutcomes()
    {
        var taken = outcomes;
        outcomes = null;
        return taken;
    }

    internal JsonNode? Evaluate(Expression expression) => expression.Type switch
    {
        Expression.Literal or Expression.Object or Expression.Json => LiteralValue.Of(expression),
        Expression.Variable => ReadByKey(expression),
        Expression.Input => GetInput(expression.InputName),
        _ => workflow.Environment.EvaluatorOf(expression.Type).Evaluate(expression, this),
    };

    internal JsonNode? Read(Variable variable)
    {
        foreach (var scope in Scopes())
        {
            if (scope.ById(variable.Id) is { } declared)
            {
                return scope.Read(declared);
            }
        }

        return variable.Default;
    }

    internal void Write(Variable variable, JsonNode? value)
    {
        foreach (var scope in Scopes())
        {
            if (scope.ById(variable.Id) is { } declared)
            {
                Write(scope, declared, value, convert: true);
                return;
            }
        }

        throw new WorkflowFaultException("variable-unknown", $"流程中没有变量“{variable.Name}”。");
    }

    /// <summary>Puts an output where its definition wants it, as it is: into a variable, an output of the workflow, or both.</summary>
    internal void WriteBound(Output output, JsonNode? value)
    {
        if (output.Target is not { } target)
        {
            return;
        }

        foreach (var scope in Scopes())
        {
            if (scope.ById(target) is { } declared)
            {
                Write(scope, declared, value, convert: false);
                break;
            }
        }

        if (activity.Node.Composite is null && workflow.Graph.HasOutput(target))
        {
            workflow.Memory.SetWorkflowOutput(target, value);
        }
    }

    /// <summary>The variable that an expression names. One that it names by an object has to be there; a bare text may name none.</summary>
    private JsonNode? ReadByKey(Expression expression)
    {
        var key = expression.VariableKey;
        foreach (var scope in Scopes())
        {
            if (scope.ById(key) is { } variable)
            {
                return scope.Read(variable);
            }
        }

        foreach (var scope in Scopes())
        {
            if (scope.ByName(key) is { } variable)
            {
                return scope.Read(variable);
            }
        }

        return expression.NamesByObject && key.Length > 0
            ? throw new WorkflowFaultException("variable-unknown", $"流程中没有变量“{key}”。")
            : null;
    }

    private void Write(VariableScope scope, Variable variable, JsonNode? value, bool convert)
    {
        try
        {
            var kept = convert ? Conversion.ForVariable(variable.Type, value) : value;
            workflow.Memory.Write(scope, scope.Values.SetItem(variable.Id, kept));
        }
        catch (WorkflowFaultException fault)
        {
            throw new WorkflowFaultException(fault.Code, $"变量“{variable.Name}”：{fault.Message}", fault.InnerException);
        }
    }

    private IEnumerable<VariableScope> Scopes()
    {
        for (var context = activity; context is not null; context = context.ParentActivityExecutionContext)
        {
            if (context.Scope is { } scope)
            {
                yield return scope;
            }
        }

        yield return workflow.Memory.Workflow;
    }

    private VariableScope NearestContainer()
    {
        for (var context = activity; context is not null; context = context.ParentActivityExecutionContext)
        {
            if (context.Activity is Container or DefinedActivity)
            {
                return context.Scope ??= new VariableScope(context.Node.Variables, VariableScope.NoValues);
            }
        }

        return workflow.Memory.Workflow;
    }
}
