using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.History;

/// <summary>What the history keeps of the values that an execution took and gave, as far as step, workflow and host let it.</summary>
public static class LoggedValues
{
    /// <summary>Where a line's payload holds inputs by name.</summary>
    public const string Inputs = "inputs";

    /// <summary>Where a line's payload holds outputs by name.</summary>
    public const string Outputs = "outputs";

    /// <summary>Characters of a text, or of the JSON of anything else, that are kept.</summary>
    public const int MaxLength = 2000;

    /// <summary>Adds the inputs that the execution found, once in its life.</summary>
    internal static JsonObject? WithInputs(JsonObject? payload, ActivityExecutionContext context)
    {
        if (!context.OwesInputs || IsOff(context))
        {
            return payload;
        }

        context.OwesInputs = false;
        var values = new JsonObject();
        var around = ModeOf(context);
        foreach (var input in context.Activity.Inputs)
        {
            if (IsKept(context, context.Node.Log?.Inputs, input.Name, around) && context.TryKnown(input, out var value))
            {
                values[MemberBinding.JsonName(input.Name)] = Short(value);
            }
        }

        return With(payload, Inputs, values);
    }

    /// <summary>Adds the outputs that the execution gave.</summary>
    internal static JsonObject? WithOutputs(JsonObject? payload, ActivityExecutionContext context)
    {
        if (context.Given.Count == 0 || IsOff(context))
        {
            return payload;
        }

        var values = new JsonObject();
        var around = ModeOf(context);
        foreach (var name in context.Given)
        {
            if (IsKept(context, context.Node.Log?.Outputs, name, around))
            {
                values[MemberBinding.JsonName(name)] = Short(context.WorkflowExecutionContext.Memory.GetOutput(context.Node.OutputKey, name));
            }
        }

        return With(payload, Outputs, values);
    }

    private static bool IsOff(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.Environment.LogPersistence is not LogPersistenceMode.Include
        && context.Node.Log is null && context.Node.LogAround is null;

    private static LogPersistenceMode ModeOf(ActivityExecutionContext context)
    {
        var mode = context.WorkflowExecutionContext.Environment.LogPersistence;
        mode = context.Node.LogAround?.Default?.In(context, mode) ?? mode;
        return context.Node.Log?.Default?.In(context, mode) ?? mode;
    }

    private static bool IsKept(
        ActivityExecutionContext context, IReadOnlyDictionary<string, LogChoice>? choices, string name, LogPersistenceMode around) =>
        (choices is not null && choices.TryGetValue(MemberBinding.JsonName(name), out var choice) ? choice.In(context, around) : around)
        is not LogPersistenceMode.Exclude;

    private static JsonObject? With(JsonObject? payload, string key, JsonObject values)
    {
        if (values.Count > 0)
        {
            payload ??= [];
            payload[key] = values;
        }

        return payload;
    }

    private static JsonNode? Short(object? value)
    {
        var node = Conversion.From(value);
        if (node is null || Conversion.TextOf(node) is not { Length: > MaxLength } text)
        {
            return node;
        }

        return $"{text[..MaxLength]}…（共{text.Length}字符，未全部记录）";
    }
}
