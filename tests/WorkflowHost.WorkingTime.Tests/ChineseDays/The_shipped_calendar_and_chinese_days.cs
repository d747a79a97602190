using System.Diagnostics;
using System.Reflection;
using Shouldly;
using WorkflowHost.WorkingTime.Tests.Calendars;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests.ChineseDays;

/// <summary>Runs npm chinese-days 1.5.7 under Node.js; the build has restored it beside this file.</summary>
public sealed class The_shipped_calendar_and_chinese_days
{
    // 国办发明电〔2005〕35号 makes it a working day: “12月31日（星期六）上班”. chinese-days has left it out.
    private static readonly DateOnly LeftOutThere = new(2005, 12, 31);

    private static readonly string Folder = typeof(The_shipped_calendar_and_chinese_days).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ChineseDaysFolder").Value!;

    [Fact]
    public async Task Agree_on_every_day_from_2004_to_2026_but_one_that_the_notice_settles()
    {
        // given
        var there = await WorkingDaysThereAsync("2004-01-01", "2026-12-31");
        there.Count.ShouldBe(8401);

        // when
        var differing = there.Where(day => RepositoryCalendar.Calendar.IsWorkingDay(day.Key) != day.Value);

        // then
        differing.Select(day => day.Key).ShouldBe([LeftOutThere]);
        RepositoryCalendar.Calendar.IsWorkingDay(LeftOutThere).ShouldBeTrue();
    }

    [Fact]
    public async Task Differ_in_a_year_without_notice_because_only_ours_keeps_the_statutory_holidays()
    {
        var there = await WorkingDaysThereAsync("2027-02-05", "2027-02-08");

        there[new(2027, 2, 8)].ShouldBeTrue();
        RepositoryCalendar.Calendar.IsWorkingDay(new(2027, 2, 8)).ShouldBeFalse();
    }

    private static async Task<IReadOnlyDictionary<DateOnly, bool>> WorkingDaysThereAsync(string first, string last)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["working-days.mjs", first, last])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        node.ExitCode.ShouldBe(0);
        return output.Split('\n').ToDictionary(line => DateOnly.ParseExact(line[..10], "yyyy-MM-dd"), line => line[11] == '1');
    }
}
