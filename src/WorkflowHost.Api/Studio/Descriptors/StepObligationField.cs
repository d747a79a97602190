using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>
/// The obligations of a step, as a field of Studio's property panel. Files and the engine keep them in
/// <c>customProperties.obligations</c>, which Studio can't edit: they are shown as an input and taken back when it is saved.
/// </summary>
internal static class StepObligationField
{
    private const string Field = "obligations";
    private const string Title = "Obligations";

    /// <summary>Whether a kind of step carries obligations.</summary>
    public static bool IsOf(string typeName) => typeName.StartsWith("PostInspection.", StringComparison.Ordinal);

    public static InputDescriptor Describe(IEnumerable<Choice> obligations) => new()
    {
        Name = Title,
        TypeName = "Object",
        DisplayName = "落实的义务",
        Description = "本步骤落实法规中的哪些义务；督办、统计和期限提醒按此归集",
        Order = 90,
        UiHint = "checklist",
        DefaultSyntax = "Object",
        Category = "法规依据",
        UiSpecifications = UiSpecifications.CheckList(obligations),
    };

    /// <summary>Shows the obligations of every step of a definition's JSON as an input.</summary>
    public static void Show(JsonNode? node) => Walk(node, step =>
    {
        if (step["customProperties"] is JsonObject custom && custom[Field] is JsonArray ids)
        {
            step[Field] = new JsonObject
            {
                ["typeName"] = "Object",
                ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = ids.ToJsonString(StudioJson.Options) },
            };
        }
    });

    /// <summary>Takes the input of every step back to where files keep it.</summary>
    /// <returns>What is wrong with one; nothing is then taken back from it.</returns>
    public static IReadOnlyList<Problem> Take(JsonNode? node)
    {
        var problems = new List<Problem>();
        Walk(node, step =>
        {
            if (step[Field] is not JsonObject input || !input.ContainsKey("expression"))
            {
                return;
            }

            var value = (input["expression"] as JsonObject)?["value"];
            var text = value is JsonValue scalar && scalar.TryGetValue<string>(out var given) ? given : value?.ToJsonString() ?? "[]";
            if (StrictJson.Parse(text.Trim().Length == 0 ? "[]" : text).Value is not JsonArray ids || ids.Any(id => id?.GetValueKind() is not System.Text.Json.JsonValueKind.String))
            {
                problems.Add(new Problem("obligations-shape", $"$..{step.Text("id")}.{Field}", $"步骤“{step.Text("id")}”的“落实的义务”应为义务编号的列表，不能用脚本。"));
                return;
            }

            step.Remove(Field);
            var custom = step["customProperties"] as JsonObject ?? [];
            if (ids.Count > 0)
            {
                custom[Field] = ids.DeepClone();
            }
            else
            {
                custom.Remove(Field);
            }

            step["customProperties"] = custom;
        });
        return problems;
    }

    private static void Walk(JsonNode? node, Action<JsonObject> visit)
    {
        switch (node)
        {
            case JsonObject members:
                if (members.Text("type") is { } type && IsOf(type) && members.ContainsKey("id"))
                {
                    visit(members);
                }

                foreach (var child in members.Select(member => member.Value).ToList())
                {
                    Walk(child, visit);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Walk(item, visit);
                }

                break;
        }
    }
}
