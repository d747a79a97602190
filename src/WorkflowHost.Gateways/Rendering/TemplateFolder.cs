using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using WorkflowHost.Documents;

namespace WorkflowHost.Gateways.Rendering;

/// <summary>The templates in the folder: each is a <c>.typ</c> in a city's folder; its schema beside it holds the title.</summary>
internal sealed class TemplateFolder(IOptions<TypstOptions> options) : IDocumentTemplates
{
    private const string Extension = ".typ";
    private (string Stamp, IReadOnlyList<DocumentTemplate> Templates) known = ("", []);

    /// <inheritdoc/>
    public IReadOnlyList<DocumentTemplate> All
    {
        get
        {
            var root = new DirectoryInfo(options.Value.TemplatesFolder);
            if (!root.Exists)
            {
                return [];
            }

            FileInfo[] files = [.. root.EnumerateDirectories().SelectMany(city => city.EnumerateFiles("*" + Extension)).OrderBy(file => file.FullName, StringComparer.Ordinal)];
            var stamp = string.Join('|', files.Select(file => $"{file.FullName}@{file.LastWriteTimeUtc.Ticks}"));
            if (known.Stamp != stamp)
            {
                known = (stamp, [.. files.Select(Read)]);
            }

            return known.Templates;
        }
    }

    private static DocumentTemplate Read(FileInfo file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Name);
        return new DocumentTemplate($"{file.Directory!.Name}/{name}", TitleOf(Path.ChangeExtension(file.FullName, ".schema.json")) ?? name);
    }

    private static string? TitleOf(string schema)
    {
        try
        {
            return File.Exists(schema) && JsonNode.Parse(File.ReadAllText(schema)) is JsonObject members
                && members["title"] is JsonValue title && title.TryGetValue<string>(out var text) ? text : null;
        }
        catch (JsonException)
        {
            // The renderer says what is wrong with it.
            return null;
        }
    }
}
