using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.HumanTasks.Activities;
using WorkflowHost.WorkingTime.Activities;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>The outcomes that Studio draws at the right of a step, from top to bottom.</summary>
internal static class StepOutcomes
{
    private static readonly ImmutableArray<string> Plain = [Outcomes.DonePort];

    /// <summary>What Studio writes beside the outcomes that Elsa names in English.</summary>
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["Done"] = "完成",
        ["True"] = "是",
        ["False"] = "否",
        ["Default"] = "其他",
    };

    private static readonly Dictionary<string, ImmutableArray<string>> Declared =
        (from assembly in new[] { typeof(ActivityRegistry).Assembly, typeof(ApprovalTask).Assembly, typeof(WorkingDayTimer).Assembly }
         from type in assembly.GetTypes()
         let activity = type.GetCustomAttribute<ActivityAttribute>()
         let ports = type.GetCustomAttribute<FlowNodeAttribute>()
         where activity is not null && ports is not null
         select (Name: $"{activity.Namespace}.{activity.Type}", Ports: ports.Outcomes.ToImmutableArray()))
        .ToDictionary(type => type.Name, type => type.Ports, StringComparer.Ordinal);

    private static readonly Dictionary<string, ImmutableArray<string>> OfProcedures = ShippedProceduresTests.Files
        .Select(file => ShippedProceduresTests.Read(file.Data)).ToDictionary(used => used.DefinitionId, used => used.Outcomes, StringComparer.Ordinal);

    public static ImmutableArray<string> Of(ActivityDefinition step)
    {
        var named = step.UsedDefinitionId.Length > 0 ? OfProcedures[step.UsedDefinitionId]
            : step.Properties["cases"] is JsonArray cases ? [.. cases.Select(one => one!["label"]!.GetValue<string>()), .. Declared[step.Type]]
            : step.Properties["outcomes"]?["expression"]?["value"]?.ToString() is { Length: > 0 } list ? [.. JsonNode.Parse(list)!.AsArray().Select(one => one!.GetValue<string>())]
            : Declared.GetValueOrDefault(step.Type, Plain);
        return named.IsEmpty ? Plain : named;
    }

    public static string Label(string outcome) => Words.GetValueOrDefault(outcome, outcome);
}
