using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Tests.Calendars;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests.Counting;

public sealed class Laws_of_counting
{
    private static readonly WorkingCalendar Calendar = RepositoryCalendar.Calendar;
    private static readonly ITimeLimitCalculator Calculator = RepositoryCalendar.Calculator;

    // Half of the starts lie in the years of the notices, the others anywhere from 2004 to 2100.
    private static readonly Gen<DateOnly> Starts = Gen.OneOf(
        DaysBetween(new(2013, 1, 1), new(2027, 12, 31)),
        DaysBetween(new(2004, 1, 1), new(2100, 12, 31)));

    private static readonly Gen<TimeLimit> Limits =
        from value in Gen.Choose(1, 1000)
        from unit in Gen.Elements(TimeLimitUnit.CalendarDay, TimeLimitUnit.WorkingDay)
        select new TimeLimit(value, unit, "BJ-1");

    [Fact]
    public void Adding_n_and_then_m_working_days_is_adding_n_plus_m() => Holds(
        from start in Starts
        where start.Year < 2098
        from n in Gen.Choose(1, 500)
        from m in Gen.Choose(1, 500)
        select (start, n, m),
        x => LastDay(WorkingDays(x.m), LastDay(WorkingDays(x.n), x.start)) == LastDay(WorkingDays(x.n + x.m), x.start));

    [Fact]
    public void Adding_working_days_is_walking_day_by_day() => Holds(
        from start in Starts
        from n in Gen.Choose(1, 300)
        select (start, n),
        x =>
        {
            var (day, left) = (x.start, x.n);
            while (left > 0)
            {
                day = day.AddDays(1);
                left -= Calendar.IsWorkingDay(day) ? 1 : 0;
            }

            return LastDay(WorkingDays(x.n), x.start) == day;
        });

    [Fact]
    public void A_longer_limit_never_ends_earlier_and_a_longer_one_in_working_days_ends_later() => Holds(
        from start in Starts
        from limit in Limits
        where limit.Value < 1000
        select (start, limit),
        x =>
        {
            var (shorter, longer) = (LastDay(x.limit, x.start), LastDay(x.limit with { Value = x.limit.Value + 1 }, x.start));
            return x.limit.Unit is TimeLimitUnit.WorkingDay ? longer > shorter : longer >= shorter;
        });

    [Fact]
    public void A_later_start_never_ends_earlier() => Holds(
        from start in Starts
        from limit in Limits
        where start < new DateOnly(2100, 12, 31)
        select (start, limit),
        x => LastDay(x.limit, x.start.AddDays(1)) >= LastDay(x.limit, x.start));

    [Fact]
    public void The_last_day_is_a_working_day_after_the_start_and_ends_at_midnight_in_china() => Holds(
        from start in Starts
        from limit in Limits
        select (start, limit),
        x =>
        {
            var due = Calculator.Compute(x.limit, x.start, "送达");
            return Calendar.IsWorkingDay(due.LastDay)
                && due.LastDay > x.start
                && due.DueAt.Offset == TimeSpan.Zero
                && ChinaTime.DateOf(due.DueAt) == due.LastDay.AddDays(1)
                && ChinaTime.DateOf(due.DueAt.AddTicks(-1)) == due.LastDay;
        });

    [Fact]
    public void Calendar_days_roll_over_rest_days_only() => Holds(
        from start in Starts
        from value in Gen.Choose(1, 1000)
        select (start, value),
        x =>
        {
            var nominal = x.start.AddDays(x.value);
            var last = LastDay(new(x.value, TimeLimitUnit.CalendarDay, ""), x.start);
            return last >= nominal && Enumerable.Range(0, last.DayNumber - nominal.DayNumber)
                .All(i => !Calendar.IsWorkingDay(nominal.AddDays(i)));
        });

    [Fact]
    public void Working_days_left_are_the_working_days_that_were_added() => Holds(
        from start in Starts
        from n in Gen.Choose(1, 1000)
        select (start, n),
        x =>
        {
            var last = LastDay(WorkingDays(x.n), x.start);
            return Calculator.WorkingDaysLeft(x.start, last) == x.n && Calculator.WorkingDaysLeft(last, x.start) == -x.n;
        });

    [Fact]
    public void A_final_date_does_not_move_when_a_missing_notice_arrives()
    {
        // given the calendars that lack one year each
        var lacking = Enumerable.Range(RepositoryCalendar.FirstYear, RepositoryCalendar.Years).ToDictionary(
            year => year,
            RepositoryCalendar.Without);

        // then what they call final is what the full calendar says
        Holds(
            from year in Gen.Choose(RepositoryCalendar.FirstYear, RepositoryCalendar.LastYear)
            from days in Gen.Choose(-200, 400)
            from value in Gen.Choose(1, 90)
            from unit in Gen.Elements(TimeLimitUnit.CalendarDay, TimeLimitUnit.WorkingDay)
            let start = new DateOnly(year, 1, 1).AddDays(days)
            where start.Year >= RepositoryCalendar.FirstYear
            select (year, start, limit: new TimeLimit(value, unit, "")),
            x =>
            {
                var before = lacking[x.year].Compute(x.limit, x.start, "送达");
                return before.Provisional || before.LastDay == LastDay(x.limit, x.start);
            });
    }

    [Fact]
    public void Every_limit_of_every_start_from_2004_to_2100_has_an_answer()
    {
        // given every 13th day, so that every day of the year and of the week occurs, and the two ends
        DateOnly end = new(2100, 12, 31);
        var starts = Enumerable.Range(0, 2726).Select(i => new DateOnly(2004, 1, 1).AddDays(13 * i)).Append(end);

        // then the extremes neither throw nor leave the calendar
        foreach (var start in starts.Where(s => s <= end))
        {
            foreach (var unit in new[] { TimeLimitUnit.CalendarDay, TimeLimitUnit.WorkingDay })
            {
                LastDay(new(1, unit, ""), start).ShouldBeGreaterThan(start);
                LastDay(new(1000, unit, ""), start).ShouldBeGreaterThanOrEqualTo(start.AddDays(1000));
            }
        }
    }

    private static Gen<DateOnly> DaysBetween(DateOnly first, DateOnly last) =>
        Gen.Choose(first.DayNumber, last.DayNumber).Select(DateOnly.FromDayNumber);

    private static TimeLimit WorkingDays(int value) => new(value, TimeLimitUnit.WorkingDay, "");

    private static DateOnly LastDay(TimeLimit limit, DateOnly start) => Calculator.Compute(limit, start, "送达").LastDay;

    private static void Holds<T>(Gen<T> cases, Func<T, bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(cases.ToArbitrary(), law));
}
