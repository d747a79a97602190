using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;

namespace WorkflowHost.Conformance;

/// <summary>One definition file.</summary>
/// <param name="Name">Its path below the folder, with slashes.</param>
/// <param name="Text">What it says.</param>
/// <param name="Resume">Activities to resume after the start, in order: the content of <c>name.resume.json</c>; default when that can't be read.</param>
public sealed record DefinitionFile(string Name, byte[] Text, ImmutableArray<string> Resume)
{
    /// <summary>The definition, or what is wrong with it.</summary>
    public Checked<WorkflowDefinition> Definition { get; } = DefinitionReader.Read(Text);
}

/// <summary>The definition files of a folder: every JSON file that is no other kind of object or list, so those too that can't be read.</summary>
public static class DefinitionFolder
{
    private const string ResumeSuffix = ".resume.json";

    /// <summary>Reads them, in the order of their names.</summary>
    public static IReadOnlyList<DefinitionFile> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(ResumeSuffix, StringComparison.OrdinalIgnoreCase))
            .OrderBy(path => path, StringComparer.Ordinal)
            .Select(path => (Path: path, Text: File.ReadAllBytes(path)))
            .Where(file => IsDefinition(file.Text))
            .Select(file => new DefinitionFile(
                Path.GetRelativePath(folder, file.Path).Replace('\\', '/'), file.Text, ResumeOf(file.Path)))];

    private static bool IsDefinition(byte[] text)
    {
        try
        {
            return JsonNode.Parse(text.AsSpan().TrimStart("\uFEFF"u8)) is JsonObject members
                && (members.ContainsKey("root") || members.ContainsKey("definitionId"));
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return true;
        }
    }

    private static ImmutableArray<string> ResumeOf(string path)
    {
        var beside = path[..^".json".Length] + ResumeSuffix;
        try
        {
            return File.Exists(beside) ? [.. JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(beside)) ?? []] : [];
        }
        catch (JsonException)
        {
            return default;
        }
    }
}

/// <summary>Definitions of the same folder that may be used as activities.</summary>
/// <param name="files">The folder.</param>
public sealed class FolderResolver(IReadOnlyList<DefinitionFile> files) : IDefinitionResolver
{
    private readonly ImmutableArray<WorkflowDefinition> usable =
        [.. files.Where(file => file.Definition.Problems.Count == 0).Select(file => file.Definition.Value!).Where(IsUsable)];

    /// <inheritdoc/>
    public WorkflowDefinition? Resolve(DefinitionReference reference)
    {
        WorkflowDefinition[] candidates = [.. usable.Where(definition => definition.DefinitionId == reference.DefinitionId)];
        candidates = [.. (candidates.Length > 0 ? candidates : usable.Where(definition => definition.ActivityType == reference.Type))
            .OrderByDescending(definition => definition.Version)];
        return usable.FirstOrDefault(definition => reference.VersionId.Length > 0 && definition.Id == reference.VersionId)
            ?? Array.Find(candidates, definition => reference.VersionId.Length == 0 && definition.Version == reference.Version)
            ?? Array.Find(candidates, definition => definition.IsPublished)
            ?? candidates.FirstOrDefault();
    }

    private static bool IsUsable(WorkflowDefinition definition) =>
        definition.Options["usableAsActivity"]?.GetValueKind() is JsonValueKind.True
        || definition.Unknown["usableAsActivity"]?.GetValueKind() is JsonValueKind.True;
}
