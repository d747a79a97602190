using Shouldly;
using WorkflowHost.WorkingTime.Calendars;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests.Calendars;

public sealed class Reading_a_holiday_notice
{
    private const string FixedDays =
        """
        {"date":"2027-01-01","name":"元旦"},{"date":"2027-02-05","name":"春节"},{"date":"2027-02-06","name":"春节"},
        {"date":"2027-02-07","name":"春节"},{"date":"2027-02-08","name":"春节"},{"date":"2027-04-05","name":"清明节"},
        {"date":"2027-05-01","name":"劳动节"},{"date":"2027-05-02","name":"劳动节"},{"date":"2027-06-09","name":"端午节"},
        {"date":"2027-09-15","name":"中秋节"},{"date":"2027-10-01","name":"国庆节"},{"date":"2027-10-02","name":"国庆节"},
        {"date":"2027-10-03","name":"国庆节"}
        """;

    [Fact]
    public void Gives_its_days_in_order_and_its_sources()
    {
        var notice = HolidayNoticeJson.Parse(Notice(
            daysOff: """{"date":"2027-10-04","name":"国庆节"},""" + FixedDays,
            makeUps: """{"date":"2027-10-09","name":"国庆节"},{"date":"2027-09-26","name":"国庆节"}""",
            sources: """{"number":"国办发明电〔2026〕0号","title":"通知","date":"2026-11-30","url":"https://www.gov.cn/"}""")).Value;

        notice.ShouldNotBeNull();
        notice.Year.ShouldBe(2027);
        notice.DaysOff.Count.ShouldBe(14);
        notice.DaysOff[^1].ShouldBe(new NamedDay(new(2027, 10, 4), "国庆节"));
        notice.MakeUpWorkdays.Select(d => d.Date).ShouldBe([new(2027, 9, 26), new(2027, 10, 9)]);
        notice.Sources.ShouldBe([new("国办发明电〔2026〕0号", "通知", new(2026, 11, 30), "https://www.gov.cn/")]);
    }

    [Theory]
    [InlineData("2027-13-01", "calendar-date")]
    [InlineData("2027-02-29", "calendar-date")]
    [InlineData("2027/10/04", "calendar-date")]
    [InlineData("2026-10-04", "calendar-other-year")]
    [InlineData("2027-10-01", "calendar-day-twice")]
    public void Refuses_a_wrong_day_off(string date, string code)
    {
        var problems = HolidayNoticeJson.Parse(Notice(daysOff: $$"""{{FixedDays}},{"date":"{{date}}","name":"国庆节"}""")).Problems;

        problems.ShouldHaveSingleItem();
        problems[0].Code.ShouldBe(code);
        problems[0].Path.ShouldBe("$.daysOff[13].date");
        problems[0].Message.ShouldContain(date);
    }

    [Theory]
    [InlineData("2027-10-02", "calendar-day-off-and-worked")]
    [InlineData("2027-10-11", "calendar-make-up-on-weekday")]
    public void Refuses_a_wrong_make_up_workday(string date, string code)
    {
        var problems = HolidayNoticeJson.Parse(Notice(makeUps: $$"""{"date":"{{date}}","name":"国庆节"}""")).Problems;

        problems.ShouldHaveSingleItem();
        problems[0].Code.ShouldBe(code);
        problems[0].Path.ShouldBe("$.makeUpWorkdays[0].date");
    }

    [Fact]
    public void Refuses_an_empty_year_instead_of_calling_every_weekday_a_working_day()
    {
        var problems = HolidayNoticeJson.Parse(Notice(daysOff: "")).Problems;

        problems.Select(problem => problem.Message.Split('（', '）')[1]).ShouldBe(["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"]);
        problems.ShouldAllBe(p => p.Code == "calendar-incomplete" && p.Path == "$.daysOff");
        problems[0].Message.ShouldBe("2027-01-01 是法定节假日（元旦），但没有列为放假；放假安排不完整。");
        problems[3].Message.ShouldBe("2027-05-01、2027-05-02 是法定节假日（劳动节），但没有列为放假；放假安排不完整。");
    }

    [Fact]
    public void Refuses_a_notice_without_a_holiday_of_the_moon()
    {
        var text = Notice(daysOff: FixedDays.Replace("""{"date":"2027-02-07","name":"春节"},""", "", StringComparison.Ordinal));

        HolidayNoticeJson.Parse(text).Problems.ShouldHaveSingleItem().Message.ShouldBe("2027-02-07 是法定节假日（春节），但没有列为放假；放假安排不完整。");
    }

