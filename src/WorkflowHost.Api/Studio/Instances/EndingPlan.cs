using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.Studio.Instances;

/// <summary>
/// Which running instances are to be ended: Elsa's alteration plans, of which only the one is known that Studio sends for all that match. A
/// member that is not known, or can't be read, could have narrowed what is meant: it refuses the whole.
/// </summary>
/// <param name="Search">Running ones; null when what was asked for matches none of them.</param>
internal sealed record EndingPlan(InstanceSearch? Search)
{
    private const string SelectsAll = "emptyFilterSelectsAll";
    private const string IsSystem = "isSystem";

    private static readonly string[] Lists = ["workflowInstanceIds", "correlationIds", "definitionIds", "definitionVersionIds", "statuses", "subStatuses"];

    /// <summary>The plan, or why nothing is ended.</summary>
    public static Checked<EndingPlan> Read(JsonObject body)
    {
        if (body["alterations"] is not JsonArray { Count: > 0 } alterations || alterations.Any(alteration => (alteration as JsonObject)?.Text("type") is not "Cancel"))
        {
            return Refused("alteration-unknown", "这里只能批量终止流程实例；其他更正请在门户的流程实例页上办理。");
        }

        if (Unknown(body, "id", "alterations", "filter") is { } unknown)
        {
            return Checked<EndingPlan>.Refused([unknown]);
        }

        List<KeyValuePair<string, JsonNode?>> given = [.. (body["filter"] as JsonObject ?? []).Where(member => !IsEmpty(member.Value))];
        var unread = given.Where(member => !IsKnown(member.Key, member.Value)).Select(member => NotKnown(member.Key)).ToList();
        if (unread.Count > 0)
        {
            return Checked<EndingPlan>.Refused(unread);
        }

        var filter = new JsonObject(given.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        var narrows = given.Exists(member => member.Key is not (SelectsAll or IsSystem));
        return narrows || filter.Flag(SelectsAll) is true
            ? Checked<EndingPlan>.Valid(new EndingPlan(SearchFor(filter)))
            : Refused("filter-empty", "没有指定要终止哪些流程实例，没有任何改动。");
    }

    /// <summary>Names a member that holds something and is none of those known; null when there is none.</summary>
    public static Problem? Unknown(JsonObject body, params string[] known) =>
        body.Where(member => !known.Contains(member.Key, StringComparer.Ordinal) && !IsEmpty(member.Value)).Select(member => NotKnown(member.Key)).FirstOrDefault();

    private static InstanceSearch? SearchFor(JsonObject filter)
    {
        var asked = InstanceRequests.Read(filter);
        return InstanceRequests.AsksForUnknownStates(filter) || (asked.Statuses.Count > 0 && !asked.Statuses.Contains(WorkflowStatus.Running))
            ? null
            : asked with
            {
                Statuses = [WorkflowStatus.Running],
                Ids = filter.Texts("workflowInstanceIds"),
                CorrelationIds = filter.Texts("correlationIds"),
                DefinitionVersionIds = filter.Texts("definitionVersionIds"),
            };
    }

    private static bool IsKnown(string name, JsonNode? value) => name switch
    {
        "searchTerm" => value!.GetValueKind() is JsonValueKind.String,
        "hasIncidents" or SelectsAll => value!.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        IsSystem => value!.GetValueKind() is JsonValueKind.False,
        "timestampFilters" => value is JsonArray filters && filters.All(InstanceRequests.IsBounds),
        _ => Lists.Contains(name, StringComparer.Ordinal) && value is JsonArray items && items.All(IsWord),
    };

    private static bool IsWord(JsonNode? item) => item is JsonValue value && value.TryGetValue<string>(out var word) && !string.IsNullOrWhiteSpace(word);

    private static bool IsEmpty(JsonNode? value) =>
        value is null or JsonArray { Count: 0 } || (value.GetValueKind() is JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetValue<string>()));

    private static Problem NotKnown(string member) => new("member-unknown", member, $"不能按“{member}”筛选，没有任何改动。请改用其他条件。");

    private static Checked<EndingPlan> Refused(string code, string message) => Checked<EndingPlan>.Refused([new Problem(code, "", message)]);
}
