using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class CommandTests : IDisposable
{
    private const string PlayUsage = "用法：play <流程编号或文件> [--scenario <情景文件>]";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Import_says_for_each_row_what_came_of_it_and_repeats_nothing()
    {
        var file = Repository.File("docs/examples/reports.json");

        var first = await HostProcess.RunAsync(folder.Path, "import", file);
        var second = await HostProcess.RunAsync(folder.Path, "import", file);

        first.ExitCode.ShouldBe(1, first.Output + first.Error);
        first.Lines[^1].ShouldBe("共 31 行，受理 21 行，未受理 10 行。");
        first.Lines.ShouldContain(line => line.Contains("$.category  “食品”", StringComparison.Ordinal));
        second.ExitCode.ShouldBe(1, second.Output + second.Error);
        second.Lines[^1].ShouldBe("共 31 行，受理 0 行，未受理 31 行。");
    }

    [Fact]
    public async Task Import_refuses_a_truncated_file_in_Chinese_before_its_first_row()
    {
        var whole = await File.ReadAllTextAsync(Repository.File("docs/examples/reports.json"), TestContext.Current.CancellationToken);
        var truncated = Path.Combine(folder.Path, "truncated.json");
        await File.WriteAllTextAsync(truncated, whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);

        var refused = await HostProcess.RunAsync(folder.Path, "import", truncated);

        refused.ExitCode.ShouldBe(2, refused.Output + refused.Error);
        refused.Lines[^1].ShouldContain("不是有效的 JSON，文件可能不完整。");
        refused.Output.ShouldNotContain("已受理");
    }

    [Fact]
    public async Task Import_without_a_file_says_how_it_is_used()
    {
        var refused = await HostProcess.RunAsync(folder.Path, "import", "");

        refused.ExitCode.ShouldBe(2, refused.Output + refused.Error);
        refused.Lines[^1].ShouldContain("用法");
    }

    [Theory]
    [InlineData("beijing-unqualified-result", "待办  汇总整理并转交  北京市市场监督管理局 经办人")]
    [InlineData("chongqing-unqualified-result", "重庆市市场监督管理局 经办人")]
    [InlineData("shanghai-unqualified-result", "待办  移交属地  上海市市场监督管理局 经办人")]
    public async Task Play_shows_a_shipped_procedure_s_timeline_and_needs_no_database(string procedure, string line)
    {
        var played = await HostProcess.RunAsync(folder.Path, "play", procedure);

        played.ExitCode.ShouldBe(0, played.Output + played.Error);
        played.Lines.ShouldContain(printed => printed.Contains(line, StringComparison.Ordinal));
        played.Lines[^1].ShouldBe("共 1 个情景，全部符合。");
        File.Exists(Path.Combine(folder.Path, "workflowhost.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task Play_names_file_and_line_of_what_a_scenario_asks_in_vain()
    {
        // given
        var shipped = await File.ReadAllTextAsync(
            Repository.File("workflows/beijing/beijing-unqualified-result.scenarios.yaml"), TestContext.Current.CancellationToken);
        var file = Path.Combine(folder.Path, "mine.scenarios.yaml");
        await File.WriteAllTextAsync(
            file, shipped.Replace("{task: 登记异议材料, at: lastDay", "{task: 登记异义材料, at: lastDay", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        // when
        var played = await HostProcess.RunAsync(folder.Path, "play", "beijing-unqualified-result", "--scenario", file);

        // then
        played.ExitCode.ShouldBe(1, played.Output + played.Error);
        played.Lines.ShouldContain(line => line.Contains("mine.scenarios.yaml 第 42 行：“登记异义材料”没有出现", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_starts_of_the_host_leave_one_plan_of_announcements_for_the_year()
    {
        // when
        await HostProcess.RunAsync(folder.Path, "import", Repository.File("docs/examples/reports.json"));
        await HostProcess.RunAsync(folder.Path, "import", Repository.File("docs/examples/reports.json"));

        // then
        await using var database = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "workflowhost.db")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var plans = database.CreateCommand();
        plans.CommandText = "SELECT COUNT(*) FROM Instances WHERE DefinitionId = 'beijing-announcement-plan'";
        (await plans.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(1L);
    }

    [Theory]
    [InlineData("beijing-2013.yaml", "id: BJ-5\n", "id: BJ-4a\n", "regulations/beijing-2013.yaml", "第 43 行：编号 BJ-4a 重复")]
    [InlineData("beijing-2013.yaml", "value: 7, unit: CalendarDay}\n    kinds: [qualified", "value: 7}\n    kinds: [qualified", "regulations/beijing-2013.yaml", "第 53 行")]
    [InlineData("beijing-2013.yaml", "city: beijing", "city: [[[[[[[[[[[[[", "regulations/beijing-2013.yaml", "第 3 行")]
    [InlineData("beijing-2013.yaml", "inForceSince: 2013-01-01", "inForceSince: 2013-13-01", "regulations/beijing-2013.yaml", "第 5 行")]
    public async Task A_wrong_catalogue_is_named_with_file_and_line(string name, string right, string wrong, string file, string place)
    {
        var content = folder.ChangeContent(Path.Combine("regulations", name), right, wrong);

        var stopped = await HostProcess.RunAsync(folder.Path, "check", "beijing-notices", $"--Content:Folder={content}");

        stopped.ExitCode.ShouldBe(2, stopped.Output + stopped.Error);
        stopped.Error.Replace('\\', '/').ShouldContain(file);
        stopped.Error.ShouldContain(place);
        stopped.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("products/categories.json", "\"monitored\": true }", "\"monitord\": true }", "products/categories.json 第 3 行 $.categories[0].monitord")]
    [InlineData("intake/rules.json", "\"addressee\": \"标称生产者\"", "\"addressee\": \"生产者\"", "intake/rules.json 第 9 行 $.rules[0].addressee")]
    [InlineData("beijing/beijing-notices.json", "\"type\": \"Elsa.Flowchart\"", "\"type\": 7", "beijing/beijing-notices.json 第 ")]
    public async Task A_wrong_file_of_json_is_named_with_its_line(string name, string right, string wrong, string place)
    {
        var content = folder.ChangeContent(name, right, wrong);

        var stopped = await HostProcess.RunAsync(folder.Path, $"--Content:Folder={content}");

        stopped.ExitCode.ShouldBe(2, stopped.Output + stopped.Error);
        stopped.Error.Replace('\\', '/').ShouldContain(place);
        stopped.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("{\n  \"definitionId\": \"d\",\n  \"root\": 7\n}", "draft.json 第 3 行 $.root")]
    [InlineData("{\n  \"definitionId\": \"d\",\n  \"root\": {,}\n}", "draft.json 第 3 行 $")]
    public async Task Check_names_file_and_line_of_a_draft_that_can_t_be_read(string text, string place)
    {
        var draft = Path.Combine(folder.Path, "draft.json");
        await File.WriteAllTextAsync(draft, text, TestContext.Current.CancellationToken);

        var refused = await HostProcess.RunAsync(folder.Path, "check", draft);

        refused.ExitCode.ShouldBe(2, refused.Output + refused.Error);
        refused.Lines.ShouldContain(line => line.Contains(place, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("definition: beijing-unqualified-result", "definition: beijing-notices", "情景文件写给流程“beijing-notices”，播放的是“beijing-unqualified-result”")]
    [InlineData("definition: beijing-unqualified-result", "definition: no-such", "情景文件写给流程“no-such”")]
    [InlineData("definition: beijing-unqualified-result", "", "缺少 definition")]
    public async Task Play_refuses_scenarios_of_another_procedure(string right, string wrong, string message)
    {
        // given
        var shipped = await File.ReadAllTextAsync(
            Repository.File("workflows/beijing/beijing-unqualified-result.scenarios.yaml"), TestContext.Current.CancellationToken);
        shipped.ShouldContain(right);
        var file = Path.Combine(folder.Path, "mine.scenarios.yaml");
        await File.WriteAllTextAsync(file, shipped.Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        // when
        var played = await HostProcess.RunAsync(folder.Path, "play", "beijing-unqualified-result", "--scenario", file);

        // then
        played.ExitCode.ShouldBe(2, played.Output + played.Error);
        played.Lines[0].ShouldBe("情景文件不正确：");
        played.Lines[1].ShouldContain("mine.scenarios.yaml");
        played.Lines[1].ShouldContain(message);
        played.Lines[^1].ShouldBe(PlayUsage);
    }

    [Theory]
    [InlineData("\"type\": \"PostInspection.GenerateDocument\"", "\"type\": \"PostInspection.GenerateDocumnt\"", "PostInspection.GenerateDocumnt")]
    [InlineData("\"beijing/rectification-overdue\"", "\"beijing/no-such\"", "“beijing/no-such”不存在")]
    [InlineData("getInput('case')", "getInput('case'", "第 1 行")]
    public async Task Check_finds_what_publishing_would_refuse(string right, string wrong, string message)
    {
        // given
        var shipped = await File.ReadAllTextAsync(Repository.File("workflows/beijing/beijing-overdue-report.json"), TestContext.Current.CancellationToken);
        shipped.ShouldContain(right);
        var draft = Path.Combine(folder.Path, "draft.json");
        await File.WriteAllTextAsync(draft, shipped.Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        // when
        var checkedDraft = await HostProcess.RunAsync(folder.Path, "check", draft);

        // then
        checkedDraft.ExitCode.ShouldBe(1, checkedDraft.Output + checkedDraft.Error);
        checkedDraft.Lines.ShouldContain(line => line.StartsWith("✗ 错误", StringComparison.Ordinal) && line.Contains(message, StringComparison.Ordinal));
        checkedDraft.Lines[^1].ShouldNotStartWith("0 个错误");
    }

    [Fact]
    public async Task Check_says_which_obligations_a_procedure_carries()
    {
        var known = await HostProcess.RunAsync(folder.Path, "check", "beijing-unqualified-result");
        var unknown = await HostProcess.RunAsync(folder.Path, "check", "no-such");

        known.ExitCode.ShouldBe(0, known.Output + known.Error);
        known.Lines.ShouldContain(line => line.Contains("BJ-6  第六条", StringComparison.Ordinal) && line.Contains("由“送达检验结果”履行", StringComparison.Ordinal));
        unknown.ExitCode.ShouldBe(2, unknown.Output + unknown.Error);
        unknown.Lines[^1].ShouldContain("没有流程“no-such”");
    }

    [Fact]
    public async Task One_wrong_procedure_stops_the_start_by_its_name_and_nothing_is_published()
    {
        var content = folder.CopyContent();
        await File.WriteAllTextAsync(
            Path.Combine(content, "beijing", "zz-wrong.json"), """{ "definitionId": "zz", "root": 7 }""", TestContext.Current.CancellationToken);

        var stopped = await HostProcess.RunAsync(folder.Path, $"--Content:Folder={content}");

        stopped.ExitCode.ShouldBe(2, stopped.Output + stopped.Error);
        stopped.Error.ShouldContain("zz-wrong.json");
        stopped.Error.ShouldContain("$.root");
        stopped.Output.ShouldNotContain("is at version");
    }

    [Theory]
    [InlineData("--Storage:Provider=Foo", "Provider")]
    [InlineData("--Demo:ClockSpeed=0", "ClockSpeed")]
    [InlineData("--Demo:Password=short", "Demo:Password")]
    public async Task A_wrong_setting_stops_the_host_by_its_name_before_anything_is_written(string setting, string name)
    {
        var stopped = await HostProcess.RunAsync(folder.Path, setting);

        stopped.ExitCode.ShouldNotBe(0);
        stopped.Error.ShouldContain(name);
        Directory.EnumerateFiles(folder.Path, "*.db").ShouldBeEmpty();
    }

    [Fact]
    public async Task All_wrong_settings_are_named_at_once_in_Chinese_and_without_a_trace()
    {
        var stopped = await HostProcess.RunAsync(
            folder.Path, "--Demo:Password=short", "--Storage:Provider=Foo", "--Runtime:OutboxBatch=0", "--JavaScript:TimeLimit=abc",
            "--Messaging:Sms:Url=ftp", "--Portal:SystemName=");

        stopped.ExitCode.ShouldBe(1, stopped.Output + stopped.Error);
        var lines = stopped.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lines[0].ShouldContain("系统没有启动");
        foreach (var name in new[] { "Demo:Password", "Storage:Provider", "Runtime:OutboxBatch", "JavaScript:TimeLimit", "Messaging:Sms:Url", "Portal:SystemName" })
        {
            lines.ShouldContain(line => line.Contains(name, StringComparison.Ordinal));
        }

        lines.ShouldAllBe(line => line.Any(letter => letter >= '一' && letter <= '鿿'));
        stopped.Error.ShouldNotContain("   at ");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--Storage:Folder=", "Storage:Folder")]
    [InlineData("--Storage:Provider=PostgreSql", "Storage:PostgreSql")]
    [InlineData("--Demo:ClockSpeed=schnell", "Demo:ClockSpeed")]
    public async Task A_setting_that_others_are_built_on_is_named_too(string setting, string name)
    {
        var stopped = await HostProcess.RunAsync(folder.Path, setting);

        stopped.ExitCode.ShouldBe(1, stopped.Output + stopped.Error);
        stopped.Error.ShouldContain(name);
        stopped.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task An_address_that_is_taken_stops_the_host_with_a_sentence_and_without_a_trace()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var stopped = await HostProcess.RunAsync(folder.Path, $"--urls=http://{taken.LocalEndpoint}");

        stopped.ExitCode.ShouldBe(3, stopped.Output + stopped.Error);
        stopped.Error.ShouldContain("已被其他程序占用");
        stopped.Error.ShouldContain("ASPNETCORE_URLS");
        stopped.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_wrong_setting_stops_an_import_too()
    {
        var stopped = await HostProcess.RunAsync(
            folder.Path, "import", Repository.File("docs/examples/reports.json"), "--Storage:Provider=Foo");

        stopped.Error.ShouldContain("Provider");
        stopped.Output.ShouldNotContain("已受理");
    }
}
