using System.Text.Json.Nodes;
using WorkflowHost.Api.Studio.Definitions;
using WorkflowHost.Api.Studio.Descriptors;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Graphs;

/// <summary>A step in its place, found by its node id.</summary>
/// <param name="NodeId">From the root down.</param>
/// <param name="Port">The member of its parent that it stands under.</param>
/// <param name="Activity">Its JSON, with all that is nested in it.</param>
/// <param name="Parent">What it stands in; null for the root.</param>
internal sealed record GraphNode(string NodeId, string Port, JsonObject Activity, GraphNode? Parent)
{
    /// <summary>As Elsa answers it: children are members of the activity.</summary>
    public JsonObject Answer() => new() { ["nodeId"] = NodeId, ["port"] = Port, ["activity"] = Activity.DeepClone() };
}

/// <summary>The steps of a version by their node ids; a workflow that is used as a step is opened as far as a node id leads into it.</summary>
internal sealed class DefinitionGraph(IDefinitionStore store)
{
    private const int MaxDepth = 20;

    /// <summary>A node; null when there is none.</summary>
    public async Task<GraphNode?> FindAsync(DefinitionVersion version, string? nodeId, CancellationToken cancellationToken)
    {
        var definition = JsonNode.Parse(version.Json)!.AsObject();
        StepObligationField.Show(definition["root"]);
        if (definition["root"] is not JsonObject root)
        {
            return null;
        }

        var node = new GraphNode(root.Text("nodeId") ?? "", "", root, null);
        if (string.IsNullOrEmpty(nodeId) || node.NodeId == nodeId)
        {
            await OpenAsync(node, version, cancellationToken);
            return node;
        }

        for (var depth = 0; depth < MaxDepth; depth++)
        {
            await OpenAsync(node, version, cancellationToken);
            if (Children(node).FirstOrDefault(child => child.NodeId == nodeId || nodeId.StartsWith(child.NodeId + ":", StringComparison.Ordinal)) is not { } next)
            {
                return null;
            }

            node = next;
            if (node.NodeId == nodeId)
            {
                await OpenAsync(node, version, cancellationToken);
                return node;
            }
        }

        return null;
    }

    private static IEnumerable<GraphNode> Children(GraphNode node)
    {
        foreach (var (port, value) in node.Activity)
        {
            foreach (var step in Steps(value))
            {
                yield return new GraphNode(step.Text("nodeId") ?? "", char.ToUpperInvariant(port[0]) + port[1..], step, node);
            }
        }
    }

    private static IEnumerable<JsonObject> Steps(JsonNode? value) => value switch
    {
        JsonObject step when step.ContainsKey("nodeId") => [step],
        JsonObject holder => holder.SelectMany(member => Steps(member.Value)),
        JsonArray list => list.SelectMany(Steps),
        _ => [],
    };

    /// <summary>Puts the drawing of the used workflow under a step's <c>root</c>, with the node ids that its steps have here.</summary>
    private async Task OpenAsync(GraphNode node, DefinitionVersion version, CancellationToken cancellationToken)
    {
        if (!UsedWorkflows.IsUse(node.Activity) || node.Activity.ContainsKey("root") || await UsedAsync(node.Activity, version, cancellationToken) is not { } used)
        {
            return;
        }

        var root = JsonNode.Parse(used.Json)!["root"] as JsonObject ?? [];
        Rename(root, node.NodeId);
        StepObligationField.Show(root);
        node.Activity["root"] = root.DeepClone();
    }

    /// <summary>The version that is pinned, else the one that the step names, else the published one.</summary>
    private async Task<DefinitionVersion?> UsedAsync(JsonObject step, DefinitionVersion version, CancellationToken cancellationToken)
    {
        var definitionId = step.Text(UsedWorkflows.DefinitionId) ?? "";
        var versionId = step.Text(UsedWorkflows.VersionId) ?? "";
        var pinned = version.Uses.Find(new Engine.DefinitionReference(step.Text("type") ?? "", definitionId, versionId, step.Number("version") ?? 1));
        return await store.FindAsync(pinned ?? versionId, cancellationToken) ?? await store.FindPublishedAsync(definitionId, cancellationToken);
    }

    private static void Rename(JsonObject step, string parent)
    {
        var nodeId = $"{parent}:{step.Text("id")}";
        step["nodeId"] = nodeId;
        foreach (var child in step.SelectMany(member => Steps(member.Value)).ToList())
        {
            Rename(child, nodeId);
        }
    }
}
