using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Tests.Calendars;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests.Counting;

public sealed class Laws_of_limits
{
    private static readonly WorkingCalendar Calendar = RepositoryCalendar.Calendar;

    private static readonly Gen<DateOnly> Starts = Gen.OneOf(
        DaysBetween(new(2004, 1, 1), new(2027, 12, 31)),
        DaysBetween(new(2004, 1, 1), new(2100, 12, 31)));

    private static readonly Gen<TimeLimitRule> Rules =
        from unit in Gen.Elements(TimeLimitUnit.CalendarDay, TimeLimitUnit.WorkingDay, TimeLimitUnit.Hour, TimeLimitUnit.Month)
        from value in Gen.Choose(1, unit is TimeLimitUnit.Month ? 118 : 900)
        from direction in Gen.Elements(TimeLimitDirection.NotLaterThan, TimeLimitDirection.NotBefore, TimeLimitDirection.Window)
        where direction is not TimeLimitDirection.Window || unit is not TimeLimitUnit.Hour
        from beyond in Gen.Choose(2, unit is TimeLimitUnit.Month ? 2 : 90)
        from rolls in Gen.Elements(true, false)
        from countsStart in Gen.Elements(true, false)
        from end in Gen.Elements(TimeLimitEnd.EndOfDay, TimeLimitEnd.EndOfBusiness)
        select Limits.Rule(value, unit) with
        {
            Direction = direction,
            WindowEnd = direction is TimeLimitDirection.Window ? value + beyond : null,
            RollsOver = rolls,
            CountsStartDay = countsStart && unit is not TimeLimitUnit.Hour,
            End = unit is TimeLimitUnit.Hour ? TimeLimitEnd.EndOfDay : end,
            Excludes = [ExclusionKind.Inspection, ExclusionKind.Suspension],
        };

    [Fact]
    public void Every_checked_limit_has_a_result_a_sentence_and_its_days() => Holds(
        from limit in RunningLimits
        select limit,
        limit =>
        {
            var result = limit.Result();
            var span = result.Span;
            return result.Sentence.StartsWith('自')
                && result.Days.Count > 0
                && (span.SuspendedOn is null) != (span.Remaining is not null)
                && (span.SuspendedOn is not null || span.LastDay is not null || span.FirstDay is not null)
                && (span.LastDay is null) == (span.DueAt is null)
                && (span.DueAt ?? span.OpensAt ?? DateTimeOffset.MaxValue) > ChinaTime.At(limit.Facts.Start, TimeOnly.MinValue);
        });

    [Fact]
    public void A_provisional_range_holds_the_provisional_date_unless_a_suspension_may_come_first() => Holds(
        from limit in RunningLimits
        select limit,
        limit => limit.Result() is not { Provisional: true } result
            || (result.Range is { } range
                ? (result.Span.LastDay ?? result.Span.FirstDay) is { } day && range.Earliest <= day && day <= range.Latest
                : limit.Uncounted is [.., { IsOpen: true }]));

    [Fact]
    public void A_rolled_last_day_is_worked_and_counts_and_runs_out_on_that_day() => Holds(
        from limit in RunningLimits
        select limit,
        limit => limit.Result().Span is not { LastDay: { } last, DueAt: { } due } span
            || ((!limit.Rule.RollsOver || (Calendar.IsWorkingDay(last) && !limit.Uncounted.Any(range => range.Contains(last))))
                && last >= span.NominalLastDay
                && ChinaTime.DateOf(due.AddTicks(-1)) == last));

    [Fact]
    public void A_window_opens_before_it_closes() => Holds(
        from limit in RunningLimits
        where limit.Rule.Direction is TimeLimitDirection.Window
        select limit,
        limit => limit.Result().Span is not { FirstDay: { } first, LastDay: { } last } span
            || (first <= last && span.OpensAt < span.DueAt));

    [Fact]
    public void Excluded_days_lengthen_a_limit_in_days_by_exactly_their_number() => Holds(
        from start in Starts
        from value in Gen.Choose(2, 900)
        from offset in Gen.Choose(1, value)
        from length in Gen.Choose(1, 300)
        select (start, value, offset, length),
        x =>
        {
            var rule = Limits.Rule(x.value, TimeLimitUnit.CalendarDay) with { Excludes = [ExclusionKind.Inspection] };
            var first = x.start.AddDays(x.offset);
            var excluded = new ExcludedPeriod(ExclusionKind.Inspection, first, first.AddDays(x.length - 1));
            var plain = rule.With(new() { Start = x.start }).Result().Span.NominalLastDay!.Value;
            var longer = rule.With(new() { Start = x.start, Excluded = [excluded] }).Result().Span.NominalLastDay!.Value;
            return longer == plain.AddDays(x.length);
        });

