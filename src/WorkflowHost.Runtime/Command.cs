using System.Collections.Immutable;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Runtime;

/// <summary>What comes with a command besides the stimulus.</summary>
/// <param name="Actor">An account's id, or <see cref="System"/>.</param>
public sealed record Command(string Actor)
{
    /// <summary>Nobody: time, or the machine itself.</summary>
    public const string System = "system";

    /// <summary>Written in the same transaction as the turn.</summary>
    public ImmutableArray<Effect> Effects { get; init; } = [];

    /// <summary>Set when the command must not be done twice.</summary>
    public Operation? Operation { get; init; }

    /// <summary>The instance's revision as a person saw it: refused with code <c>instance-stale</c> when it has moved since; null for any.</summary>
    public int? ExpectedRevision { get; init; }

    /// <summary>A command of the machine itself.</summary>
    public static Command BySystem(params ReadOnlySpan<Effect> effects) => new(System) { Effects = [.. effects] };
}
