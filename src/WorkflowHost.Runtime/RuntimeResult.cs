using System.Collections.Immutable;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime;

/// <summary>What came of a command to the runtime. Closed set: the nested records.</summary>
public abstract record RuntimeResult
{
    private RuntimeResult()
    {
    }

    /// <summary>Done and durable.</summary>
    /// <param name="State">The instance after the turn.</param>
    /// <param name="Revision">Its revision.</param>
    public sealed record Done(InstanceState State, int Revision) : RuntimeResult
    {
        /// <summary>What the turn's activities asked for.</summary>
        public ImmutableArray<Effect> Effects { get; init; } = [];
    }

    /// <summary>Done before, by the same operation id.</summary>
    /// <param name="Answer">What the first sender was told.</param>
    public sealed record Repeated(string Answer) : RuntimeResult;

    /// <summary>The instance, bookmark or incident is not, or no longer, there. Nothing changed.</summary>
    public sealed record Gone : RuntimeResult;

    /// <summary>The caller is wrong. Nothing changed.</summary>
    /// <param name="Problems">At least one.</param>
    public sealed record Refused(IReadOnlyList<Problem> Problems) : RuntimeResult;
}
