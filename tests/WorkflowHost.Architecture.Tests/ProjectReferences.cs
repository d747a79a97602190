using System.Xml.Linq;

namespace WorkflowHost.Architecture.Tests;

/// <summary>Who may reference whom: the table of docs/architecture.md.</summary>
internal static class ProjectReferences
{
    private static readonly string[] Modules =
        ["Cases", "Documents", "HumanTasks", "Messaging", "Organisation", "Regulations", "WorkingTime"];

    /// <summary>Assemblies of Studio, to compile against what runs inside it.</summary>
    private static readonly string[] Stubs = ["Elsa.Studio.Core", "Elsa.Studio.Localization", "Elsa.Studio.Workflows.Core", "Microsoft.AspNetCore.Components.WebAssembly"];

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Definitions"] = [],
        ["Engine"] = ["Definitions"],
        ["Runtime"] = ["Definitions", "Engine"],
        ["Expressions"] = ["Engine"],
        ["Organisation"] = ["Engine", "Runtime"],
        ["Cases"] = ["Engine", "Organisation", "Runtime"],
        ["Documents"] = ["Engine", "Organisation", "Runtime"],
        ["HumanTasks"] = ["Engine", "Organisation", "Runtime"],
        ["Messaging"] = ["Engine", "Organisation", "Runtime"],
        ["Regulations"] = ["Engine", "Organisation", "Runtime"],
        ["WorkingTime"] = ["Engine", "Organisation", "Runtime"],
        ["Gateways"] = Modules,
        ["Persistence"] = ["Runtime", .. Modules],
        ["Persistence.PostgreSql"] = ["Persistence"],
        ["Persistence.Sqlite"] = ["Persistence"],
        ["Access"] = Modules,
        ["Scenarios"] = ["Runtime", .. Modules],
        ["Api"] = ["Access", "Runtime", .. Modules],
        ["Portal"] = ["Access", "Runtime", "StudioWords", .. Modules],
        ["StudioWords"] = Stubs,
    };

    /// <summary>References of one project that the table does not allow; a project that the table does not know offends as a whole.</summary>
    public static IEnumerable<string> Offending(string projectFile)
    {
        var name = Short(projectFile);
        if (name is "Host")
        {
            return [];
        }

        return Allowed.TryGetValue(name, out var allowed)
            ? Of(projectFile).Where(reference => !allowed.Contains(reference, StringComparer.Ordinal)).Select(reference => $"{name} -> {reference}")
            : [$"{name} is not in the table"];
    }

    public static IEnumerable<string> Of(string projectFile) =>
        XDocument.Load(projectFile).Descendants("ProjectReference").Select(reference => Short(reference.Attribute("Include")!.Value));

    private static string Short(string projectFile) =>
        Path.GetFileNameWithoutExtension(projectFile.Replace('\\', '/')).Replace("WorkflowHost.", "", StringComparison.Ordinal);
}
