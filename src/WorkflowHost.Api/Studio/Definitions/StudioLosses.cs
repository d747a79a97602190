using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>
/// Puts back what Studio drops or turns into text when it sends a definition back: members that it does not know, typed defaults of
/// variables, what hangs on connections, and in a flowchart the order of steps and connections, which decides what starts and what runs
/// first and which nobody can draw. In a sequence the order is what a person draws.
/// </summary>
internal static class StudioLosses
{
    private const string Flowchart = "Elsa.Flowchart";

    /// <summary>Options that Studio knows: one that is missing here was taken away by a person.</summary>
    private static readonly string[] KnownOptions =
    [
        "activationStrategyType", "usableAsActivity", "autoUpdateConsumingWorkflows", "activityCategory", "incidentStrategyType", "commitStrategyName",
    ];

    /// <summary>Takes away the options that Studio names although nobody chose them.</summary>
    public static void DropEmptyOptions(JsonObject model)
    {
        foreach (var name in KnownOptions)
        {
            if (model["options"] is JsonObject options && options.ContainsKey(name) && options[name] is null)
            {
                options.Remove(name);
            }
        }
    }

    /// <summary>What was drawn, with what the last state had besides.</summary>
    /// <param name="sent">As Studio sent it.</param>
    /// <param name="before">As it was when Studio read it.</param>
    public static WorkflowDefinition Restore(WorkflowDefinition sent, WorkflowDefinition before) =>
        RestoreFile(sent, before) with { Root = Restore(sent.Root, before.Root) };

    /// <summary>The same for a file that Studio has read and sent on: what is drawn comes as the file has it.</summary>
    public static WorkflowDefinition RestoreFile(WorkflowDefinition sent, WorkflowDefinition before) => sent with
    {
        IsSystem = before.IsSystem,
        Unknown = Added(sent.Unknown, before.Unknown, []),
        Options = Added(sent.Options, before.Options, KnownOptions),
        Variables = [.. sent.Variables.Select(variable => Restore(variable, before.Variables))],
        Inputs = [.. sent.Inputs.Select(input => Restore(input, before.Inputs))],
        Outputs = [.. sent.Outputs.Select(output => Restore(output, before.Outputs))],
    };

    private static ActivityDefinition Restore(ActivityDefinition sent, ActivityDefinition before)
    {
        var known = before.Activities.Concat(before.Ports.Values).DistinctBy(activity => activity.Id, StringComparer.Ordinal)
            .ToDictionary(activity => activity.Id, StringComparer.Ordinal);
        var activities = sent.Activities.Select(Within);
        return sent with
        {
            Variables = [.. sent.Variables.Select(variable => Restore(variable, before.Variables))],
            Activities = sent.Type == Flowchart ? InOrder(activities, activity => activity.Id, before.Activities) : [.. activities],
            Ports = sent.Ports.ToImmutableSortedDictionary(port => port.Key, port => Within(port.Value), StringComparer.Ordinal),
            Connections = InOrder(sent.Connections.Select(connection => Restore(connection, before.Connections)), KeyOf, before.Connections),
        };

        ActivityDefinition Within(ActivityDefinition activity) => known.TryGetValue(activity.Id, out var old) ? Restore(activity, old) : activity;
    }

    private static VariableDefinition Restore(VariableDefinition sent, ImmutableArray<VariableDefinition> before) =>
        before.FirstOrDefault(variable => NameOf(variable) == NameOf(sent)) is { } old
            ? sent with { Unknown = Added(sent.Unknown, old.Unknown, []), Value = IsTextOf(sent.Value, old.Value) ? old.Value : sent.Value }
            : sent;

    /// <summary>As in <see cref="ExportedDefaults"/>: a variable without an id is known by its name.</summary>
    private static string NameOf(VariableDefinition variable) => variable.Id.Length > 0 ? variable.Id : variable.Name;

    private static WorkflowInput Restore(WorkflowInput sent, ImmutableArray<WorkflowInput> before) =>
        before.FirstOrDefault(input => input.Name == sent.Name) is { } old
            ? sent with { Unknown = Added(sent.Unknown, old.Unknown, []), DefaultValue = sent.DefaultValue ?? old.DefaultValue }
            : sent;

    private static WorkflowOutput Restore(WorkflowOutput sent, ImmutableArray<WorkflowOutput> before) =>
        before.FirstOrDefault(output => output.Name == sent.Name) is { } old ? sent with { Unknown = Added(sent.Unknown, old.Unknown, []) } : sent;

    private static ConnectionDefinition Restore(ConnectionDefinition sent, ImmutableArray<ConnectionDefinition> before) =>
        before.FirstOrDefault(connection => KeyOf(connection) == KeyOf(sent)) is not { } old
            ? sent
            : sent with
            {
                Unknown = Added(sent.Unknown, old.Unknown, []),
                Source = sent.Source with { Unknown = Added(sent.Source.Unknown, old.Source.Unknown, []) },
                Target = sent.Target with { Unknown = Added(sent.Target.Unknown, old.Target.Unknown, []) },
            };

    private static (string From, string Port, string To) KeyOf(ConnectionDefinition connection) =>
        (connection.Source.Activity, connection.Source.Port ?? "Done", connection.Target.Activity);

    /// <summary>What was there before in its old order, then what is new.</summary>
    private static ImmutableArray<T> InOrder<T, TKey>(IEnumerable<T> sent, Func<T, TKey> key, ImmutableArray<T> before)
        where TKey : notnull
    {
        var places = new Dictionary<TKey, int>();
        foreach (var (place, item) in before.Index())
        {
            places.TryAdd(key(item), place);
        }

        return [.. sent.OrderBy(item => places.GetValueOrDefault(key(item), int.MaxValue))];
    }

    private static JsonObject Added(JsonObject sent, JsonObject before, string[] except)
    {
        List<KeyValuePair<string, JsonNode?>> lost = [.. before.Where(member => !sent.ContainsKey(member.Key) && !except.Contains(member.Key, StringComparer.Ordinal))];
        if (lost.Count == 0)
        {
            return sent;
        }

        var whole = (JsonObject)sent.DeepClone();
        foreach (var (name, value) in lost)
        {
            whole[name] = value?.DeepClone();
        }

        return whole;
    }

    /// <summary>Studio turns every default into text: JSON as it stands, but yes and no with a capital.</summary>
    public static bool IsTextOf(JsonNode? sent, JsonNode? before) =>
        sent is JsonValue value && value.TryGetValue<string>(out var text)
        && before is not null && before.GetValueKind() is not JsonValueKind.String
        && (before.GetValueKind() is JsonValueKind.True or JsonValueKind.False
            ? string.Equals(text.Trim(), before.ToJsonString(), StringComparison.OrdinalIgnoreCase)
            : StrictJson.Parse(text).Value is { } parsed && JsonNode.DeepEquals(parsed, before));
}