    [Fact]
    public void Accepts_every_shipped_notice_also_one_in_which_two_holidays_meet()
    {
        foreach (var notice in RepositoryCalendar.Notices)
        {
            HolidayNoticeJson.Parse(HolidayNoticeJson.Write(notice)).Problems.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("""{"number":"\ud800"}""")]
    [InlineData("""{"number":"\u0000"}""")]
    [InlineData("""{"number":"一\u0007"}""")]
    public void Refuses_a_text_that_can_t_be_kept(string source) =>
        HolidayNoticeJson.Parse(Notice(sources: source)).Problems.ShouldHaveSingleItem().Code.ShouldBe("calendar-text");

    [Fact]
    public void Refuses_a_text_that_nobody_reads() => HolidayNoticeJson.Parse(Notice(sources: $$"""{"number":"{{new string('长', 201)}}"}"""))
        .Problems.ShouldHaveSingleItem().Code.ShouldBe("calendar-text");

    [Fact]
    public void Reports_every_problem_at_once_in_the_order_of_the_text()
    {
        var problems = HolidayNoticeJson.Parse(
            """{"year":1999,"sources":[{"note":"x"}],"daysOff":[5,{"date":"soon"}]}""").Problems;

        problems.Select(p => p.Path).ShouldBe(
        [
            "$.year", "$.sources[0]", "$.sources", "$.daysOff[0]", "$.daysOff[1].name", "$.daysOff[1].date",
            "$.makeUpWorkdays",
        ]);
    }

    [Theory]
    [InlineData("", "calendar-not-json")]
    [InlineData("{", "calendar-not-json")]
    [InlineData("""{"year":2027,"year":2028}""", "calendar-not-json")]
    [InlineData("[]", "calendar-not-object")]
    public void Refuses_what_is_not_one_json_object(string text, string code) =>
        HolidayNoticeJson.Parse(text).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void Takes_the_last_days_of_the_december_before_but_no_others()
    {
        HolidayNoticeJson.Parse(Notice(daysOff: """{"date":"2026-12-28","name":"元旦"},""" + FixedDays)).Value!.DaysOff[0].Date.ShouldBe(new(2026, 12, 28));
        HolidayNoticeJson.Parse(Notice(daysOff: """{"date":"2026-12-27","name":"元旦"},""" + FixedDays)).Problems
            .ShouldHaveSingleItem().Message.ShouldBe("2026-12-27 不在2027年放假安排的范围内。");
    }

    [Fact]
    public void Overrules_the_notice_of_the_december_before()
    {
        var before = RepositoryCalendar.Calendar.With(new HolidayNotice(2026, [], [new(new(2026, 12, 31), "校庆")], []));
        var next = HolidayNoticeJson.Parse(Notice(daysOff: """{"date":"2026-12-31","name":"元旦"},""" + FixedDays)).Value!;

        before.Describe(new(2026, 12, 31)).HolidayName.ShouldBe("校庆");
        before.With(next).Describe(new(2026, 12, 31)).HolidayName.ShouldBe("元旦");
    }

    [Fact]
    public void Writes_the_shipped_files_as_they_are()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "workflows", "calendars"), "cn-*.json"))
        {
            var text = File.ReadAllText(file);
            HolidayNoticeJson.Write(HolidayNoticeJson.Parse(text).Value!).ShouldBe(text);
        }
    }

    [Fact]
    public void Changes_the_version_of_the_calendar_with_any_day_or_name_but_not_with_its_source()
    {
        var version = VersionOf(Notice());

        version.ShouldMatch("^[0-9a-f]{12}$");
        VersionOf(Notice(sources: """{"title":"另一通知"}""")).ShouldBe(version);
        VersionOf(Notice(makeUps: """{"date":"2027-10-09","name":"国庆节"}""")).ShouldNotBe(version);
        VersionOf(Notice(daysOff: FixedDays.Replace("元旦", "新年", StringComparison.Ordinal))).ShouldNotBe(version);
        new WorkingCalendar([]).Version.ShouldNotBe(version);
    }

    [Fact]
    public void Two_notices_for_a_year_make_no_calendar()
    {
        var notice = HolidayNoticeJson.Parse(Notice()).Value!;

        Should.Throw<ArgumentException>(() => new WorkingCalendar([notice, notice]));
    }

    private static string VersionOf(string json) => new WorkingCalendar([HolidayNoticeJson.Parse(json).Value!]).Version;

    private static string Notice(
        string daysOff = FixedDays,
        string makeUps = "",
        string sources = """{"title":"通知"}""") =>
        $$"""{"year":2027,"sources":[{{sources}}],"daysOff":[{{daysOff}}],"makeUpWorkdays":[{{makeUps}}]}""";
}
