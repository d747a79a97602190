using WorkflowHost.Definitions.Json;
using WorkflowHost.Definitions.Validation;

namespace WorkflowHost.Definitions;

/// <summary>Finds what the format allows but no engine can run as drawn. A draft may have such problems, a published version not.</summary>
public static class DefinitionValidator
{
    /// <summary>All problems, outer before inner; empty when there are none.</summary>
    /// <param name="d">As read; node ids are not looked at.</param>
    /// <param name="knownTypes">The activity types that the host offers, such as <c>Elsa.Flowchart</c>, and those that definitions stand for.</param>
    /// <remarks>
    /// Codes: root-missing, activity-id-missing, activity-id-duplicate, activity-type-unknown, flowchart-empty,
    /// connection-source-missing, connection-target-missing, activity-unreachable, variable-name-empty,
    /// variable-name-duplicate, variable-not-found. Names inside scripts are not checked, nor whether a definition that is used as an
    /// activity (<c>workflowDefinitionId</c>) exists.
    /// </remarks>
    public static IReadOnlyList<Problem> Validate(WorkflowDefinition d, IReadOnlySet<string> knownTypes)
    {
        ArgumentNullException.ThrowIfNull(d);
        ArgumentNullException.ThrowIfNull(knownTypes);
        var problems = new FoundProblems();
        VariableRules.Declarations(d.Variables, Place.Root.Member("variables"), problems);
        if (d.Root.Type.Length == 0)
        {
            problems.Add(Place.Root.Member("root"), "root-missing", "流程没有根步骤，请先添加一个流程图。");
            return problems.AsFound;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var nested in NestedActivity.AllOf(d))
        {
            Identity(nested, ids, knownTypes, problems);
            VariableRules.References(nested, problems);
            VariableRules.Declarations(nested.Activity.Variables, nested.Place.Member("variables"), problems);
            if (nested.Activity.Type == ActivityTypes.Flowchart)
            {
                FlowchartRules.Check(nested, problems);
            }
        }

        return problems.AsFound;
    }

    private static bool UsesDefinition(ActivityDefinition activity) => activity.UsedDefinitionId.Length > 0;

    private static void Identity(NestedActivity nested, HashSet<string> ids, IReadOnlySet<string> knownTypes, FoundProblems problems)
    {
        var activity = nested.Activity;
        if (activity.Id.Length == 0)
        {
            problems.Add(nested.Place.Member("id"), "activity-id-missing", $"类型为“{activity.Type}”的步骤没有编号（id），请填写。");
        }
        else if (!ids.Add(activity.Id))
        {
            problems.Add(nested.Place.Member("id"), "activity-id-duplicate", $"步骤编号“{activity.Id}”重复，请为{nested.Title}换一个编号。");
        }

        if (!knownTypes.Contains(activity.Type) && !UsesDefinition(activity))
        {
            problems.Add(nested.Place.Member("type"), "activity-type-unknown", $"{nested.Title}的类型“{activity.Type}”在本系统中不存在，请换用工具箱中的步骤。");
        }
    }
}
