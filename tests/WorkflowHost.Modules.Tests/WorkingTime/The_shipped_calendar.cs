using Shouldly;
using WorkflowHost.WorkingTime.Calendars;
using Xunit;

namespace WorkflowHost.Modules.Tests.WorkingTime;

public sealed class The_shipped_calendar
{
    private static readonly WorkingCalendar Calendar = RepositoryCalendar.Calendar;

    [Fact]
    public void Has_one_notice_with_a_source_for_every_year_from_2013_to_2026()
    {
        RepositoryCalendar.Notices.Select(n => n.Year)
            .ShouldBe(Enumerable.Range(RepositoryCalendar.FirstYear, 14));
        RepositoryCalendar.Notices.ShouldAllBe(n => n.Sources.Any(s => s.Title == $"国务院办公厅关于{n.Year}年部分节假日安排的通知"));
        Calendar.LastCoveredYear.ShouldBe(RepositoryCalendar.LastYear);
    }

    [Fact]
    public void Agrees_with_the_published_working_days_on_every_day_of_fourteen_years()
    {
        // given
        var published = PublishedDays().ToList();
        published.Count.ShouldBe(5113);

        // when
        var differing = published.Where(d => Calendar.IsWorkingDay(d.Day) != d.IsWorked).Select(d => d.Day);

        // then
        differing.ShouldBeEmpty();
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

    private static IEnumerable<(DateOnly Day, bool IsWorked)> PublishedDays()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "WorkingTime", "working-days.chinese-days-1.5.7.txt");
        foreach (var line in File.ReadLines(file).Where(l => !l.StartsWith('#')))
        {
            var (year, digits) = (int.Parse(line[..4]), line[5..]);
            for (var i = 0; i < (DateTime.IsLeapYear(year) ? 366 : 365); i++)
            {
                var digit = Convert.ToInt32(digits[i / 4].ToString(), 16);
                yield return (new DateOnly(year, 1, 1).AddDays(i), (digit & (8 >> (i % 4))) != 0);
            }
        }
    }
}
