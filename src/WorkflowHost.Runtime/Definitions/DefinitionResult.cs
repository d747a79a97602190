using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime;

/// <summary>What came of a person's command to a definition. Closed set: the nested records.</summary>
public abstract record DefinitionResult
{
    private DefinitionResult()
    {
    }

    /// <summary>Done and durable.</summary>
    /// <param name="Version">The version that it was about, as it is now.</param>
    public sealed record Done(DefinitionVersion Version) : DefinitionResult
    {
        /// <summary>Whether there was nothing to do, because it was so before.</summary>
        public bool WasSoBefore { get; init; }
    }

    /// <summary>There is no such definition or version.</summary>
    public sealed record Gone : DefinitionResult;

    /// <summary>The caller is wrong. What was saved with the command stays saved; nothing else changed.</summary>
    /// <param name="Problems">At least one.</param>
    public sealed record Refused(IReadOnlyList<Problem> Problems) : DefinitionResult;

    /// <summary>Somebody else works on it. Nothing changed.</summary>
    /// <param name="Editor">Who.</param>
    public sealed record Taken(DefinitionEditor Editor) : DefinitionResult;

    /// <summary>Somebody else has saved since the caller read it. Nothing changed.</summary>
    /// <param name="By">Who saved it last: an account's id.</param>
    public sealed record Stale(string By) : DefinitionResult;

    /// <summary>A later save of the same window came before this one. Nothing changed, and nothing is lost.</summary>
    /// <param name="Version">What that save made.</param>
    public sealed record Overtaken(DefinitionVersion Version) : DefinitionResult;
}

/// <summary>Tells two states of a definition apart: given out with it, handed in with what is saved over it.</summary>
/// <param name="VersionId">The version: unlike its number, its id never comes again.</param>
/// <param name="Edit">See <see cref="DefinitionVersion.Edit"/>.</param>
public sealed record DefinitionMark(string VersionId, int Edit)
{
    /// <summary>The state that a version is in.</summary>
    public static DefinitionMark Of(DefinitionVersion version) => new(version.Id, version.Edit);
}
