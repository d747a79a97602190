using WorkflowHost.Engine;
using WorkflowHost.Regulations.Checking;

namespace WorkflowHost.Scenarios.Playing;

/// <summary>An instance under play.</summary>
internal sealed class PlayedInstance(string definitionId, WorkflowGraph graph, InstanceState state, (PlayedInstance Instance, string? BookmarkId)? parent)
{
    private readonly Dictionary<string, StepLaw> laws = graph.Nodes.ToDictionary(
        node => node.Activity.NodeId, node => StepLaw.Of(node.Activity), StringComparer.Ordinal);

    public string DefinitionId { get; } = definitionId;

    public WorkflowGraph Graph { get; } = graph;

    public (PlayedInstance Instance, string? BookmarkId)? Parent { get; } = parent;

    public InstanceState State { get; set; } = state;

    public string Name => Graph.Definition.Name;

    public IEnumerable<StepLaw> Laws => laws.Values;

    public StepLaw? LawOf(string nodeId) => laws.GetValueOrDefault(nodeId);

    public bool Waits(string bookmarkId) => State.Bookmarks.Any(bookmark => bookmark.Id == bookmarkId);
}
