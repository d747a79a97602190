using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests.Calendars;

public sealed class How_certain_a_day_is
{
    private static readonly WorkingCalendar Calendar = RepositoryCalendar.Calendar;

    [Theory]
    [InlineData("2026-12-27", CalendarCertainty.Published)]
    [InlineData("2026-12-28", CalendarCertainty.StatutoryOnly)]
    [InlineData("2027-02-08", CalendarCertainty.StatutoryOnly)]
    [InlineData("2100-12-31", CalendarCertainty.StatutoryOnly)]
    [InlineData("2101-01-01", CalendarCertainty.Unknown)]
    public void Follows_from_the_notice_and_from_the_lunar_calendar(string day, CalendarCertainty certainty) =>
        Calendar.Describe(DateOnly.Parse(day)).Certainty.ShouldBe(certainty);

    [Fact]
    public void Every_notice_since_2008_has_stayed_within_what_is_assumed_of_the_next_but_for_the_victory_day_of_2015()
    {
        var off = Enumerable.Range(2008, 20).SelectMany(y => StatutoryHolidays.Of(y).Select(d => d.Date).Concat(NoticeRange.MayBeOff(y))).ToHashSet();
        var worked = Enumerable.Range(2008, 20).SelectMany(NoticeRange.MayBeWorked).ToHashSet();
        var notices = RepositoryCalendar.Notices.Where(n => n.Year >= 2008).ToList();

        notices.SelectMany(n => n.DaysOff).Select(d => d.Date)
            .Where(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !off.Contains(d))
            .ShouldBe([new(2015, 9, 3), new(2015, 9, 4)]);
        notices.SelectMany(n => n.MakeUpWorkdays).Select(d => d.Date).Where(d => !worked.Contains(d))
            .ShouldBe([new(2015, 9, 6)]);
    }
}
