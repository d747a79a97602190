using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests.Counting;

public sealed class Limits_of_the_obligations
{
    [Fact]
    public void End_where_a_walk_from_day_to_day_ends()
    {
        // given
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Counting", "obligation-limits.txt"))
            .Where(line => !line.StartsWith('#')).ToList();
        lines.Count.ShouldBe(854);

        // then
        lines.Where(line => line != Computed(line)).Select(line => $"{line} but was {Computed(line)}").ShouldBeEmpty();
    }

    [Fact]
    public void End_where_they_were_worked_out_to_end_by_hand()
    {
        // given
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Counting", "limits-by-hand.txt"))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split(" | ")).ToList();
        lines.Select(parts => parts[1].Split('-', ' ')[0]).Distinct().ShouldBe(["BJ", "CQ", "公告送达", "SH"]);

        // then
        lines.Select(parts => (Line: string.Join(' ', parts), Got: Computed($"{parts[0]} {parts[1].Replace(' ', '：')} {parts[2]}").Split(' ')[3], Wanted: parts[3]))
            .Where(found => found.Got != found.Wanted).Select(found => $"{found.Line} but was {found.Got}").ShouldBeEmpty();
    }

    private static string Computed(string line)
    {
        var (start, obligation, amount) = (line.Split(' ')[0], line.Split(' ')[1], line.Split(' ')[2]);
        var result = RuleOf(amount, obligation).From(start).Result();
        var window = result.Span.FirstDay is { } first ? $"{first:yyyy-MM-dd}.." : "";
        return $"{start} {obligation} {amount} {window}{result.Span.LastDay:yyyy-MM-dd}{(result.Provisional ? "?" : "")}";
    }

    private static TimeLimitRule RuleOf(string amount, string obligation) => amount switch
    {
        "60-90d" => Limits.SecondRecheck(),
        [.. var value, 'w', 'd'] => Limits.Rule(int.Parse(value), TimeLimitUnit.WorkingDay) with { LegalBasis = obligation },
        [.. var value, 'm', '!'] => Limits.Rule(int.Parse(value), TimeLimitUnit.Month) with { CountsStartDay = true, RollsOver = false, LegalBasis = obligation },
        [.. var value, 'm'] => Limits.Rule(int.Parse(value), TimeLimitUnit.Month) with { LegalBasis = obligation },
        [.. var value, 'd', '!'] => Limits.Rule(int.Parse(value), TimeLimitUnit.CalendarDay) with { RollsOver = false, LegalBasis = obligation },
        [.. var value, 'd'] => Limits.Rule(int.Parse(value), TimeLimitUnit.CalendarDay) with { LegalBasis = obligation },
        _ => throw new InvalidDataException(amount),
    };
}
