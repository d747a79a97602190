using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using WorkflowHost.WorkingTime.Calendars;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests.Calendars;

public sealed class Notices_as_ics
{
    private const string FixedDays =
        "元旦（休） 20270101 20270102;春节（休） 20270205 20270209;清明节（休） 20270405 20270406;"
        + "劳动节（休） 20270501 20270503;端午节（休） 20270609 20270610;中秋节（休） 20270915 20270916;国庆节（休） 20271001 20271004";
    private static readonly NoticeSource[] Sources = [new(null, "通知", null, null)];

    [Fact]
    public void Keep_every_shipped_notice_with_its_sources()
    {
        foreach (var notice in RepositoryCalendar.Notices)
        {
            var read = HolidayNoticeIcs.Read(HolidayNoticeIcs.Write(notice), notice.Year, []).Value.ShouldNotBeNull();

            HolidayNoticeJson.Write(read).ShouldBe(HolidayNoticeJson.Write(notice));
        }
    }

    [Fact]
    public void Keep_any_name_whatever_signs_it_has_and_fold_long_lines()
    {
        var names =
            from signs in Gen.Choose(1, 60).SelectMany(n => Gen.Elements("节", "休", "班", ";", ",", "\\", ":", "\"", "（", "）", "[", " ", "第1天", "𠮷").ListOf(n))
            let name = string.Concat(signs).Trim()
            where name.Length > 0
            select name;

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(names.ToArbitrary(), name =>
        {
            var notice = new HolidayNotice(
                2027,
                [new("文号", name, new(2026, 11, 3), "https://www.gov.cn/;x,y")],
                [.. StatutoryHolidays.Of(2027).OrderBy(day => day.Date).Select(day => day with { Name = name })],
                [new(new(2027, 1, 2), name)]);
            var text = HolidayNoticeIcs.Write(notice);
            var read = HolidayNoticeIcs.Read(text, 2027, []).Value;
            return read is not null
                && read.DaysOff.SequenceEqual(notice.DaysOff)
                && read.MakeUpWorkdays.SequenceEqual(notice.MakeUpWorkdays)
                && read.Sources.SequenceEqual(notice.Sources)
                && text.Split("\r\n").All(line => Encoding.UTF8.GetByteCount(line) <= 75);
        }));
    }

    [Fact]
    public void Are_written_as_one_event_for_each_run_of_days()
    {
        var text = HolidayNoticeIcs.Write(RepositoryCalendar.Notices.Single(n => n.Year == 2026));

        text.ShouldStartWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
        text.ShouldContain(
            "BEGIN:VEVENT\r\nUID:20261001-off@cn-holidays\r\nDTSTAMP:20251104T000000Z\r\nDTSTART;VALUE=DATE:20261001\r\n"
            + "DTEND;VALUE=DATE:20261008\r\nSUMMARY:国庆节（休）\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
        text.Split("BEGIN:VEVENT").Length.ShouldBe(1 + 7 + 6);
    }

    [Theory]
    [InlineData("中秋节（休）", "20270918", "20270919", "", "中秋节", true)]
    [InlineData("中秋节（班）", "20270918", "20270919", "", "中秋节", false)]
    [InlineData("中秋节 假期 第1天/共3天", "20270918", "20270919", "", "中秋节", true)]
    [InlineData("中秋节 补班 第1天/共1天", "20270918T090000", "20270918T180000", "", "中秋节", false)]
    [InlineData("班｜中秋节", "20270918", "20270919", "", "中秋节", false)]
    [InlineData("【休】中秋节", "20270918", null, "", "中秋节", true)]
    [InlineData("中秋节放假", "20270918", null, "DURATION:P1D", "中秋节", true)]
    [InlineData("中秋节", "20270918", "20270919", "X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY", "中秋节", false)]
    [InlineData("中秋节", "20270917T160000Z", "20270918T160000Z", "X-APPLE-SPECIAL-DAY:WORK-HOLIDAY", "中秋节", true)]
    public void Are_read_in_the_forms_that_calendars_use(string title, string start, string? end, string more, string name, bool isOff)
    {
        var notice = HolidayNoticeIcs.Read(Calendar(FixedDays, Event(title, start, end, more)), 2027, Sources).Value.ShouldNotBeNull();

        (isOff ? notice.DaysOff : notice.MakeUpWorkdays).ShouldContain(new NamedDay(new(2027, 9, 18), name));
        notice.Sources.ShouldBe(Sources);
        (notice.DaysOff.Count + notice.MakeUpWorkdays.Count).ShouldBe(14);
    }

    [Fact]
    public void Are_read_for_one_year_out_of_several_with_the_december_before_it()
    {
        var text = Calendar(FixedDays + ";元旦（休） 20261231 20270101;国庆节（休） 20261001 20261008;元旦（休） 20271231 20280103;情人节 20280214 20280215");

        var notice = HolidayNoticeIcs.Read(text, 2027, Sources).Value.ShouldNotBeNull();
        notice.DaysOff.Select(d => d.Date).ShouldBe(
            [new(2026, 12, 31), .. StatutoryHolidays.Of(2027).Select(day => day.Date).Order(), new(2027, 12, 31)]);
    }

    [Theory]
    [InlineData("情人节", "20270214", "20270215", "", "calendar-event-kind", 2, "看不出“情人节”是放假还是上班")]
    [InlineData("（休）", "20270214", "20270215", "", "calendar-event-name", 2, "事件没有节日名称")]
    [InlineData("春节（休）", "2027-02-14", "20270215", "", "calendar-date", 4, "“2027-02-14”不是有效日期")]
    [InlineData("春节（休）", "20270214", "20270230", "", "calendar-date", 5, "“20270230”不是有效日期")]
    [InlineData("春节（休）", "99991231", null, "DURATION:P31D", "calendar-date", 4, "“99991231”不是有效日期")]
    [InlineData("春节（休）", "20270214", "20270214", "", "calendar-event-length", 2, "事件应为 1 至 31 天，现为 0 天")]
    [InlineData("春节（休）", "20270214", "20280214", "", "calendar-event-length", 2, "事件应为 1 至 31 天，现为 365 天")]
    [InlineData("春节（休）", "20270214", null, "DURATION:PT8H", "calendar-event-length", 5, "事件的时长")]
    [InlineData("春节（休）", "20270214", null, "RRULE:FREQ=YEARLY", "calendar-event-repeats", 5, "放假安排不能是重复事件")]
    [InlineData("春节（班）", "20270210", null, "", "calendar-make-up-on-weekday", 2, "2027-02-10 不是周末")]
    [InlineData("春节（休）", "20270214", null, "什么", "calendar-ics-line", 5, "这一行没有冒号")]
    [InlineData("春节（休）", "20270214", null, "END:VALARM", "calendar-ics-end", 5, "END:VALARM 没有对应的 BEGIN")]
    [InlineData("春节（休）", "20270214", null, "X-NOTICE-SOURCE:一;二", "calendar-source", 5, "X-NOTICE-SOURCE 应为")]
    public void Are_refused_with_the_line_and_what_is_wrong_with_it(string title, string start, string? end, string more, string code, int line, string message)
    {
        var text = $"BEGIN:VCALENDAR\r\n{Event(title, start, end, more)}{Calendar(FixedDays)[17..]}";

        var problem = HolidayNoticeIcs.Read(text, 2027, Sources).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
        problem.Path.ShouldBe($"line:{line}");
        problem.Message.ShouldStartWith($"第{line}行：{message}");
    }

    [Fact]
    public void Are_refused_when_two_events_hold_one_day()
    {
        var text = Calendar("元旦（休） 20270101 20270102;元旦（班） 20270101 20270102;" + FixedDays[24..]);

        HolidayNoticeIcs.Read(text, 2027, Sources).Problems.ShouldHaveSingleItem().Message
            .ShouldBe("第7行：2027-01-01 既列为放假又列为上班，请核对通知。");
    }

    [Fact]
    public void Are_refused_when_they_break_off_are_something_else_or_lack_days_or_a_source()
    {
        var whole = Calendar(FixedDays);

        HolidayNoticeIcs.Read(whole.Replace("END:VCALENDAR", "", StringComparison.Ordinal), 2027, Sources).Problems
            .ShouldHaveSingleItem().Message.ShouldEndWith("文件不完整，缺少 END:VCALENDAR。");
        HolidayNoticeIcs.Read("{}", 2027, Sources).Problems[0].Message.ShouldBe("第1行：文件应以 BEGIN:VCALENDAR 开头，这不是日历（ICS）文件。");
        HolidayNoticeIcs.Read("", 2027, Sources).Problems[0].Code.ShouldBe("calendar-not-ics");
        HolidayNoticeIcs.Read(whole, 2028, Sources).Problems.Count(p => p.Code == "calendar-incomplete").ShouldBe(6);
        HolidayNoticeIcs.Read(whole, 2027, []).Problems.ShouldHaveSingleItem().Code.ShouldBe("calendar-source");
        HolidayNoticeIcs.Read(whole, 2101, Sources).Problems.ShouldHaveSingleItem().Code.ShouldBe("calendar-year");
    }

    [Fact]
    public void Never_throw_whatever_the_text_is()
    {
        var whole = HolidayNoticeIcs.Write(RepositoryCalendar.Notices[^1]);
        var torn =
            from at in Gen.Choose(0, whole.Length - 1)
            from length in Gen.Choose(0, 40)
            from insert in Gen.Elements("", "\r\n", ":", ";", "9", "END:VEVENT\r\n", "BEGIN:VEVENT\r\n", "\\")
            select whole.Remove(at, Math.Min(length, whole.Length - at)).Insert(at, insert);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(torn.ToArbitrary(), text =>
            HolidayNoticeIcs.Read(text, 2026, Sources) is { } read && (read.IsValid || read.Problems.All(p => p.Message.EndsWith('。')))));
    }

    private static string Calendar(string days, string more = "") =>
        $"BEGIN:VCALENDAR\r\n{string.Concat(days.Split(';').Select(day => day.Split(' ')).Select(day => Event(day[0], day[1], day[2], "")))}{more}END:VCALENDAR\r\n";

    private static string Event(string title, string start, string? end, string more) =>
        $"BEGIN:VEVENT\r\nSUMMARY:{title}\r\nDTSTART:{start}\r\n{(end is null ? "" : $"DTEND:{end}\r\n")}{(more.Length > 0 ? $"{more}\r\n" : "")}END:VEVENT\r\n";
}
