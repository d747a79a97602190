using System.Globalization;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>Elsa's words for which versions are meant.</summary>
internal static class VersionOptions
{
    /// <summary>A word or a number; nothing means every version. Null when it is neither.</summary>
    public static (VersionSelection Versions, int? Version)? Read(string? text) => text switch
    {
        null => (VersionSelection.All, null),
        _ when text.Equals("AllVersions", StringComparison.OrdinalIgnoreCase) => (VersionSelection.All, null),
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (VersionSelection.All, number),
        _ when char.IsAsciiLetter(text[0]) && Enum.TryParse<VersionSelection>(text, ignoreCase: true, out var known) => (known, null),
        _ => null,
    };
}
