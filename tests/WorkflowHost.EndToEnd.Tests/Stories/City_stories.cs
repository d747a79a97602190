using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.EndToEnd.Tests.Browser;
using WorkflowHost.EndToEnd.Tests.Processes;
using WorkflowHost.Testing.Messages;
using WorkflowHost.Testing.Scenarios;
using Xunit;

namespace WorkflowHost.EndToEnd.Tests.Stories;

/// <summary>One case of each city from 导入检验报告 to its closure, in real browsers against a real process, with every document read.</summary>
public sealed class City_stories(ITestOutputHelper output) : IAsyncLifetime
{
    private const double Speed = 2;
    private static readonly WireClock Time = new();
    private readonly HostProcess host = new(Time, new Dictionary<string, string> { ["Demo__ClockSpeed"] = Speed.ToString(CultureInfo.InvariantCulture) });
    private readonly DemoClock clock = new(Time, new DateTimeOffset(2026, 9, 14, 9, 0, 0, TimeSpan.FromHours(8)), Speed);
    private Chromium chromium = default!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => chromium = await Chromium.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public Task Beijing_hands_over_serves_orders_rectification_rechecks_and_closes() => PlayAsync(
        new StoryPictures("beijing", "审批责令整改通知书", "登记整改报告", "工业产品质量监督抽查责令整改通知书"), "sj.jingban", Reports.Unqualified(), ["登记异议材料"], ["登记整改报告"],
        ["不合格检验报告转交清单", "工业产品质量监督抽查检验结果通知书", "工业产品质量监督抽查不合格样品处理通知书", "工业产品质量监督抽查责令整改通知书", "整改核查记录", "工业产品质量监督复查委托书", "工业产品质量监督复查检验结果通知书"],
        ["BJ-4b", "BJ-6", "BJ-14a", "BJ-16", "BJ-17a", "BJ-19", "BJ-21a"]);

    [Fact]
    public Task Chongqing_notifies_orders_correction_after_the_objection_period_rechecks_and_closes() => PlayAsync(
        new StoryPictures("chongqing", "审批责令改正通知书", "登记改正情况", "责令改正通知书"), "cqsj.jingban", Reports.ProducedInChongqing(), ["登记书面异议"], ["登记改正情况"],
        ["产品质量监督抽查结果通知书", "产品质量监督抽查不合格产品线索移交清单", "责令改正通知书", "产品质量监督抽查复查任务书"],
        ["CQ-3.1a", "CQ-3.1c", "CQ-3.3a", "CQ-3.3b", "CQ-4a", "CQ-4b", "CQ-D"]);

    [Fact]
    public Task Shanghai_serves_with_an_investigation_punishes_interviews_publishes_and_closes() => PlayAsync(
        new StoryPictures("shanghai", "审批检验结果告知书", "登记整改情况", "责令改正通知书"), "shsj.jingban", Reports.ProducedInShanghai(), ["登记书面异议"], ["登记整改情况"],
        ["不合格报告移交单", "产品质量监督抽查检验结果告知书", "不合格产品现场调查记录", "责令改正通知书", "行政约谈通知书", "行政约谈记录", "监督抽查结果推送函", "产品质量监督抽查结果公示", "信用信息记录表", "立案审批表", "上下游经营者追查记录", "监督抽查整改复查记录"],
        ["SH-1.2a", "SH-1.2b", "SH-1.2c", "SH-3.1a", "SH-3.1b", "SH-3.2a", "SH-3.3a", "SH-3.5a", "SH-4.1"]);

    private async Task PlayAsync(
        StoryPictures pictures, string officer, JsonObject report, string[] leave, string[] later, string[] papers, string[] discharged)
    {
        // given
        await using var staff = new Staff(chromium, host.Address);
        var story = new CaseStory(host, clock, staff, Time, pictures);
        await story.StartHostAsync(Stop);
        var since = Time.GetTimestamp();

        // when
        await story.ImportAsync(officer, report);
        await story.RunAsync(officer, leave, later, StoryAnswers.All, Stop);

        // then every document says what it is to say
        var page = (await staff.OpenAsync(officer, story.CasePath)).Page;
        await pictures.ProcedureAsync(staff, officer.Replace("jingban", "guanli", StringComparison.Ordinal));
        var documents = await CaseDocuments.DownloadAsync(page, pictures, Stop);
        output.WriteLine($"{Time.GetElapsedTime(since).TotalSeconds:0} s, {story.Done.Count} steps: {string.Join('、', story.Done)}");
        output.WriteLine(string.Join('、', documents.Select(document => document.Title)));
        papers.Except(documents.Select(document => document.Title), StringComparer.Ordinal).ShouldBeEmpty(
            $"there are: {string.Join('、', documents.Select(document => document.Title))}");
        documents.ShouldBeWhole(report["sampledParty"]!["name"]!.GetValue<string>(), report["product"]!.GetValue<string>());

        // and the law is kept, as the case's page and the article's page say
        var standings = await page.Locator("#obligations .standings .tag").AllInnerTextsAsync();
        standings.ShouldAllBe(standing => standing.StartsWith("已履行", StringComparison.Ordinal) || standing.StartsWith("不适用", StringComparison.Ordinal));
        var done = await page.Locator("#obligations .duty:has(.tag-green) .obligation-id").AllTextContentsAsync();
        discharged.Except(done, StringComparer.Ordinal).ShouldBeEmpty();
        await page.GotoAsync($"/regulations/{discharged[0]}");
        (await page.Locator("a.tile[href*='standing=Discharged'] .tile-number").InnerTextAsync()).ShouldBe("1");
    }
}
