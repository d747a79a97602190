using System.Reflection;

namespace WorkflowHost.Architecture.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static readonly string Root = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "RepositoryRoot").Value!;

    /// <summary>The product's projects, without what stands in for Studio's own assemblies to compile against.</summary>
    public static IEnumerable<string> SourceProjects =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "WorkflowHost.*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    public static string AssemblyOf(string project) => Path.Combine(AppContext.BaseDirectory, project + ".dll");
}
