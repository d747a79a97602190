using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions.Json;

namespace WorkflowHost.Definitions.Validation;

/// <summary>Variables are named once, and what refers to one refers to one in sight.</summary>
internal static class VariableRules
{
    public static void Declarations(ImmutableArray<VariableDefinition> variables, Place list, FoundProblems problems)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, variable) in variables.Index())
        {
            var at = list.Item(index).Member("name");
            if (string.IsNullOrWhiteSpace(variable.Name))
            {
                problems.Add(at, "variable-name-empty", $"第 {index + 1} 个变量没有名称，请填写名称。");
            }
            else if (!names.Add(variable.Name))
            {
                problems.Add(at, "variable-name-duplicate", $"变量名“{variable.Name}”重复，请改名或删除其中一个。");
            }
        }
    }

    public static void References(NestedActivity nested, FoundProblems problems)
    {
        // A container's own inputs see its variables, too.
        var sees = nested.Sees.Union(nested.Activity.Variables.SelectMany(variable => new[] { variable.Id, variable.Name }));
        foreach (var (name, value) in nested.Activity.Properties)
        {
            if (value is JsonObject argument && !argument.ContainsKey("expression") && OutputTarget(argument) is { } id && !sees.Contains(id))
            {
                problems.Add(
                    nested.Place.Member(name).Member("memoryReference").Member("id"),
                    "variable-not-found",
                    $"{nested.Title}的输出“{name}”要写入的变量“{id}”不存在，请重新选择变量。");
            }

            Expressions(nested, nested.Place.Member(name), value, sees, problems);
        }
    }

    private static void Expressions(NestedActivity nested, Place place, JsonNode? node, ImmutableHashSet<string> sees, FoundProblems problems)
    {
        if (node is JsonArray list)
        {
            foreach (var (index, item) in list.Index())
            {
                Expressions(nested, place.Item(index), item, sees, problems);
            }
        }
        else if (node is JsonObject value && Text(value["type"]) is "Variable" && value.ContainsKey("value"))
        {
            var names = Named(value["value"]);
            if (names.Count > 0 && !names.Any(sees.Contains))
            {
                problems.Add(place.Member("value"), "variable-not-found", $"{nested.Title}引用的变量“{names[^1]}”不存在，请重新选择变量。");
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, member) in members)
            {
                Expressions(nested, place.Member(name), member, sees, problems);
            }
        }
    }

    private static string? OutputTarget(JsonObject argument) =>
        argument["memoryReference"] is JsonObject reference && Text(reference["id"]) is { Length: > 0 } id ? id : null;

    /// <summary>Id and name of the variable; Studio writes it as JSON text, other tools as an object or as the bare id.</summary>
    private static List<string> Named(JsonNode? value)
    {
        var text = Text(value);
        var variable = value as JsonObject;
        if (text?.TrimStart().StartsWith('{') is true)
        {
            var problems = new FoundProblems();
            var parsed = JsonTree.Parse(Encoding.UTF8.GetBytes(text), problems);
            variable = problems.Any ? null : parsed as JsonObject;
        }

        string?[] names = variable is null ? [text] : [Text(variable["id"]), Text(variable["name"])];
        return [.. names.OfType<string>().Where(name => name.Length > 0)];
    }

    private static string? Text(JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : null;
}
