using System.Text;
using System.Text.Json;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.StudioShell;

/// <summary>The icons by which the page and its tests find buttons of Studio.</summary>
public sealed class StudioIconTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Package = "src/WorkflowHost.Portal/Studio/npm/node_modules/@elsa-workflows/elsa-studio-wasm/_framework";

    private static Dictionary<string, string> Icons { get; } =
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Repository.File("src/WorkflowHost.Portal/Studio/icons.json")))!;

    [Fact]
    public void Every_icon_begins_a_path_in_the_package()
    {
        var missing = new HashSet<string>(Icons.Keys, StringComparer.Ordinal);
        foreach (var assembly in Directory.EnumerateFiles(Repository.File(Package), "*.wasm").Where(file =>
            Path.GetFileName(file).StartsWith("MudBlazor.", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("Elsa.Studio.", StringComparison.Ordinal)))
        {
            var content = File.ReadAllBytes(assembly);
            missing.RemoveWhere(name => content.AsSpan().IndexOf(Encoding.Unicode.GetBytes($"d=\"{Icons[name]}")) >= 0);
        }

        missing.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("studio.css", "delete", "import", "start", "copy", "cancel")]
    [InlineData("studio-drawing.js", "whole", "centre")]
    [InlineData("studio-changes.js", "save")]
    public async Task Style_sheet_and_scripts_are_sent_with_the_paths(string file, params string[] names)
    {
        using var visitor = new PortalVisitor(host.Browser());
        await visitor.LogInAsync("sj.guanli");
        await visitor.OpenAsync("/studio/");
        var address = visitor.Page.Split('"').Single(part => part.EndsWith($"/{file}", StringComparison.Ordinal));

        var sent = (await host.Anonymous().GetAsync(address)).Text;

        sent.ShouldNotContain("icon(");
        names.ShouldAllBe(name => sent.Contains(Icons[name]));
    }
}
