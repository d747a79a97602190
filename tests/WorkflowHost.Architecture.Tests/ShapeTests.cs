using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace WorkflowHost.Architecture.Tests;

public sealed partial class ShapeTests
{
    private static readonly string[] Modules =
        ["Cases", "Documents", "HumanTasks", "Messaging", "Organisation", "Regulations", "WorkingTime"];

    /// <summary>All but the one that runs in Studio, in the browser.</summary>
    private static IEnumerable<Assembly> Assemblies => Repository.SourceProjects
        .Select(project => Path.GetFileNameWithoutExtension(project)).Where(name => name != "WorkflowHost.StudioWords")
        .Select(name => Assembly.LoadFrom(Repository.AssemblyOf(name)));

    [Fact]
    public void Every_public_class_is_sealed_abstract_or_static()
    {
        var open = Assemblies.SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !type.IsAssignableTo(typeof(Delegate)))
            .Where(type => type.Namespace?.Contains("Migrations", StringComparison.Ordinal) is not true)
            .Where(type => type.Name is not ("Program" or "_Imports")) // What the compiler makes of statements and of a file of imports.
            .Where(type => type.GetMethod("BuildRenderTree", BindingFlags.Instance | BindingFlags.NonPublic) is null)
            .Select(type => type.FullName);

        open.ShouldBeEmpty();
    }

    [Fact]
    public void Every_options_class_has_a_validator()
    {
        var types = Assemblies.SelectMany(assembly => assembly.GetTypes()).ToList();
        var validated = types.SelectMany(type => type.GetInterfaces())
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IValidateOptions<>))
            .Select(type => type.GetGenericArguments()[0]).ToHashSet();

        types.Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.IsPublic && !validated.Contains(type))
            .Select(type => type.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void Every_module_has_its_registration_and_its_readme()
    {
        foreach (var module in Modules)
        {
            var folder = Path.Combine(Repository.Root, "src", "WorkflowHost." + module);
            File.Exists(Path.Combine(folder, module + "Module.cs")).ShouldBeTrue(module);
            File.Exists(Path.Combine(folder, "README.md")).ShouldBeTrue(module);
        }
    }

    [Fact]
    public void The_architecture_page_names_every_project()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

        Repository.SourceProjects.Select(project => Path.GetFileNameWithoutExtension(project)!)
            .Where(name => !page.Contains(name, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_relative_link_in_the_documents_resolves()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md")).ToList();

        var broken = pages.SelectMany(page => LinkPattern().Matches(File.ReadAllText(page))
            .Select(match => match.Groups["link"].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'))
            .Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Split('#')[0])))
            .Select(link => $"{Path.GetFileName(page)}: {link}"));

        pages.Count.ShouldBeGreaterThan(5);
        broken.ShouldBeEmpty();
    }

    [GeneratedRegex(@"\]\((?<link>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LinkPattern();
}
