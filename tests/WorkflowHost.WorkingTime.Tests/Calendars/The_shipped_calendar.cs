using Shouldly;
using WorkflowHost.WorkingTime.Calendars;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests.Calendars;

public sealed class The_shipped_calendar
{
    private static readonly WorkingCalendar Calendar = RepositoryCalendar.Calendar;

    [Fact]
    public void Has_one_notice_with_its_number_for_every_year_from_2004_to_2026()
    {
        RepositoryCalendar.Notices.Select(n => n.Year)
            .ShouldBe(Enumerable.Range(RepositoryCalendar.FirstYear, RepositoryCalendar.Years));
        RepositoryCalendar.Notices.ShouldAllBe(n => n.Sources[0].Number!.StartsWith($"国办发明电〔{n.Year - 1}〕"));
        RepositoryCalendar.Notices.Where(n => n.Year >= 2006).ShouldAllBe(
            n => n.Sources[0].Title == $"国务院办公厅关于{n.Year}年部分节假日安排的通知");
        Calendar.LastCoveredYear.ShouldBe(RepositoryCalendar.LastYear);
    }

    [Fact]
    public void Has_no_cleaning_no_dragon_boat_and_no_mid_autumn_day_before_2008()
    {
        RepositoryCalendar.Notices.Where(n => n.Year < 2008).SelectMany(n => n.DaysOff).Select(d => d.Name).Distinct()
            .ShouldBe(["元旦", "春节", "劳动节", "国庆节"]);
        RepositoryCalendar.Notices.Where(n => n.Year < 2008).ShouldAllBe(n => n.Sources.Any(s => s.Number == "国务院令第270号"));
    }

    [Fact]
    public void Says_what_the_notice_for_2026_says()
    {
        var year = Enumerable.Range(0, 365).Select(i => Calendar.Describe(new DateOnly(2026, 1, 1).AddDays(i))).ToList();

        DatesOf(DayKind.Holiday).ShouldBe(
            "1/1 1/2 1/3 2/15 2/16 2/17 2/18 2/19 2/20 2/21 2/22 2/23 4/4 4/5 4/6 5/1 5/2 5/3 5/4 5/5 6/19 6/20 6/21 "
            + "9/25 9/26 9/27 10/1 10/2 10/3 10/4 10/5 10/6 10/7");
        DatesOf(DayKind.MakeUpWorkday).ShouldBe("1/4 2/14 2/28 5/9 9/20 10/10");

        string DatesOf(DayKind kind) =>
            string.Join(' ', year.Where(d => d.Kind == kind).Select(d => $"{d.Date.Month}/{d.Date.Day}"));
    }

    [Fact]
    public void Names_what_a_day_is()
    {
        Calendar.Describe(new(2026, 10, 1)).Label.ShouldBe("国庆节");
        Calendar.Describe(new(2026, 10, 10)).Label.ShouldBe("调休上班");
        Calendar.Describe(new(2026, 10, 10)).IsWorkingDay.ShouldBeTrue();
        Calendar.Describe(new(2026, 10, 11)).Label.ShouldBe("周末");
        Calendar.Describe(new(2026, 10, 12)).Label.ShouldBe("工作日");
    }
}
