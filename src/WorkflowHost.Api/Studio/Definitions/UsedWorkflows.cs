using System.Text.Json.Nodes;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>Steps that stand for whole workflows, in a definition's JSON.</summary>
internal static class UsedWorkflows
{
    public const string DefinitionId = "workflowDefinitionId";
    public const string VersionId = "workflowDefinitionVersionId";
    private const string Root = "root";

    public static bool IsUse(JsonObject step) => step.ContainsKey("type") && !string.IsNullOrEmpty(step.Text(VersionId) ?? step.Text(DefinitionId));

    /// <summary>Takes away what Studio has put into such a step to show it: that belongs to the other definition.</summary>
    public static void Close(JsonNode? node) => Walk(node, step => step.Remove(Root));

    /// <summary>Lets every step that stands for a definition stand for another version of it.</summary>
    /// <returns>Whether any did not before.</returns>
    public static bool Renew(JsonNode? node, string definitionId, string versionId, int version)
    {
        var isChanged = false;
        Walk(node, step =>
        {
            if (step.Text(DefinitionId) == definitionId && step.Text(VersionId) != versionId)
            {
                step[VersionId] = versionId;
                step["version"] = version;
                step["latestAvailablePublishedVersion"] = version;
                step["latestAvailablePublishedVersionId"] = versionId;
                isChanged = true;
            }
        });
        return isChanged;
    }

    private static void Walk(JsonNode? node, Action<JsonObject> visit)
    {
        if (node is JsonObject members)
        {
            if (IsUse(members))
            {
                visit(members);
            }

            foreach (var child in members.Select(member => member.Value).ToList())
            {
                Walk(child, visit);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Walk(item, visit);
            }
        }
    }
}
