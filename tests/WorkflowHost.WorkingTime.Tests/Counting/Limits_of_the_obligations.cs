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
        lines.Count.ShouldBe(350);

        // then
        lines.Where(line => line != Computed(line)).Select(line => $"{line} but was {Computed(line)}").ShouldBeEmpty();
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
        [.. var value, 'm'] => Limits.Rule(int.Parse(value), TimeLimitUnit.Month) with { LegalBasis = obligation },
        [.. var value, 'd'] => Limits.Rule(int.Parse(value), TimeLimitUnit.CalendarDay) with { LegalBasis = obligation },
        _ => throw new InvalidDataException(amount),
    };
}
