using System.Globalization;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>Elsa's words for which versions are meant.</summary>
internal static class VersionOptions
{
    /// <summary>A word or a number; anything else means every version.</summary>
    public static (VersionSelection Versions, int? Version) Read(string? text) => text switch
    {
        null => (VersionSelection.All, null),
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (VersionSelection.All, number),
        _ => (Enum.TryParse<VersionSelection>(text, ignoreCase: true, out var known) ? known : VersionSelection.All, null),
    };
}
