using System.Net;
using System.Net.Sockets;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

/// <summary>What stands on the command line: commands, settings, and what is neither.</summary>
public sealed class CommandArgumentTests : IDisposable
{
    private const string PlayUsage = "用法：play <流程编号或文件> [--scenario <情景文件>]";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("不认识“--scenarios”。", PlayUsage, "play", "beijing-notices", "--scenarios", "f.yaml")]
    [InlineData("不认识“--scenarios=f.yaml”。", PlayUsage, "play", "beijing-notices", "--scenarios=f.yaml")]
    [InlineData("“--scenario”后面缺少情景文件。", PlayUsage, "play", "beijing-notices", "--scenario")]
    [InlineData("“--scenario”后面缺少情景文件。", PlayUsage, "play", "beijing-notices", "--scenario", "--Portal:SystemName=x")]
    [InlineData("不认识“b”。", "用法：check <流程编号或文件>", "check", "beijing-notices", "b")]
    [InlineData("不认识“b.json”。", "用法：import <检验报告列表.json>", "import", "a.json", "b.json")]
    public async Task What_a_command_has_no_use_for_is_refused_with_its_usage(string sentence, string usage, params string[] arguments)
    {
        var refused = await HostProcess.RunAsync(folder.Path, arguments);

        refused.ExitCode.ShouldBe(2, refused.Output + refused.Error);
        refused.Lines.ShouldBe([sentence, usage]);
    }

    [Theory]
    [InlineData("没有命令“frob”。", "frob")]
    [InlineData("不认识“frob”。", "--Demo:ClockSpeed=1", "frob")]
    [InlineData("“--help”后面缺少值。", "--help")]
    public async Task Words_that_are_no_command_and_no_setting_start_no_server(string sentence, params string[] arguments)
    {
        // given an address that is taken, at which a server would stop
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var refused = await HostProcess.RunAsync(folder.Path, [.. arguments, $"--urls=http://{taken.LocalEndpoint}"]);

        refused.ExitCode.ShouldBe(2, refused.Output + refused.Error);
        refused.Lines[0].ShouldBe(sentence);
        refused.Output.ShouldContain("play <流程编号或文件> [--scenario <情景文件>]");
        refused.Output.ShouldContain("check <流程编号或文件>");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Settings_start_the_server_in_each_form_that_they_may_have()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var started = await HostProcess.RunAsync(
            folder.Path, "--urls", $"http://{taken.LocalEndpoint}", "Demo:ClockSpeed=1", "/Portal:SystemName", "系统", "--environment=Production");

        started.ExitCode.ShouldBe(3, started.Output + started.Error);
    }

    [Fact]
    public async Task Commands_take_settings_too()
    {
        var known = await HostProcess.RunAsync(folder.Path, "check", "beijing-notices", "--Demo:ClockSpeed", "1", "--environment=Production");

        known.ExitCode.ShouldBe(0, known.Output + known.Error);
    }
}
