using System.Text;

namespace WorkflowHost.Access;

/// <summary>
/// Text that every database keeps as it is: without U+0000, which one of them refuses, and without half surrogates, which no
/// UTF-8 can hold. Asked at the rim of the product, so that nothing behind it has to ask again.
/// </summary>
public static class StorableText
{
    /// <summary>What a person is told, in Chinese.</summary>
    public const string Refusal = "含有不能使用的字符（空字符 U+0000 或不完整的字符），请删除后重新提交。";

    /// <summary>Whether a text can be kept.</summary>
    public static bool Is(string? text)
    {
        if (text is null)
        {
            return true;
        }

        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var read) is not System.Buffers.OperationStatus.Done || rune.Value == 0)
            {
                return false;
            }

            rest = rest[read..];
        }

        return true;
    }
}
