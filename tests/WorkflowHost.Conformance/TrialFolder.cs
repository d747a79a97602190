using WorkflowHost.Definitions;
using WorkflowHost.Engine;

namespace WorkflowHost.Conformance;

/// <summary>What the definitions of a folder are to one another: workflows that others use, start or wake.</summary>
/// <param name="files">The folder.</param>
/// <param name="environment">Evaluates the inputs of triggers.</param>
internal sealed class TrialFolder(IReadOnlyList<DefinitionFile> files, TurnEnvironment environment)
{
    private readonly GraphCompiler compiler = new(new ActivityRegistry([]), new FolderResolver(files));
    private (WorkflowGraph Graph, WorkflowTrigger Trigger)[]? triggers;

    /// <summary>Makes a definition ready to run.</summary>
    public Checked<WorkflowGraph> Compile(WorkflowDefinition definition) => compiler.Compile(definition);

    /// <summary>The workflow that a child is started of: the published version, else the newest one.</summary>
    /// <returns>Null and why, in Chinese, when the folder has none that runs.</returns>
    public (WorkflowGraph? Graph, string? Problem) Graph(string definitionId)
    {
        var definition = Readable.Where(definition => definition.DefinitionId == definitionId)
            .OrderByDescending(definition => definition.IsPublished).ThenByDescending(definition => definition.Version).FirstOrDefault();
        if (definition is null)
        {
            return (null, $"文件夹中没有流程“{definitionId}”。");
        }

        var compiled = compiler.Compile(definition);
        return compiled.Problems.Count > 0 ? (null, compiled.Problems[0].Message) : (compiled.Value, null);
    }

    /// <summary>The published workflows that a stimulus starts, with the step that it starts them at.</summary>
    public IEnumerable<(WorkflowGraph Graph, string ActivityId)> TriggeredBy(string hash) => (triggers ??= [.. Triggers()])
        .Where(entry => entry.Trigger.Hash == hash).Select(entry => (entry.Graph, entry.Trigger.ActivityId));

    private IEnumerable<WorkflowDefinition> Readable => files.Where(file => file.Definition.Problems.Count == 0).Select(file => file.Definition.Value!);

    private IEnumerable<(WorkflowGraph Graph, WorkflowTrigger Trigger)> Triggers() => Readable.Where(definition => definition.IsPublished)
        .Select(compiler.Compile).Where(compiled => compiled.Problems.Count == 0)
        .SelectMany(compiled => WorkflowTrigger.AllOf(compiled.Value!, environment, Trial.Now).Triggers.Select(trigger => (compiled.Value!, trigger)));
}
