using System.Diagnostics;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Counting;

namespace WorkflowHost.Benchmarks;

/// <summary>What one time limit costs on one core, with and without its sentence.</summary>
internal static class LimitsBenchmark
{
    private const int Limits = 1_000;

    public static void Run()
    {
        var calendar = new WorkingCalendar(Notices());
        var calculator = new TimeLimitCalculator(new CurrentCalendar(new(calendar)));
        var rule = new TimeLimitRule { Value = 15, Unit = TimeLimitUnit.CalendarDay, StartEvent = "送达", LegalBasis = "BJ-7" };
        var working = rule with { Value = 5, Unit = TimeLimitUnit.WorkingDay };
        var window = rule with { Value = 60, Direction = TimeLimitDirection.Window, WindowEnd = 90 };
        var excluding = working with { Value = 60, Excludes = [ExclusionKind.Inspection] };

        Measure("15 日", On(rule, i => Start(i)), limit => calculator.Compute(limit));
        Measure("5 工作日", On(working, i => Start(i)), limit => calculator.Compute(limit));
        Measure("60 工作日 less an inspection", On(excluding, Inspected), limit => calculator.Compute(limit));
        Measure("after day 60, before day 90", On(window, i => Start(i)), limit => calculator.Compute(limit));
        Measure("5 工作日 with the sentence", On(working, i => Start(i)), limit => calculator.Compute(limit).Sentence.Length);
        Measure("the check of a rule and its facts", On(rule, i => Start(i)), limit => RunningLimit.Check(limit.Rule, limit.Facts));
        Measure("a new calendar", [On(rule, i => Start(i))[0]], _ => new WorkingCalendar(calendar.Notices), 50);
    }

    private static void Measure<T>(string what, RunningLimit[] limits, Func<RunningLimit, T> compute, int rounds = 2_000)
    {
        Repeat(rounds / 10);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        Repeat(rounds);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var times = (double)rounds * limits.Length;
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - bytes) / times;
        Console.WriteLine($"{what}: {elapsed.TotalMicroseconds / times:0.000} µs, {allocated:0} bytes");

        void Repeat(int count)
        {
            for (var round = 0; round < count; round++)
            {
                foreach (var limit in limits)
                {
                    _ = compute(limit);
                }
            }
        }
    }

    private static RunningLimit[] On(TimeLimitRule rule, Func<int, TimeLimitFacts> facts) =>
        [.. Enumerable.Range(0, Limits).Select(i => RunningLimit.Check(rule, facts(i)).Value!)];

    private static TimeLimitFacts Start(int i) => new() { Start = new DateOnly(2024, 1, 1).AddDays(i) };

    private static TimeLimitFacts Inspected(int i)
    {
        var facts = Start(i);
        return facts with { Excluded = [new(ExclusionKind.Inspection, facts.Start.AddDays(10), facts.Start.AddDays(30))] };
    }

    private static IEnumerable<HolidayNotice> Notices() =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "workflows", "calendars"), "cn-*.json")
            .Select(file => HolidayNoticeJson.Parse(File.ReadAllText(file)).Value!);
}
