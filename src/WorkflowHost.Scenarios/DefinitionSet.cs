using System.Collections.Concurrent;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;

namespace WorkflowHost.Scenarios;

/// <summary>Definitions at hand, drafts among them, by their id; each is compiled once. Safe for many threads.</summary>
public sealed class DefinitionSet : IDefinitionResolver
{
    private readonly Dictionary<string, WorkflowDefinition> byId;
    private readonly ConcurrentDictionary<string, Checked<WorkflowGraph>> graphs = new(StringComparer.Ordinal);
    private readonly GraphCompiler compiler;

    /// <summary>A set.</summary>
    /// <param name="registry">The kinds of activity.</param>
    /// <param name="definitions">Of several with one id the last counts.</param>
    public DefinitionSet(ActivityRegistry registry, IEnumerable<WorkflowDefinition> definitions)
    {
        byId = definitions.GroupBy(definition => definition.DefinitionId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        compiler = new GraphCompiler(registry, this);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<WorkflowDefinition> All => byId.Values;

    /// <summary>The definition with this id; null when it is not here.</summary>
    public WorkflowDefinition? Find(string definitionId) => byId.GetValueOrDefault(definitionId);

    /// <summary>The graph of a definition with all that it uses; refused when it is not here or can't be compiled.</summary>
    public Checked<WorkflowGraph> Graph(string definitionId) => graphs.GetOrAdd(definitionId, id => Find(id) is { } definition
        ? compiler.Compile(definition)
        : Checked<WorkflowGraph>.Refused([new Problem("definition-missing", "", $"没有流程“{id}”。")]));

    /// <inheritdoc/>
    public WorkflowDefinition? Resolve(DefinitionReference reference) => Find(reference.DefinitionId);
}