    [Fact]
    public void Excluded_days_lengthen_a_limit_in_working_days_by_exactly_their_working_days() => Holds(
        from start in Starts
        from value in Gen.Choose(2, 500)
        from offset in Gen.Choose(1, value)
        from length in Gen.Choose(1, 300)
        select (start, value, offset, length),
        x =>
        {
            var rule = Limits.Rule(x.value, TimeLimitUnit.WorkingDay) with { Excludes = [ExclusionKind.Inspection] };
            var (first, last) = (x.start.AddDays(x.offset), x.start.AddDays(x.offset + x.length - 1));
            var end = rule.With(new() { Start = x.start, Excluded = [new(ExclusionKind.Inspection, first, last)] }).Result().Span.LastDay!.Value;
            return Calendar.WorkingDaysBetween(x.start, end) - Calendar.WorkingDaysBetween(first.AddDays(-1), last) == x.value;
        });

    [Fact]
    public void A_suspension_that_ends_gives_the_same_as_counting_what_was_left_from_then_on() => Holds(
        from start in Starts
        from value in Gen.Choose(10, 200)
        from offset in Gen.Choose(1, 9)
        from length in Gen.Choose(1, 100)
        select (start, value, offset, length),
        x =>
        {
            var rule = Limits.Rule(x.value, TimeLimitUnit.WorkingDay) with { Excludes = [ExclusionKind.Suspension] };
            var first = x.start.AddDays(x.offset);
            var last = first.AddDays(x.length);
            var left = rule.With(new() { Start = x.start, Excluded = [new(ExclusionKind.Suspension, first, null)] }).Result().Span.Remaining!.Value;
            var resumed = rule.With(new() { Start = x.start, Excluded = [new(ExclusionKind.Suspension, first, last)] }).Result().Span.LastDay;
            return resumed == Calendar.AddWorkingDays(last, left);
        });

    [Fact]
    public void Subtracting_undoes_adding() => Holds(
        from start in Starts
        from n in Gen.Choose(1, 1000)
        let worked = Calendar.WorkingDayOnOrAfter(start)
        select (worked, n),
        x => Calendar.SubtractWorkingDays(Calendar.AddWorkingDays(x.worked, x.n), x.n) == x.worked);

    [Fact]
    public void A_provisional_range_holds_the_date_that_the_notice_makes()
    {
        // given calendars that lack one year each; 2015 had the one holiday that no rule announced
        var lacking = Enumerable.Range(2008, 19).Where(year => year != 2015).ToDictionary(
            year => year,
            year => new WorkingCalendar(RepositoryCalendar.Notices.Where(n => n.Year != year)));

        // then
        Holds(
            from year in Gen.Elements(lacking.Keys.ToArray())
            from days in Gen.Choose(-200, 360)
            from value in Gen.Choose(1, 120)
            from unit in Gen.Elements(TimeLimitUnit.CalendarDay, TimeLimitUnit.WorkingDay)
            select (year, limit: Limits.Rule(value, unit).With(new() { Start = new DateOnly(year, 1, 1).AddDays(days) })),
            x =>
            {
                var (before, after) = (x.limit.Result(lacking[x.year]), x.limit.Result());
                return before.Range is { } range
                    ? range.Earliest <= after.Span.LastDay && after.Span.LastDay <= range.Latest
                        && range.Earliest <= before.Span.LastDay && before.Span.LastDay <= range.Latest
                    : before.Span == after.Span;
            });
    }

    [Fact]
    public void No_extreme_throws_on_any_day_of_2004_to_2100()
    {
        // given every 13th day and the longest limits with ten years excluded
        var rules = new[] { (1000, TimeLimitUnit.WorkingDay), (1000, TimeLimitUnit.CalendarDay), (120, TimeLimitUnit.Month), (8760, TimeLimitUnit.Hour) }
            .Select(x => Limits.Rule(x.Item1, x.Item2) with { Excludes = [ExclusionKind.Suspension] }).ToList();
        var starts = Enumerable.Range(0, 2726).Select(i => new DateOnly(2004, 1, 1).AddDays(13 * i)).Append(new(2100, 12, 31));

        foreach (var start in starts.Where(s => s <= new DateOnly(2100, 12, 31)))
        {
            foreach (var rule in rules)
            {
                var excluded = new ExcludedPeriod(ExclusionKind.Suspension, start.AddDays(1), start.AddDays(3660));
                var facts = new TimeLimitFacts { Start = start, StartTime = new(8, 0), Excluded = [excluded] };
                rule.With(facts).Result().Span.LastDay.ShouldNotBeNull();
            }
        }
    }

    private static Gen<RunningLimit> RunningLimits =>
        from start in Starts
        from rule in Rules
        from first in Gen.Choose(0, 400)
        from length in Gen.Choose(0, 200)
        from excluded in Gen.Elements(0, 1, 2)
        from hour in Gen.Choose(0, 23)
        let kind = excluded == 2 ? ExclusionKind.Suspension : ExclusionKind.Inspection
        let period = new ExcludedPeriod(kind, start.AddDays(first), excluded == 2 ? null : start.AddDays(first + length))
        select rule.With(new()
        {
            Start = start,
            StartTime = new(hour, 0),
            Hours = Limits.Hours,
            Excluded = excluded == 0 ? [] : [period],
        });

    private static Gen<DateOnly> DaysBetween(DateOnly first, DateOnly last) =>
        Gen.Choose(first.DayNumber, last.DayNumber).Select(DateOnly.FromDayNumber);

    private static void Holds<T>(Gen<T> cases, Func<T, bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(cases.ToArbitrary(), law));
}
