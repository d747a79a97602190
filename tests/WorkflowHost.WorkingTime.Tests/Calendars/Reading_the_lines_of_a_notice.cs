using Shouldly;
using WorkflowHost.WorkingTime.Calendars;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests.Calendars;

public sealed class Reading_the_lines_of_a_notice
{
    private const string Of2026 =
        """
        一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
        二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
        三、清明节：4月4日（周六）至6日（周一）放假，共3天。
        四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
        五、端午节：6月19日（周五）至21日（周日）放假，共3天。
        六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
        七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
        """;

    private const string Of2019 =
        """
        一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。

        二、春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
        三、清明节：4月5日放假，与周末连休。
        四、劳动节：5月1日放假。
        五、端午节：6月7日放假，与周末连休。
        六、中秋节：9月13日放假，与周末连休。
        七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
        """;

    private const string Of2014 =
        """
        一、元旦：1月1日放假1天。
        二、春节：1月31日至2月6日放假调休，共7天。1月26日（星期日）、2月8日（星期六）上班。
        三、清明节：4月5日放假，4月7日（星期一）补休。
        四、劳动节：5月1日至3日放假调休，共3天。5月4日（星期日）上班。
        五、端午节：6月2日放假，与周末连休。
        六、中秋节：9月8日放假，与周末连休。
        七、国庆节：10月1日至7日放假调休，共7天。9月28日（星期日）、10月11日（星期六）上班。
        """;

    private static readonly NoticeSource[] Sources = [new("国办发明电〔2025〕7号", "通知", new(2025, 11, 4), null)];

    [Fact]
    public void Gives_the_days_that_the_shipped_file_has()
    {
        var notice = HolidayNoticeLines.Read(Of2026, 2026, Sources).Value.ShouldNotBeNull();
        var shipped = RepositoryCalendar.Notices.Single(n => n.Year == 2026);

        notice.DaysOff.ShouldBe(shipped.DaysOff);
        notice.MakeUpWorkdays.ShouldBe(shipped.MakeUpWorkdays);
        notice.Sources.ShouldBe(Sources);
    }

    [Theory]
    [InlineData(2014, Of2014, new string[0])]
    [InlineData(2019, Of2019, new[] { "2019-04-28", "2019-05-02", "2019-05-03", "2019-05-05" })] // 劳动节 was prolonged in March
    public void Gives_the_working_days_of_the_shipped_calendar(int year, string lines, string[] changedLater)
    {
        var calendar = RepositoryCalendar.Calendar.With(HolidayNoticeLines.Read(lines, year, Sources).Value!);

        Enumerable.Range(-31, 396).Select(i => new DateOnly(year, 1, 1).AddDays(i))
            .Where(day => calendar.IsWorkingDay(day) != RepositoryCalendar.Calendar.IsWorkingDay(day))
            .ShouldBe(changedLater.Select(DateOnly.Parse));
    }

    [Fact]
    public void Governs_the_last_days_of_the_december_before_it()
    {
        // given 2018 as its own notice left it, without the days that the notice for 2019 took
        var of2018 = RepositoryCalendar.Notices.Single(n => n.Year == 2018);
        var before = RepositoryCalendar.Calendar.With(new HolidayNotice(
            2018,
            of2018.Sources,
            [.. of2018.DaysOff.Where(d => d.Date.Month < 12)],
            [.. of2018.MakeUpWorkdays.Where(d => d.Date.Month < 12)]));
        before.IsWorkingDay(new(2018, 12, 29)).ShouldBeFalse();

        // when
        var after = before.With(HolidayNoticeLines.Read(Of2019, 2019, Sources).Value!);

        // then
        after.Describe(new(2018, 12, 29)).ShouldSatisfyAllConditions(
            day => day.Kind.ShouldBe(DayKind.MakeUpWorkday),
            day => day.HolidayName.ShouldBe("元旦"));
        after.Describe(new(2018, 12, 31)).Kind.ShouldBe(DayKind.Holiday);
    }

    [Fact]
    public void Takes_what_a_form_writes()
    {
        var notice = HolidayNoticeLines.Read(
            "元旦: 2027-01-01 ~ 2027-01-03 放假\r\n春节：2月5日至8日放假\r\n清明节：4月5日放假\r\n劳动节：2027-05-01、5月2日放假; 2027-05-08 上班\r\n端午节：6月9日放假\r\n中秋节：9月15日放假\r\n国庆节：10月1日（周五）、2日、3日放假，共3天，10月9日(周六)照常上班",
            2027,
            Sources).Value.ShouldNotBeNull();

        notice.DaysOff.Count.ShouldBe(15);
        notice.MakeUpWorkdays.ShouldBe([new(new(2027, 5, 8), "劳动节"), new(new(2027, 10, 9), "国庆节")]);
    }

    [Theory]
    [InlineData("节假日期间，各地区要妥善安排好值班。", "calendar-line", "看不懂这一行")]
    [InlineData("中秋节：9月15日休假。", "calendar-line", "看不懂“9月15日休假”")]
    [InlineData("中秋节：15日放假。", "calendar-date", "“15日”不是有效日期")]
    [InlineData("中秋节：9月31日放假。", "calendar-date", "“9月31日”不是有效日期")]
    [InlineData("中秋节：9月16日（周二）放假。", "calendar-day-of-week", "2027-09-16 是星期四，不是周二")]
    [InlineData("中秋节：9月16日（农历八月十六、星期天）放假。", "calendar-day-of-week", "2027-09-16 是星期四，不是星期天")]
    [InlineData("中秋节：9月16日至18日放假，共4天。", "calendar-count", "写明共4天，按日期计算是3天")]
    [InlineData("中秋节：9月17日至15日放假。", "calendar-range", "2027-09-17 至 2027-09-15 不是放假的起止日期")]
    [InlineData("中秋节：10月3日放假。", "calendar-day-twice", "2027-10-03 重复出现")]
    [InlineData("中秋节：9月13日上班。", "calendar-make-up-on-weekday", "2027-09-13 不是周末")]
    [InlineData("元旦：2026年12月27日放假。", "calendar-other-year", "2026-12-27 不在2027年放假安排的范围内")]
    public void Names_the_line_and_what_is_wrong_with_it(string line, string code, string message)
    {
        var text = "元旦：1月1日放假。\n春节：2月5日至8日放假。\n清明节：4月5日放假。\n劳动节：5月1日、2日放假。\n\n端午节：6月9日放假。\n"
            + $"中秋节：9月15日放假。\n国庆节：10月1日至3日放假。\n{line}";

        var problem = HolidayNoticeLines.Read(text, 2027, Sources).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
        problem.Path.ShouldBe("line:9");
        problem.Message.ShouldStartWith($"第9行：{message}");
    }

    [Fact]
    public void Refuses_half_a_notice_a_missing_source_and_a_year_of_no_notice()
    {
        HolidayNoticeLines.Read("元旦：1月1日放假。", 2027, []).Problems.Select(p => (p.Code, p.Path)).ShouldBe(
        [
            ("calendar-source", "sources"), .. Enumerable.Repeat(("calendar-incomplete", "lines"), 6),
        ]);
        HolidayNoticeLines.Read(Of2026, 2003, Sources).Problems.ShouldHaveSingleItem().Code.ShouldBe("calendar-year");
        HolidayNoticeLines.Read(Of2026, 2027, Sources).Problems.ShouldContain(p => p.Code == "calendar-day-of-week");
    }
}
