using System.Text.RegularExpressions;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>What the title of an event says.</summary>
/// <param name="Name">The holiday; not blank.</param>
/// <param name="IsOff">Whether the days are off or worked; null when the title does not say.</param>
internal sealed partial record IcsTitle(string Name, bool? IsOff)
{
    /// <summary>The title in one of the usual forms; null when no name is left.</summary>
    public static IcsTitle? Of(string summary)
    {
        if (Bracketed.Match(summary) is { Success: true } bracketed)
        {
            return Named(bracketed.Groups["name"].Value, bracketed.Groups["mark"].Value);
        }

        var match = Marked.Match(summary);
        return Named(match.Groups["name"].Value, match.Groups["mark"].Value);
    }

    private static IcsTitle? Named(string name, string mark)
    {
        bool? isOff = mark switch
        {
            "" => null,
            _ when mark.Contains('班', StringComparison.Ordinal) => false,
            _ => true,
        };
        return string.IsNullOrWhiteSpace(name) ? null : new IcsTitle(name, isOff);
    }

    // 国庆节（休）
    [GeneratedRegex(@"^(?<name>.*)[（(【\[](?<mark>休|班)[】\])）]$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bracketed { get; }

    // 休｜国庆节, 【休】国庆节, 国庆节 假期 第1天/共7天, 春节补班
    [GeneratedRegex(
        @"^\s*(?:[【\[（(]?(?<mark>休|班)[】\]）)｜|:：\s]+)?(?<name>.*?)\s*(?<mark>放假调休|放假|假期|调休上班|补班|上班|休息|休|班)?(?:\s*第\d+天(?:/共\d+天)?)?\s*$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Marked { get; }
}
