using System.Collections.Concurrent;
using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime;

/// <summary>What is remarked of published versions and does not forbid them.</summary>
/// <remarks>
/// What an administrator publishes keeps what was remarked then. Files are brought in before all that they use is there, and asking of each of
/// them would hold up the start: of a file it is found out when somebody looks at it, and remembered for minutes only, since it hangs on who
/// holds which role, on the day and on the procedures that the file uses.
/// </remarks>
public sealed class PublishedRemarks(DefinitionLibrary library, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (DateTimeOffset FoundAt, IReadOnlyList<Problem> Remarks)> ofFiles = new(StringComparer.Ordinal);

    /// <summary>The remarks on a version; the path is the step's id.</summary>
    public async Task<IReadOnlyList<Problem>> OfAsync(DefinitionVersion version, CancellationToken cancellationToken)
    {
        if (version is not { IsPublished: true, Origin: DefinitionOrigin.File })
        {
            return version.Warnings;
        }

        var now = time.GetUtcNow();
        if (ofFiles.TryGetValue(version.Id, out var known) && now - known.FoundAt < Remembered)
        {
            return known.Remarks;
        }

        var found = library.Check(version.Json, await library.UsableTypesAsync(cancellationToken));
        if (!found.IsValid)
        {
            return version.Warnings;
        }

        var remarks = await library.RemarksAsync(found.Value, cancellationToken);
        ofFiles[version.Id] = (now, remarks);
        return remarks;
    }
}
