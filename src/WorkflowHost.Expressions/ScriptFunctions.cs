using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jint.Native;
using Jint.Runtime;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Expressions;

/// <summary>Elsa's functions for scripts. A function that a script does not name is not made.</summary>
/// <param name="context">What the script may see and do.</param>
/// <param name="values">Between JSON and the script.</param>
/// <param name="variables">The variables in sight.</param>
internal sealed class ScriptFunctions(ExpressionExecutionContext context, ScriptValues values, ScriptVariables variables)
{
    private static readonly string[] Names =
    [
        "getVariable", "setVariable", "getInput", "getOutputFrom", "getLastResult", "getCorrelationId", "setCorrelationId",
        "getWorkflowInstanceId", "getWorkflowInstanceName", "setWorkflowInstanceName", "getWorkflowDefinitionId",
        "getWorkflowDefinitionVersionId", "getWorkflowDefinitionVersion", "getNow", "setOutcome", "setOutcomes", "isNullOrEmpty",
        "isNullOrWhiteSpace", "toJson", "parseGuid", "newGuid", "newGuidString", "getGuidString", "newShortGuid", "getShortGuid",
        "stringToBase64", "stringFromBase64", "bytesFromString", "bytesToString", "bytesToBase64", "bytesFromBase64",
    ];

    private static readonly string[] Conversions = ["Boolean", "Number", "String", "isFinite", "isNaN", "parseFloat", "parseInt"];

    /// <summary>Whether a global function leaves the interpreter as it is: Elsa's, and those that convert plain values.</summary>
    public static bool OnlyReads(string name) => Names.Contains(name) || Conversions.Contains(name) || IsAccessor(name);

    /// <summary>The functions that a script may call, by name.</summary>
    public IEnumerable<(string Name, Func<JsValue[], JsValue> Body)> For(ScriptText text)
    {
        foreach (var name in text.IsOpen ? text.Words.Union(Names) : text.Words)
        {
            if (Find(name) is { } body)
            {
                yield return (name, body);
            }
        }
    }

    private Func<JsValue[], JsValue>? Find(string name) => Workflow(name) ?? Text(name) ?? Accessor(name);

