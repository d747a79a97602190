using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Regulations.Checking;

/// <summary>The limits that a step can have, as far as they are written out: a literal, a script that is a number, or one that chooses between numbers.</summary>
internal static partial class WrittenLimit
{
    private const int LongestScript = 500;
    private static readonly Script Unknown = new("", ["?"]);

    /// <summary>All that it can be; empty when only a run tells.</summary>
    public static ImmutableArray<(int Value, TimeLimitUnit Unit)> Of(CheckedStep step)
    {
        var (value, unit) = (Written(step, "limitValue", null), Written(step, "limitUnit", nameof(TimeLimitUnit.CalendarDay)));
        var amounts = Parsed(value, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : (int?)null);
        var units = Parsed(unit, text => Enum.TryParse<TimeLimitUnit>(text, out var named) ? named : (TimeLimitUnit?)null);

        // Two scripts that choose by the same condition choose together.
        return value.Condition == unit.Condition && amounts.Length == units.Length
            ? [.. amounts.Zip(units).Distinct()]
            : [.. amounts.SelectMany(_ => units, (days, named) => (days, named)).Distinct()];
    }

    /// <summary>All values, or none when one of them is no such value.</summary>
    private static ImmutableArray<T> Parsed<T>(Script script, Func<string, T?> parse)
        where T : struct
    {
        var values = script.Values.Select(parse).ToList();
        return values.Contains(null) ? [] : [.. values.Select(value => value!.Value)];
    }

    /// <summary>The values that an input can have.</summary>
    private static Script Written(CheckedStep step, string input, string? otherwise)
    {
        if (!step.Has(input))
        {
            return new Script("", otherwise is null ? [] : [otherwise]);
        }

        if (step.LiteralOf(input) is { } literal)
        {
            return new Script("", [literal]);
        }

        var text = step.TextOf(input);
        return text.Length <= LongestScript && Constants().Match(text) is { Success: true } match
            ? new Script(match.Groups["condition"].Value.Trim(), [.. match.Groups["value"].Captures.Select(capture => capture.Value)])
            : Unknown;
    }

    /// <summary><c>30</c>, <c>'Month'</c>, or <c>… ? 3 : 1</c>.</summary>
    [GeneratedRegex(@"^\s*(?:(?<condition>[^;?:]+)\?)?\s*['""]?(?<value>\w+)['""]?\s*(?::\s*['""]?(?<value>\w+)['""]?\s*)?;?\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Constants();

    /// <summary>What a script can come to, and by what it chooses; empty when it does not choose.</summary>
    private sealed record Script(string Condition, ImmutableArray<string> Values);
}
