using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.TimeLimits;

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

/// <summary>
/// Refuses the commit with code <c>instance-of-year-exists</c> when the procedure was started in the same year before, by a person, by plan or by the
/// system. Trials neither count nor are refused.
/// </summary>
/// <param name="DefinitionId">The procedure, of whatever version.</param>
/// <param name="Year">In China.</param>
/// <param name="CountsCancelled">Whether one that was cancelled counts: what a person has cancelled only a person starts again.</param>
public sealed record StartOnceAYear(string DefinitionId, int Year, bool CountsCancelled) : Effect
{
    /// <summary>The code with which a start is refused.</summary>
    public const string Code = "instance-of-year-exists";

    /// <summary>The custom property by which a definition asks for it.</summary>
    public const string Property = "eachYear";

    /// <summary>The year's first instant, UTC.</summary>
    public DateTimeOffset From => ChinaTime.At(new DateOnly(Year, 1, 1), TimeOnly.MinValue);

    /// <summary>The next year's first instant, UTC.</summary>
    public DateTimeOffset Until => ChinaTime.At(new DateOnly(Year + 1, 1, 1), TimeOnly.MinValue);

    /// <summary>What a definition asks for; null when it may be started more often.</summary>
    public static StartOnceAYear? Of(WorkflowDefinition definition, Command command, DateTimeOffset now) => IsAskedFor(definition)
        ? new StartOnceAYear(definition.DefinitionId, ChinaTime.DateOf(now).Year, CountsCancelled: command.Actor == Command.System)
        : null;

    /// <summary>Whether there is to be one instance of a definition each year.</summary>
    public static bool IsAskedFor(WorkflowDefinition definition) => definition.CustomProperties[Property]?.ToString() == "true";
}
