using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkflowHost.Gateways.Rendering;

/// <summary>One line to the worker.</summary>
internal sealed record RenderRequest(long Id, string Template, JsonObject Data);

/// <summary>One line from the worker: ready or fatal as the first, then an answer for each request.</summary>
internal sealed record WorkerLine(
    bool Ready,
    string? Fatal,
    long Id,
    string? Pdf,
    string? TemplateHash,
    string? Refused);

/// <summary>What the worker is started with.</summary>
internal sealed record WorkerSettings(
    string Templates,
    IEnumerable<string> FontFolders,
    IDictionary<string, IList<string>> Fonts);

/// <summary>Camel case, one line per message.</summary>
internal static class WorkerJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);
}
