using System.Text.Json.Nodes;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Contract;

/// <summary>A named place for a value that lives as long as its scope.</summary>
/// <param name="Id">What definitions refer to.</param>
/// <param name="Name">What people and scripts call it.</param>
public sealed record Variable(string Id, string Name)
{
    /// <summary>Decides how values are converted on writing.</summary>
    public VariableType Type { get; init; }

    /// <summary>The value at the start of the scope.</summary>
    public JsonNode? Default { get; init; }
}

/// <summary>A value that an activity takes.</summary>
public abstract class Input
{
    private protected Input(Expression expression) => Expression = expression;

    /// <summary>How the value is found.</summary>
    public Expression Expression { get; }

    /// <summary>The property's name on the activity.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>What people call it, for messages: its name when it bears no other.</summary>
    internal string Label { get => field.Length > 0 ? field : Name; set; } = "";

    /// <summary>Place among the activity's evaluated inputs; -1 for a constant, or when the definition says nothing.</summary>
    internal int Slot { get; set; } = -1;

    /// <summary>Whether the value can be known before the workflow runs.</summary>
    internal abstract bool IsConstant { get; }

    /// <summary>Finds the value. Throws <see cref="WorkflowFaultException"/> when it can't be had in the wanted type.</summary>
    internal abstract object? Evaluate(ExpressionExecutionContext context);
}

/// <summary>A value of type <typeparamref name="T"/> that an activity takes.</summary>
public sealed class Input<T> : Input
{
    private readonly bool constant;
    private readonly T? literal;

    /// <summary>A constant.</summary>
    public Input(T value)
        : base(new Expression(Expression.Literal, null))
    {
        constant = true;
        literal = value;
    }

    /// <summary>The value of a variable.</summary>
    public Input(Variable variable)
        : this(Expression.ForVariable(variable))
    {
    }

    /// <summary>The value of an expression. JSON that is wanted as a text stays as it was written.</summary>
    /// <exception cref="WorkflowFaultException">A literal does not fit the type.</exception>
    public Input(Expression expression)
        : base(expression)
    {
        if (expression.Type is Expression.Literal or Expression.Object or Expression.Json)
        {
            constant = true;
            literal = Conversion.To<T>(typeof(T) == typeof(string) ? expression.Value : LiteralValue.Of(expression));
        }
    }

    internal override bool IsConstant => constant;

    /// <summary>The value in this execution.</summary>
    /// <exception cref="WorkflowFaultException">There is none.</exception>
    public T Get(ActivityExecutionContext context) =>
        GetOrDefault(context) ?? throw new WorkflowFaultException("input-missing", $"输入“{Label}”没有值。");

    /// <summary>The value in this execution, or the default of the type.</summary>
    public T? GetOrDefault(ActivityExecutionContext context) =>
        constant ? Own(literal)
        : Slot < 0 ? (T?)Evaluate(context.Expressions)
        : Own((T?)context.EvaluatedInput(Slot));

    internal override object? Evaluate(ExpressionExecutionContext context) =>
        constant ? literal : Conversion.To<T>(context.Evaluate(Expression));

    /// <summary>A JSON node is handed out as a copy, so that an activity may build it into its own.</summary>
    private static T? Own(T? value) => value is JsonNode node ? (T)(object)node.DeepClone() : value;
}

/// <summary>A value that an activity gives.</summary>
public abstract class Output
{
    /// <summary>The property's name on the activity.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>The variable that captures it; null when none does.</summary>
    public Variable? Variable { get; internal set; }

    /// <summary>What the definition names as its place: a variable's id, or an output of the workflow; null when nothing.</summary>
    internal string? Target { get; set; }
}

/// <summary>A value of type <typeparamref name="T"/> that an activity gives.</summary>
public sealed class Output<T> : Output
{
    /// <summary>Not captured; readable through <c>getOutputFrom</c>.</summary>
    public Output()
    {
    }

    /// <summary>Captured into a variable.</summary>
    public Output(Variable variable) => Variable = variable;
}
