using System.Text;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>A content line of an iCalendar text (RFC 5545, 3.1).</summary>
/// <param name="Number">The physical line on which it begins, from 1.</param>
/// <param name="Name">In capitals; empty when the line has no colon.</param>
/// <param name="Value">As it stands, still escaped.</param>
internal sealed record IcsLine(int Number, string Name, string Value);

/// <summary>The lines of an iCalendar text: folding and escaping.</summary>
internal static class IcsLines
{
    private const int MostOctets = 75;

    /// <summary>The content lines, unfolded; lines may end in any way, empty ones are skipped.</summary>
    public static IEnumerable<IcsLine> Read(string text)
    {
        var number = 0;
        var first = 0;
        var line = new StringBuilder();
        foreach (var physical in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (physical.Length > 0 && physical[0] is ' ' or '\t' && line.Length > 0)
            {
                line.Append(physical, 1, physical.Length - 1);
                continue;
            }

            if (line.Length > 0)
            {
                yield return Split(first, line.ToString().TrimEnd());
            }

            first = number;
            line.Clear().Append(physical);
        }

        if (line.Length > 0)
        {
            yield return Split(first, line.ToString().TrimEnd());
        }
    }

    /// <summary>Adds a content line, folded at 75 octets and ended with CRLF.</summary>
    public static void Append(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    public static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n");

    /// <summary>The parts of a value between semicolons, unescaped.</summary>
    public static IReadOnlyList<string> Unescape(string value)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is '\\' && i + 1 < value.Length)
            {
                part.Append(value[++i] is 'n' or 'N' ? '\n' : value[i]);
            }
            else if (value[i] is ';')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(value[i]);
            }
        }

        return [.. parts, part.ToString()];
    }

    private static IcsLine Split(int number, string line)
    {
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            quoted ^= line[i] is '"';
            if (line[i] is ':' && !quoted)
            {
                var name = line[..i].Split(';')[0].ToUpperInvariant();
                return new IcsLine(number, name, line[(i + 1)..]);
            }
        }

        return new IcsLine(number, "", line);
    }
}
