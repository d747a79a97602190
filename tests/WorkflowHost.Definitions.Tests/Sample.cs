using Shouldly;

namespace WorkflowHost.Definitions.Tests;

/// <summary>The hand-written files, and what the tests do with any file.</summary>
internal static class Sample
{
    /// <summary>A flowchart as Studio posts it: without defaults, with links.</summary>
    public static string FromStudio { get; } = File("unqualified-result.json");

    /// <summary>Every member of the format, and unknown members on every level.</summary>
    public static string Full { get; } = File("nested-containers.json");

    public static WorkflowDefinition Load(string json)
    {
        var result = DefinitionReader.Read(json);
        result.Problems.ShouldBeEmpty();
        return result.Value.ShouldNotBeNull();
    }

    public static string Root(string members) =>
        """{"name":"x","root":{"id":"r","type":"Elsa.Flowchart" """ + members + "}}";

    private static string File(string name) =>
        System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", name));
}
