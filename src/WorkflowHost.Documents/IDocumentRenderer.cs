using System.Text.Json.Nodes;

namespace WorkflowHost.Documents;

/// <summary>Turns a template and its data into a PDF. The one port behind which typesetting stands.</summary>
public interface IDocumentRenderer
{
    /// <summary>Renders one document.</summary>
    /// <param name="template">Path under <c>workflows/documents</c> without extension, such as <c>beijing/rectification-order</c>.</param>
    /// <param name="data">All that the template may show; it is data and never becomes markup.</param>
    /// <param name="cancellationToken">Stops waiting; the document counts as not rendered.</param>
    /// <returns>The PDF, or the reason why there is none.</returns>
    Task<Rendering> RenderAsync(string template, JsonObject data, CancellationToken cancellationToken);
}

/// <summary>The result of a rendering.</summary>
public abstract record Rendering
{
    private Rendering()
    {
    }

    /// <summary>A finished document.</summary>
    /// <param name="Pdf">The bytes.</param>
    /// <param name="TemplateHash">SHA-256 (lower-case hex) of the template and what it imports from the folder.</param>
    public sealed record Done(byte[] Pdf, string TemplateHash) : Rendering;

    /// <summary>The template or its data is wrong: trying again changes nothing until somebody mends it.</summary>
    /// <param name="Message">In Chinese, with the typesetter's own message and line, or the field or character at fault.</param>
    public sealed record Refused(string Message) : Rendering;

    /// <summary>The typesetter died, timed out or could not start: the same request may succeed later.</summary>
    /// <param name="Message">In Chinese.</param>
    public sealed record Unavailable(string Message) : Rendering;
}
