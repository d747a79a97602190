using System.Text.Json.Nodes;
using WorkflowHost.Host.Tests.Hosting;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>Every command by which Studio changes or tries a definition, aimed at one that is there.</summary>
internal static class DesignRoutes
{
    private const string Api = "/elsa/api";
    private const string Definitions = Api + "/workflow-definitions";
    private const string Bulk = Api + "/bulk-actions";

    /// <summary>Commands that only try a definition.</summary>
    public static readonly IReadOnlyCollection<string> Trials =
    [
        "POST /elsa/api/workflow-definitions/{definitionId}/execute", "POST /elsa/api/workflow-definitions/{definitionId}/dispatch", "POST /elsa/api/tests/activities",
    ];

    private static readonly Dictionary<string, Func<ApiClient, JsonNode, Task<Answer>>> Commands = new(StringComparer.Ordinal)
    {
        ["POST /elsa/api/workflow-definitions"] = (studio, read) => studio.PostAsync(Definitions, Drawn.Save(Changed(read), publish: true)),
        ["POST /elsa/api/workflow-definitions/{definitionId}/publish"] = (studio, read) => studio.PostAsync($"{Definitions}/{IdOf(read)}/publish", new JsonObject()),
        ["POST /elsa/api/workflow-definitions/{definitionId}/retract"] = (studio, read) => studio.PostAsync($"{Definitions}/{IdOf(read)}/retract", new JsonObject()),
        ["POST /elsa/api/workflow-definitions/{definitionId}/revert/{version}"] = (studio, read) => studio.PostAsync($"{Definitions}/{IdOf(read)}/revert/1", new JsonObject()),
        ["POST /elsa/api/workflow-definitions/{definitionId}/take-over"] = (studio, read) => studio.PostAsync($"{Definitions}/{IdOf(read)}/take-over", new JsonObject()),
        ["DELETE /elsa/api/workflow-definitions/{definitionId}"] = (studio, read) => studio.DeleteAsync($"{Definitions}/{IdOf(read)}"),
        ["DELETE /elsa/api/workflow-definition-versions/{versionId}"] = (studio, read) => studio.DeleteAsync($"{Api}/workflow-definition-versions/{VersionOf(read)}"),
        ["POST /elsa/api/workflow-definitions/import"] = (studio, read) => studio.PostAsync($"{Definitions}/import", Changed(read)),
        ["POST /elsa/api/workflow-definitions/{definitionId}/import"] = (studio, read) => studio.PostAsync($"{Definitions}/{IdOf(read)}/import", Changed(read)),
        ["POST /elsa/api/bulk-actions/publish/workflow-definitions/by-definition-ids"] = (studio, read) =>
            studio.PostAsync($"{Bulk}/publish/workflow-definitions/by-definition-ids", new JsonObject { ["definitionIds"] = new JsonArray(IdOf(read)) }),
        ["POST /elsa/api/bulk-actions/retract/workflow-definitions/by-definition-ids"] = (studio, read) =>
            studio.PostAsync($"{Bulk}/retract/workflow-definitions/by-definition-ids", new JsonObject { ["definitionIds"] = new JsonArray(IdOf(read)) }),
        ["POST /elsa/api/bulk-actions/delete/workflow-definitions/by-definition-id"] = (studio, read) =>
            studio.PostAsync($"{Bulk}/delete/workflow-definitions/by-definition-id", new JsonObject { ["definitionIds"] = new JsonArray(IdOf(read)) }),
        ["POST /elsa/api/bulk-actions/delete/workflow-definitions/by-id"] = (studio, read) =>
            studio.PostAsync($"{Bulk}/delete/workflow-definitions/by-id", new JsonObject { ["ids"] = new JsonArray(VersionOf(read)) }),
        ["POST /elsa/api/workflow-definitions/{definitionId}/update-references"] = (studio, read) => studio.PostAsync($"{Definitions}/{IdOf(read)}/update-references", new JsonObject()),
        ["POST /elsa/api/workflow-definitions/{definitionId}/execute"] = (studio, read) =>
            studio.PostAsync($"{Definitions}/{IdOf(read)}/execute", new JsonObject { ["versionOptions"] = "Latest" }),
        ["POST /elsa/api/workflow-definitions/{definitionId}/dispatch"] = (studio, read) =>
            studio.PostAsync($"{Definitions}/{IdOf(read)}/dispatch", new JsonObject { ["versionOptions"] = "Latest" }),
        ["POST /elsa/api/tests/activities"] = (studio, read) => studio.PostAsync($"{Api}/tests/activities", new JsonObject
        {
            ["workflowDefinitionHandle"] = new JsonObject { ["definitionVersionId"] = VersionOf(read) },
            ["activityHandle"] = new JsonObject { ["activityId"] = read["root"]!["activities"]![0]!["id"]!.DeepClone() },
        }),
    };

    /// <summary>Method and route of each.</summary>
    public static IEnumerable<string> All => Commands.Keys;

    /// <summary>Sends one, with a definition as it was read.</summary>
    public static Task<Answer> SendAsync(string route, ApiClient studio, JsonNode read) => Commands[route](studio, read);

    private static JsonNode Changed(JsonNode read)
    {
        var changed = read.DeepClone();
        changed["description"] = "别人的改动";
        return changed;
    }

    private static string IdOf(JsonNode read) => read["definitionId"]!.GetValue<string>();

    private static string VersionOf(JsonNode read) => read["id"]!.GetValue<string>();
}
