using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Host.Content;
using WorkflowHost.Scenarios;

namespace WorkflowHost.Host.Commands;

/// <summary>The definition that a command is about, with all shipped ones around it.</summary>
internal sealed record DefinitionArgument(DefinitionSet Definitions, WorkflowDefinition Definition)
{
    /// <summary>Finds a definition by id among the shipped ones, or reads it from a file; a draft in a file wins over a shipped one.</summary>
    public static Checked<DefinitionArgument> Read(string argument, ContentFolder content, ActivityRegistry registry)
    {
        var shipped = content.Procedures().Select(procedure => DefinitionReader.Read(procedure.Json).Value).OfType<WorkflowDefinition>().ToList();
        if (!File.Exists(argument))
        {
            return shipped.Find(definition => definition.DefinitionId == argument) is { } known
                ? Checked<DefinitionArgument>.Valid(new DefinitionArgument(new DefinitionSet(registry, shipped), known))
                : Checked<DefinitionArgument>.Refused([new Problem(
                    "definition-missing", "", $"没有流程“{argument}”，也没有这个文件。可用的流程：{string.Join('、', shipped.Select(definition => definition.DefinitionId))}。")]);
        }

        var text = File.ReadAllText(argument);
        var read = DefinitionReader.Read(text);
        if (!read.IsValid)
        {
            return Checked<DefinitionArgument>.Refused(JsonPlace.Of(argument, text, read.Problems));
        }

        var draft = read.Value.DefinitionId.Length > 0 ? read.Value : read.Value with { DefinitionId = "draft" };
        return Checked<DefinitionArgument>.Valid(new DefinitionArgument(new DefinitionSet(registry, [.. shipped, draft]), draft));
    }
}
