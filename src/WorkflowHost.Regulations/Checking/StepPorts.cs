using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Flow;

namespace WorkflowHost.Regulations.Checking;

/// <summary>The ports by which a step may leave whether or not something is drawn to them, as its kind of activity declares them.</summary>
internal static class StepPorts
{
    /// <summary>Elsa's hint for an input that lists ports.</summary>
    private const string ListOfPorts = "dynamic-outcomes";
    private static readonly ImmutableArray<string> Always = ["true", "true;"];

    /// <summary>All of them; empty when the step leaves by the plain port alone, or when a script says by which.</summary>
    public static ImmutableArray<string> Of(CheckedStep step, ActivityRegistry registry)
    {
        // Other steps of the engine may leave by several ports at once.
        if (registry.Find(step.Activity.Type) is not { } type || (type.ClrType.Assembly == typeof(ActivityRegistry).Assembly && type.ClrType != typeof(FlowDecision) && type.ClrType != typeof(FlowSwitch)))
        {
            return [];
        }

        var list = type.Inputs.FirstOrDefault(input => input.GetCustomAttribute<InputAttribute>()?.UIHint == ListOfPorts);
        var name = list is null ? "" : JsonNamingPolicy.CamelCase.ConvertName(list.Name);
        return name.Length > 0 && step.Has(name) ? Listed(step.LiteralOf(name) ?? "")
            : type.ClrType == typeof(FlowSwitch) ? OfCases(step, type.FlowPorts)
            : [.. type.FlowPorts.Where(port => !IsClosed(step, port))];
    }

    /// <summary>A limit that does not interrupt never leaves by the port for having run out.</summary>
    private static bool IsClosed(CheckedStep step, string port) => port == "超期" && string.Equals(step.LiteralOf("interrupts"), "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>A case that always holds leaves nothing for the default port.</summary>
    private static ImmutableArray<string> OfCases(CheckedStep step, ImmutableArray<string> otherwise)
    {
        var cases = (step.Activity.Properties["cases"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var holds = cases.Exists(one => one["condition"] is JsonObject condition && Always.Contains(condition["value"]?.ToString().Trim().ToLowerInvariant() ?? ""));
        return [.. cases.Select(one => one["label"]?.ToString() ?? "").Where(label => label.Length > 0), .. holds ? [] : otherwise];
    }

    private static ImmutableArray<string> Listed(string literal)
    {
        try
        {
            return JsonNode.Parse(literal.Length == 0 ? "[]" : literal) is JsonArray outcomes ? [.. outcomes.OfType<JsonValue>().Select(outcome => outcome.ToString())] : [];
        }
        catch (JsonException)
        {
            // What is no list is named when the definition is compiled.
            return [];
        }
    }
}
