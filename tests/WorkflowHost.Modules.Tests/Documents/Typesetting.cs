using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using WorkflowHost.Documents;
using WorkflowHost.Gateways.Rendering;
using Xunit;

namespace WorkflowHost.Modules.Tests.Documents;

/// <summary>The shipped templates copied to a folder where a test may add its own, and one renderer over them.</summary>
public sealed class Typesetting : IAsyncLifetime
{
    private static readonly string Shipped = Path.Combine(RepositoryRoot(), "workflows", "documents");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("templates-");

    public Typesetting()
    {
        Copy(Shipped, folder.FullName);
        Renderer = NewRenderer();
    }

    public TypstDocumentRenderer Renderer { get; }

    public static IReadOnlyList<string> ShippedTemplates { get; } =
        [.. Directory.EnumerateFiles(Shipped, "*.typ", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Shipped, file).Replace('\\', '/')[..^".typ".Length])
            .Where(template => template.Contains('/', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    public TypstDocumentRenderer NewRenderer(Action<TypstOptions>? change = null)
    {
        var options = new TypstOptions { TemplatesFolder = folder.FullName, TimeLimit = TimeSpan.FromSeconds(60) };
        change?.Invoke(options);
        return new TypstDocumentRenderer(
            Options.Create(options), new MachineClock(), NullLogger<TypstDocumentRenderer>.Instance);
    }

    public JsonObject Sample(string template) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, template + ".sample.json")))!.AsObject();

    public string TemplateFile(string template) => Path.Combine(folder.FullName, template + ".typ");

    /// <summary>Adds a template that takes any data, with the house library and <c>data</c> at hand from line 3 on.</summary>
    public string Add(string name, string body)
    {
        File.WriteAllText(TemplateFile(name), $"#import \"/gongwen.typ\": *\n#let data = read-data()\n{body}\n");
        File.WriteAllText(Path.Combine(folder.FullName, name + ".schema.json"), """{ "type": "object" }""");
        return name;
    }

    public async Task<Pdf> DoneAsync(string template, JsonObject data)
    {
        var rendering = await Renderer.RenderAsync(template, data, TestContext.Current.CancellationToken);
        return new Pdf(rendering.ShouldBeOfType<Rendering.Done>().Pdf);
    }

    public async Task<string> RefusedAsync(string template, JsonObject data)
    {
        var rendering = await Renderer.RenderAsync(template, data, TestContext.Current.CancellationToken);
        return rendering.ShouldBeOfType<Rendering.Refused>().Message;
    }

    /// <summary>The least that the house library itself asks for, and a text.</summary>
    public static JsonObject Just(string text) => new()
    {
        ["document"] = new JsonObject { ["number"] = "测〔2026〕1号", ["title"] = "测试", ["date"] = "2026-09-16" },
        ["bureau"] = new JsonObject { ["name"] = "测试局" },
        ["text"] = text,
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Renderer.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static string RepositoryRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "WorkflowHost.sln")))
        {
            at = at.Parent ?? throw new DirectoryNotFoundException("The tests run from inside the repository.");
        }

        return at.FullName;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>Time as it passes: a process of the operating system cannot be hurried.</summary>
    private sealed class MachineClock : TimeProvider;
}
