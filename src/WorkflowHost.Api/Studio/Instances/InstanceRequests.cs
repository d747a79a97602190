using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.Studio.Instances;

/// <summary>Reads what Studio's instance list asks for.</summary>
internal static class InstanceRequests
{
    /// <summary>Wide enough for "is this instant": Studio's fields know minutes.</summary>
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static InstanceSearch Read(JsonObject body) => new()
    {
        Text = body.Text("searchTerm"),
        DefinitionIds = [.. body.Texts("definitionIds").Append(body.Text("definitionId")).OfType<string>().Where(id => id.Length > 0)],
        Version = body.Number("version"),
        CorrelationIds = body.Text("correlationId") is { Length: > 0 } correlationId ? [correlationId] : [],
        HasIncidents = body.Flag("hasIncidents"),
        Statuses = Words<WorkflowStatus>(body, "statuses", "status"),
        SubStatuses = Words<WorkflowSubStatus>(body, "subStatuses", "subStatus"),
        Bounds = [.. (body["timestampFilters"] as JsonArray ?? []).OfType<JsonObject>().Select(Bounds).OfType<InstantBounds>()],
        Order = body.Text("orderBy") switch
        {
            "LastExecuted" => InstanceOrder.Updated,
            "Finished" => InstanceOrder.Finished,
            "Name" => InstanceOrder.Name,
            _ => InstanceOrder.Created,
        },
        Descending = !string.Equals(body.Text("orderDirection"), "Ascending", StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>Why the list can't be narrowed as asked, as a wider list would be taken for the answer; null when it can.</summary>
    public static Problem? Unreadable(JsonObject body) =>
        body.Where(member => member.Value is not null && !IsReadable(member.Key, member.Value))
            .Select(member => new Problem("filter-unreadable", member.Key, $"筛选条件“{member.Key}”读不出来，没有查询。请改正后再试。"))
            .FirstOrDefault();

    /// <summary>States that the engine has no word for match nothing, rather than everything.</summary>
    public static bool AsksForUnknownStates(JsonObject body) =>
        IsUnknown<WorkflowStatus>(body, "statuses", "status") || IsUnknown<WorkflowSubStatus>(body, "subStatuses", "subStatus");

    /// <summary>Whether a bound on an instant says all that one has to.</summary>
    public static bool IsBounds(JsonNode? filter) =>
        filter is JsonObject members && members.Text("column") is ("CreatedAt" or "UpdatedAt" or "FinishedAt") && Bounds(members) is not null;

    private static bool IsReadable(string name, JsonNode value) => name switch
    {
        "searchTerm" or "definitionId" or "correlationId" or "status" or "subStatus" => IsText(value),
        "definitionIds" or "statuses" or "subStatuses" => value is JsonArray words && words.All(IsText),
        "version" => value is JsonValue number && number.TryGetValue<int>(out _),
        "hasIncidents" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "timestampFilters" => value is JsonArray filters && filters.All(IsBounds),
        _ => true,
    };

    private static bool IsText(JsonNode? value) => value?.GetValueKind() is JsonValueKind.String;

    private static bool IsUnknown<T>(JsonObject body, string list, string single)
        where T : struct, Enum =>
        Asked(body, list, single).Count > 0 && Words<T>(body, list, single).Count == 0;

    private static List<string> Asked(JsonObject body, string list, string single) =>
        [.. body.Texts(list).Append(body.Text(single)).OfType<string>().Where(word => word.Length > 0)];

    private static List<T> Words<T>(JsonObject body, string list, string single)
        where T : struct, Enum =>
        [.. Asked(body, list, single).Where(word => Enum.TryParse<T>(word, ignoreCase: true, out _)).Select(word => Enum.Parse<T>(word, ignoreCase: true)).Distinct()];

    private static InstantBounds? Bounds(JsonObject filter)
    {
        if (!DateTimeOffset.TryParse(filter.Text("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return null;
        }

        at = at.ToUniversalTime();
        var column = filter.Text("column") switch
        {
            "UpdatedAt" => InstanceOrder.Updated,
            "FinishedAt" => InstanceOrder.Finished,
            _ => InstanceOrder.Created,
        };
        return filter.Text("operator") switch
        {
            "Is" => new InstantBounds(column, at, at + Minute),
            "IsNot" => new InstantBounds(column, at, at + Minute, IsOutside: true),
            "LessThan" => new InstantBounds(column, null, at),
            "LessThanOrEqual" => new InstantBounds(column, null, at + Minute),
            "GreaterThan" => new InstantBounds(column, at + Minute, null),
            "GreaterThanOrEqual" => new InstantBounds(column, at, null),
            _ => null,
        };
    }
}
