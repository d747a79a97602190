using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Expressions;

/// <summary>How to find a value: a language, and a text or JSON value in it.</summary>
/// <param name="Type">Elsa's expression type.</param>
/// <param name="Value">Text for scripts; JSON text or a JSON value for the rest; never changed in place.</param>
public sealed record Expression(string Type, JsonNode? Value)
{
    private string? variableKey;
    private string? inputName;

    /// <summary>The value as it stands.</summary>
    public const string Literal = "Literal";

    /// <summary>JSON, as text or as a value.</summary>
    public const string Object = "Object";

    /// <summary>The same as <see cref="Object"/>, in newer files.</summary>
    public const string Json = "Json";

    /// <summary>A variable, given as its object or id.</summary>
    public const string Variable = "Variable";

    /// <summary>A workflow input, by name.</summary>
    public const string Input = "Input";

    /// <summary>A script.</summary>
    public const string JavaScript = "JavaScript";

    /// <summary>The variable that a Variable expression names: its id, else its name; given as text, JSON text or object.</summary>
    public string VariableKey => variableKey ??= KeyOf(Value);

    /// <summary>Whether a Variable expression names its variable by an object, as Studio does, and not by a bare text.</summary>
    public bool NamesByObject => Parsed(Value) is JsonObject;

    /// <summary>The workflow input that an Input expression names; given as text, JSON text or object.</summary>
    public string InputName => inputName ??= NameOf(Value);

    /// <summary>The text of a script or of a literal; empty when there is none.</summary>
    public string Text => Value is JsonValue text && text.TryGetValue<string>(out var s) ? s : Value?.ToJsonString() ?? "";

    /// <summary>Reads a variable.</summary>
    public static Expression ForVariable(Variable variable) => new(Variable, JsonValue.Create(variable.Id));

    /// <summary>Runs a script.</summary>
    public static Expression ForScript(string script) => new(JavaScript, JsonValue.Create(script));

    private static string KeyOf(JsonNode? value) => Parsed(value) is JsonObject item
        ? Member(item, "id") is { Length: > 0 } id ? id : Member(item, "name")
        : value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? text : "";

    private static string NameOf(JsonNode? value) => Parsed(value) is JsonObject item
        ? Member(item, "name")
        : value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? text : "";

    private static JsonNode? Parsed(JsonNode? value)
    {
        if (value is not JsonValue scalar || !scalar.TryGetValue<string>(out var text) || !text.StartsWith('{'))
        {
            return value;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return value;
        }
    }

    private static string Member(JsonObject item, string member) =>
        item[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}

/// <summary>Evaluates one expression type. Implementations must not touch the outside: the same context gives the same value.</summary>
public interface IExpressionEvaluator
{
    /// <summary>The expression type that it understands.</summary>
    string Type { get; }

    /// <summary>Finds the value.</summary>
    /// <exception cref="WorkflowFaultException">It can't be found; the message says why, in Chinese.</exception>
    JsonNode? Evaluate(Expression expression, ExpressionExecutionContext context);

    /// <summary>What is wrong with the text before anything runs; empty when nothing is.</summary>
    /// <returns>Chinese messages.</returns>
    IReadOnlyList<string> Check(Expression expression);
}

/// <summary>The value of an expression that is written out in the definition.</summary>
internal static class LiteralValue
{
    public static JsonNode? Of(Expression expression)
    {
        if (expression.Type is Expression.Literal || expression.Value is not JsonValue value
            || !value.TryGetValue<string>(out var text))
        {
            return expression.Value;
        }

        try
        {
            return string.IsNullOrWhiteSpace(text) ? null : JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException error)
        {
            throw new WorkflowFaultException("expression-json", "表达式不是有效的 JSON：" + error.Message, error);
        }
    }
}
