using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace WorkflowHost.Runtime.Instances;

/// <summary>Where a page ended: what the list is ordered by, of the page's last row. URL-safe text for those who hold it.</summary>
/// <param name="First">First instant of the order.</param>
/// <param name="Second">Second instant; the same as the first for lists that have only one.</param>
/// <param name="Id">Decides between equals.</param>
public sealed record Cursor(DateTimeOffset First, DateTimeOffset Second, string Id)
{
    private const char Separator = '|';

    /// <summary>For a list that is ordered by one instant.</summary>
    public Cursor(DateTimeOffset only, string id)
        : this(only, only, id)
    {
    }

    /// <summary>Whether somebody may hand this in for a page: nothing, for the first, or a token of ours.</summary>
    public static bool IsValid(string? token) => string.IsNullOrEmpty(token) || Read(token) is not null;

    /// <summary>Reads a token; null when there is none or it is not one of ours.</summary>
    public static Cursor? Read(string? token)
    {
        if (string.IsNullOrEmpty(token) || !Base64Url.IsValid(token))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split(Separator, 3);
        return parts.Length == 3 && Instant(parts[0]) is { } first && Instant(parts[1]) is { } second
            ? new Cursor(first, second, parts[2])
            : null;
    }

    /// <summary>The token.</summary>
    public string Write()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{First.ToUnixTimeMilliseconds()}{Separator}{Second.ToUnixTimeMilliseconds()}{Separator}{Id}");
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }

    private static DateTimeOffset? Instant(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
