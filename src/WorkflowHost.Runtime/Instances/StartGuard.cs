using WorkflowHost.Definitions;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Instances;

/// <summary>Refuses the commit with code <c>instance-exists</c> when another such instance runs (Elsa's activation strategies).</summary>
/// <param name="DefinitionVersionId">Only instances of this version count; null for all.</param>
/// <param name="CorrelationId">Only instances with this correlation count; null for all.</param>
public sealed record StartAlone(string? DefinitionVersionId, string? CorrelationId) : Effect
{
    /// <summary>The code with which a start is refused.</summary>
    public const string Code = "instance-exists";

    /// <summary>What a definition asks for; null when its instances may run side by side.</summary>
    /// <param name="definition">Names a strategy in its options, as Elsa does: a type name, with or without namespace and assembly.</param>
    /// <param name="versionId">The version that is started.</param>
    /// <param name="correlationId">The new instance's.</param>
    public static StartAlone? Of(WorkflowDefinition definition, string versionId, string correlationId)
    {
        var name = definition.Options["activationStrategyType"]?.ToString().Split(',')[0].Split('.')[^1];
        return name switch
        {
            "SingletonStrategy" => new StartAlone(versionId, null),
            "CorrelatedSingletonStrategy" => new StartAlone(versionId, correlationId),
            "CorrelationStrategy" => new StartAlone(null, correlationId),
            _ => null,
        };
    }
}
