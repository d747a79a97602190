using System.Globalization;

namespace WorkflowHost.Runtime;

/// <summary>A window that somebody draws in, at one of its saves.</summary>
/// <param name="Word">Made up by the window, no other has it.</param>
/// <param name="Save">Which of its saves it is, from 1 in the order in which the person made the changes; 0 when the window does not count.</param>
public sealed record DrawingWindow(string Word, int Save)
{
    private const char Divider = '/';
    private const int MaxWord = 64;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <returns>Null for no window, and for a word that is too long to be one.</returns>
    public static DrawingWindow? Parse(string? text)
    {
        var word = text?.Split(Divider, 2) ?? [];
        return word is [{ Length: > 0 and <= MaxWord }, ..]
            ? new DrawingWindow(word[0], word.Length > 1 && int.TryParse(word[1], NumberStyles.None, CultureInfo.InvariantCulture, out var save) ? save : 0)
            : null;
    }

    /// <summary>Whether it is the same window at a later save.</summary>
    public bool IsAfter(DrawingWindow? other) => other is { Save: > 0 } && Word == other.Word && Save > other.Save;

    /// <inheritdoc />
    public override string ToString() => Save > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Word}{Divider}{Save}") : Word;
}
