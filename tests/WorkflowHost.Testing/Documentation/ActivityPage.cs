using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Testing.Documentation;

/// <summary>Writes <c>docs/activities/README.md</c> from what activities declare.</summary>
public static class ActivityPage
{
    /// <summary>The whole page, Markdown with line feeds.</summary>
    public static string Write(IEnumerable<ActivityType> types)
    {
        var page = new StringBuilder();
        page.Append("# Activities\n\nWhat may be drawn, by the toolbox's categories. Made from the activities' own declarations; a test keeps it current.\n");
        page.Append("Expressions may stand in every input: Literal, Variable, Input, Object, JavaScript.\n");
        foreach (var category in types.GroupBy(type => type.Attribute.Category).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            page.Append(null, $"\n## {(category.Key.Length > 0 ? category.Key : "其他")}\n");
            foreach (var type in category.OrderBy(type => type.Name, StringComparer.Ordinal))
            {
                Append(page, type);
            }
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, ActivityType type)
    {
        var title = type.Attribute.DisplayName.Length > 0 ? $"{type.Attribute.DisplayName} `{type.Name}`" : $"`{type.Name}`";
        page.Append(null, $"\n### {title}\n");
        if (type.Attribute.Description.Length > 0)
        {
            page.Append(null, $"\n{type.Attribute.Description}\n");
        }

        if (type.Inputs.Length + type.Outputs.Length > 0)
        {
            page.Append("\n| | Name | Shown as | Type | |\n|---|---|---|---|---|\n");
        }

        foreach (var input in type.Inputs)
        {
            var declared = input.GetCustomAttribute<InputAttribute>();
            string[] notes =
            [
                .. declared is { Required: true } ? ["required"] : ImmutableArray<string>.Empty,
                .. declared is { Options.Length: > 0 } ? [string.Join(" / ", declared.Options)] : ImmutableArray<string>.Empty,
                .. declared is { Description.Length: > 0 } ? [declared.Description] : ImmutableArray<string>.Empty,
            ];
            page.Append(null, $"| in | `{JsonName(input)}` | {declared?.DisplayName} | {TypeOf(input)} | {string.Join("; ", notes)} |\n");
        }

        foreach (var output in type.Outputs)
        {
            page.Append(null, $"| out | `{JsonName(output)}` | {output.GetCustomAttribute<OutputAttribute>()?.DisplayName} | {TypeOf(output)} | |\n");
        }

        var ports = type.FlowPorts.Concat(type.EmbeddedPorts.Select(JsonName)).ToList();
        if (ports.Count > 0)
        {
            page.Append(null, $"\nPorts: {string.Join(", ", ports.Select(port => $"`{port}`"))}\n");
        }
    }

    private static string JsonName(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static string TypeOf(PropertyInfo property)
    {
        var argument = property.PropertyType.GetGenericArguments()[0];
        var type = Nullable.GetUnderlyingType(argument) ?? argument;
        return type.IsArray ? $"{type.GetElementType()!.Name}[]" : type.IsGenericType ? type.Name.Split('`')[0] : type.Name;
    }
}
