using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WorkflowHost.Definitions.Json;

namespace WorkflowHost.Definitions;

/// <summary>Writes definition files that Elsa imports.</summary>
/// <remarks>
/// Equal definitions give equal text: named members stand in a fixed order, all others by their keys; two spaces, LF, a
/// line feed at the end. Chinese and quotes stay readable; the text may also stand inside an HTML script element.
/// </remarks>
public static class DefinitionWriter
{
    /// <summary>The file's text.</summary>
    public static string Write(WorkflowDefinition d)
    {
        ArgumentNullException.ThrowIfNull(d);
        var text = Encoding.UTF8.GetString(Render(d, contentOnly: false).WrittenSpan);

        // Angle brackets occur only inside JSON text, where both replacements read back as they were.
        return text.Replace("</", "<\\/", StringComparison.Ordinal).Replace("<!--", "\\u003C!--", StringComparison.Ordinal) + "\n";
    }

    /// <summary>UTF-8 without byte order mark.</summary>
    internal static ArrayBufferWriter<byte> Render(WorkflowDefinition definition, bool contentOnly)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions
        {
            Indented = !contentOnly,
            IndentSize = 2,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using var json = new Utf8JsonWriter(buffer, options);
        new CanonicalJson(json, contentOnly).Write(definition);
        json.Flush();
        return buffer;
    }
}
