using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace WorkflowHost.Portal.Studio;

/// <summary>
/// Studio's buttons that bear nothing but an icon, by the beginning of its path: style sheet and script name them <c>icon(name)</c>. A newer
/// package may draw them otherwise; <c>icons.json</c> is the one place to follow it.
/// </summary>
internal static partial class StudioIcons
{
    /// <summary>A file with the paths in the place of the names.</summary>
    /// <exception cref="InvalidOperationException">It names an icon that the list does not have.</exception>
    public static byte[] Fill(byte[] file, byte[] list)
    {
        var paths = JsonSerializer.Deserialize<Dictionary<string, string>>(list)!;
        return Encoding.UTF8.GetBytes(NamePattern().Replace(Encoding.UTF8.GetString(file), named =>
            paths.GetValueOrDefault(named.Groups["name"].Value) ?? throw new InvalidOperationException($"icons.json has no {named.Value}.")));
    }

    [GeneratedRegex(@"\bicon\((?<name>[a-z]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();
}
