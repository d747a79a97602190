using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using WorkflowHost.EndToEnd.Tests.Processes;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.EndToEnd.Tests.Stories;

/// <summary>
/// A case from the report to its closure, everything done by people in their browsers. Weeks in which nobody acts pass while the host is
/// down, so that the timers of those weeks fire at its next start; it starts no later than on the day after the first of the periods is over.
/// </summary>
internal sealed class CaseStory(HostProcess host, DemoClock clock, Staff staff, TimeProvider time, StoryPictures pictures)
{
    private const int MostSteps = 80;
    private const int MostLooks = 60;

    /// <summary>Longer than the fifteen days for objections, whatever holidays lie in them.</summary>
    private const int Weeks = 25;

    /// <summary>What was done, in order, each as the step's title.</summary>
    public List<string> Done { get; } = [];

    /// <summary>The case's page.</summary>
    public string CasePath { get; private set; } = "";

    private string Today => ChinaTime.DateOf(clock.Now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Imports a file with the report and opens the case that came of it.</summary>
    /// <param name="login">An officer of the municipal bureau.</param>
    /// <param name="report">As the inspection body's system exports it.</param>
    public async Task ImportAsync(string login, JsonObject report)
    {
        var page = (await staff.OpenAsync(login, "/cases")).Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "导入检验报告" }).ClickAsync();
        await page.Locator("input[name=file]").SetInputFilesAsync(
            new FilePayload { Name = "reports.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(new JsonArray(report).ToJsonString()) });
        await page.GetByRole(AriaRole.Button, new() { Name = "导入并受理" }).ClickAsync();
        await page.Locator("#taken a").WaitForAsync();
        await pictures.ImportedAsync(page);
        await page.Locator("#taken a").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "当前环节" }).WaitForAsync();
        CasePath = new Uri(page.Url).AbsolutePath;
        await pictures.FiledAsync(page);
    }

    /// <summary>Lets everybody work until the case is closed.</summary>
    /// <param name="watcher">An officer of the municipal bureau.</param>
    /// <param name="leave">Titles of tasks that nobody does.</param>
    /// <param name="later">Titles of tasks that are done only after weeks.</param>
    /// <param name="given">Answers by the field's label.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    public async Task RunAsync(
        string watcher, IReadOnlyCollection<string> leave, IReadOnlyCollection<string> later, IReadOnlyDictionary<string, string> given,
        CancellationToken cancellationToken)
    {
        var (idle, weeksPassed) = (0, false);
        while (Done.Count < MostSteps)
        {
            var page = (await staff.OpenAsync(watcher, CasePath)).Page;
            if (await page.Locator(".page-head .tag").InnerTextAsync() == "已办结")
            {
                await pictures.ClosedAsync(page);
                return;
            }

            (await page.Locator(".incident").CountAsync()).ShouldBe(0, "nothing is stuck");
            var waits = await page.Locator(".wait").EvaluateAllAsync<string[][]>("""
                (waits) => waits.map((wait) => [
                  wait.querySelector('strong a')?.getAttribute('href') ?? '', wait.querySelector('strong').innerText.trim(),
                  wait.querySelector('.wait-head > span').innerText.trim(), wait.querySelector('.due-day')?.innerText.trim() ?? ''])
                """);
            await pictures.LimitAsync(page);
            if (Array.Find(waits, wait => wait[0].Length > 0 && !leave.Contains(wait[1]) && (weeksPassed || !later.Contains(wait[1]))) is { } next)
            {
                var owner = next[2].Replace("由 ", "", StringComparison.Ordinal).Replace(" 办理", "", StringComparison.Ordinal);
                var desk = (await staff.OpenAsync(Staff.LoginOf(owner), next[0])).Page;
                await pictures.TaskAsync(desk, next[1]);
                await TaskPaper.CompleteAsync(desk, Today, given);
                Done.Add(next[1]);
                (idle, weeksPassed) = (0, weeksPassed && !later.Contains(next[1]));
                continue;
            }

            // A document or a message is under way: it has no due date, and nobody acts.
            if (++idle <= MostLooks && (waits.Length == 0 || Array.Exists(waits, wait => wait[0].Length == 0 && wait[3].Length == 0)))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(150), time, cancellationToken);
                continue;
            }

            await PassAsync(waits.Where(wait => wait[0].Length == 0 && wait[3].Length > 0).Select(wait => DayOf(wait[3])), cancellationToken);
            (idle, weeksPassed) = (0, true);
        }

        throw new InvalidOperationException($"Not closed after: {string.Join('、', Done)}");
    }

    /// <summary>The process for the first time, or again at the clock's instant.</summary>
    public async Task StartHostAsync(CancellationToken cancellationToken)
    {
        host.Begin(new Dictionary<string, string> { ["Demo__ClockAnchor"] = clock.Anchor().ToString("O", CultureInfo.InvariantCulture) });
        await host.ReadyAsync(cancellationToken);
    }

    /// <summary>As the page shows it, with the day of the week behind.</summary>
    private static DateOnly DayOf(string shown) => DateOnly.Parse(shown.Split('（')[0], CultureInfo.InvariantCulture);

    /// <param name="periods">Last days of what runs by itself.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    private async Task PassAsync(IEnumerable<DateOnly> periods, CancellationToken cancellationToken)
    {
        var today = ChinaTime.DateOf(clock.Now);
        var days = periods.Select(lastDay => lastDay.DayNumber + 1 - today.DayNumber).Append(Weeks).Min();
        await host.KillAsync();
        clock.Skip(TimeSpan.FromDays(Math.Max(days, 1)));
        await StartHostAsync(cancellationToken);
    }
}
