using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace WorkflowHost.Definitions.Json;

/// <summary>A place in a text as editors show it: both counted from 1, columns in UTF-16 characters.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextPosition(long Line, int Column)
{
    public static TextPosition Of(ReadOnlySpan<byte> utf8, int offset)
    {
        var before = utf8[..Math.Clamp(offset, 0, utf8.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    public static TextPosition Of(ReadOnlySpan<byte> utf8, JsonException exception)
    {
        var start = 0;
        for (var line = 0L; line < (exception.LineNumber ?? 0) && start < utf8.Length; line++)
        {
            start += utf8[start..].IndexOf((byte)'\n') + 1;
        }

        return Of(utf8, (int)Math.Min(start + (exception.BytePositionInLine ?? 0), utf8.Length));
    }
}