    private Func<JsValue[], JsValue>? Workflow(string name) => name switch
    {
        "getVariable" => arguments => variables.Read(Word(arguments, 0)),
        "setVariable" => arguments => variables.Write(Word(arguments, 0), arguments.At(1)),
        "getInput" => arguments => values.FromJson(context.GetInput(Word(arguments, 0))),
        "getOutputFrom" => arguments => values.FromJson(
            context.GetOutputFrom(Word(arguments, 0), arguments.At(1) is var output && (output.IsUndefined() || output.IsNull()) ? "Result" : Word(arguments, 1))),
        "getLastResult" => _ => values.FromJson(context.LastResult),
        "getCorrelationId" => _ => TextOrNull(context.CorrelationId),
        "setCorrelationId" => arguments => Do(() => context.CorrelationId = WordOrEmpty(arguments)),
        "getWorkflowInstanceId" => _ => new JsValue(context.InstanceId),
        "getWorkflowInstanceName" => _ => TextOrNull(context.InstanceName),
        "setWorkflowInstanceName" => arguments => Do(() => context.InstanceName = WordOrEmpty(arguments)),
        "getWorkflowDefinitionId" => _ => new JsValue(context.DefinitionId),
        "getWorkflowDefinitionVersionId" => _ => new JsValue(context.DefinitionVersionId),
        "getWorkflowDefinitionVersion" => _ => new JsValue(context.DefinitionVersion),
        "getNow" => _ => new JsValue(context.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
        "setOutcome" => arguments => Do(() => context.SetOutcomes(Word(arguments, 0))),
        "setOutcomes" => arguments => Do(() => context.SetOutcomes(
            [.. (values.ToJson(arguments.At(0)) as JsonArray ?? []).Select(Conversion.TextOf)])),
        _ => null,
    };

    private Func<JsValue[], JsValue>? Text(string name) => name switch
    {
        "isNullOrEmpty" => arguments => new JsValue(string.IsNullOrEmpty(WordOrEmpty(arguments))),
        "isNullOrWhiteSpace" => arguments => new JsValue(string.IsNullOrWhiteSpace(WordOrEmpty(arguments))),
        "toJson" => arguments => new JsValue(Conversion.JsonOf(values.ToJson(arguments.At(0)))),
        "parseGuid" => arguments => Guid.TryParse(Word(arguments, 0), out var id)
            ? new JsValue(id.ToString())
            : throw new WorkflowFaultException("javascript-guid", $"“{Word(arguments, 0)}”不是 GUID。"),
        "newGuid" or "newGuidString" or "getGuidString" => _ => new JsValue(NewGuid().ToString()),
        "newShortGuid" or "getShortGuid" => _ => new JsValue(string.Concat(
            Convert.ToBase64String(NewGuid().ToByteArray()).Where(char.IsAsciiLetterOrDigit))),
        "stringToBase64" => arguments => new JsValue(Convert.ToBase64String(Encoding.UTF8.GetBytes(Word(arguments, 0)))),
        "stringFromBase64" => arguments => new JsValue(Encoding.UTF8.GetString(FromBase64(arguments))),
        "bytesFromString" => arguments => values.FromJson(ListOf(Encoding.UTF8.GetBytes(Word(arguments, 0)))),
        "bytesToString" => arguments => new JsValue(Encoding.UTF8.GetString(Bytes(arguments))),
        "bytesToBase64" => arguments => new JsValue(Convert.ToBase64String(Bytes(arguments))),
        "bytesFromBase64" => arguments => values.FromJson(ListOf(FromBase64(arguments))),
        _ => null,
    };

    /// <summary>Elsa's <c>getName()</c> and <c>setName(value)</c> of a variable, <c>getName()</c> of an input, <c>getResultFromStep()</c> of an output.</summary>
    private Func<JsValue[], JsValue>? Accessor(string name)
    {
        if (!IsAccessor(name))
        {
            return null;
        }

        var rest = name[3..];
        if (context.VariableNames.FirstOrDefault(candidate => Pascal(candidate) == rest) is { } variable)
        {
            return name[0] is 'g' ? _ => variables.Read(variable) : arguments => variables.Write(variable, arguments.At(0));
        }

        if (name[0] is not 'g')
        {
            return null;
        }

        return rest == context.Argument.Name ? _ => values.FromJson(context.Argument.Value)
            : context.InputNames.Contains(rest, StringComparer.Ordinal) ? _ => values.FromJson(context.GetInput(rest))
            : OutputAccessor(rest);
    }

    private static bool IsAccessor(string name) =>
        name.Length > 3 && (name.StartsWith("get", StringComparison.Ordinal) || name.StartsWith("set", StringComparison.Ordinal));

    private Func<JsValue[], JsValue>? OutputAccessor(string rest)
    {
        for (var from = rest.IndexOf("From", StringComparison.Ordinal); from > 0; from = rest.IndexOf("From", from + 1, StringComparison.Ordinal))
        {
            var output = rest[..from];
            var step = rest[(from + 4)..];
            if (step.Length > 0 && context.ActivityNames.FirstOrDefault(candidate => Pascal(candidate) == step) is { } activity)
            {
                return _ => values.FromJson(context.GetOutputFrom(activity, output));
            }
        }

        return null;
    }

    /// <summary>The same when the turn is played again.</summary>
    private Guid NewGuid() => new(SHA256.HashData(Encoding.UTF8.GetBytes(context.NewId())).AsSpan(0, 16));

    private static JsValue Do(Action action)
    {
        action();
        return JsValue.Undefined;
    }

    private static byte[] FromBase64(JsValue[] arguments)
    {
        try
        {
            return Convert.FromBase64String(Word(arguments, 0));
        }
        catch (FormatException error)
        {
            throw new WorkflowFaultException("javascript-base64", "脚本中的文本不是 Base64。", error);
        }
    }

    private byte[] Bytes(JsValue[] arguments) => Conversion.To<int[]>(values.ToJson(arguments.At(0)))?.Select(value => (byte)value).ToArray() ?? [];

    private static JsonArray ListOf(byte[] bytes) => [.. bytes.Select(value => (JsonNode?)JsonValue.Create((int)value))];

    private static JsValue TextOrNull(string text) => text.Length == 0 ? JsValue.Null : new JsValue(text);

    private static string Word(JsValue[] arguments, int index) => TypeConverter.ToString(arguments.At(index));

    private static string WordOrEmpty(JsValue[] arguments) =>
        arguments.At(0) is var value && (value.IsUndefined() || value.IsNull()) ? "" : TypeConverter.ToString(value);

    private static string Pascal(string name) => string.Concat(name.Split(' ', '_', '-').Where(word => word.Length > 0)
        .Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
