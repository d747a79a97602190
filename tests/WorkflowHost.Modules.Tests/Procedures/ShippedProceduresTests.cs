using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Regulations;
using Xunit;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>What holds for every procedure that ships.</summary>
public sealed class ShippedProceduresTests
{
    public static TheoryData<string> Files =>
        new(Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)));

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "workflows", "beijing");

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_an_Elsa_flowchart_that_keeps_everything_when_saved(string file)
    {
        var definition = Read(file);

        definition.Root.Type.ShouldBe("Elsa.Flowchart");
        DefinitionReader.Read(DefinitionWriter.Write(definition)).Value.ShouldBe(definition);
        Path.GetFileNameWithoutExtension(file).ShouldBe(definition.DefinitionId);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_step_names_obligations_that_the_regulation_has(string file)
    {
        var known = ObligationYaml.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", "regulations", "beijing-2013.yaml")))
            .Value!.Obligations.Select(obligation => obligation.Id).ToHashSet();

        foreach (var step in Read(file).Root.Activities.Where(step => step.Type != "Elsa.End"))
        {
            var carried = Carried(step);
            carried.ShouldNotBeEmpty(step.Id);
            carried.ShouldBeSubsetOf(known, step.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_small_enough_to_be_read(string file) => Read(file).Root.Activities.Length.ShouldBeLessThanOrEqualTo(25);

    [Fact]
    public void Beijing_s_procedure_carries_what_it_is_for() =>
        new[] { "BJ-4b", "BJ-6", "BJ-7", "BJ-8", "BJ-14a", "BJ-16", "BJ-18" }
            .ShouldBeSubsetOf(Read("beijing-unqualified-result.json").Root.Activities.SelectMany(Carried));

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_diagram_reads_from_left_to_right_and_no_step_covers_another(string file)
    {
        var definition = Read(file);
        var places = definition.Root.Activities.ToDictionary(step => step.Id, Place);

        foreach (var connection in definition.Root.Connections.Where(connection => connection.Source.Port != "退回"))
        {
            places[connection.Target.Activity].X.ShouldBeGreaterThan(places[connection.Source.Activity].X, connection.Target.Activity);
        }

        foreach (var (one, other) in from one in places from other in places where string.CompareOrdinal(one.Key, other.Key) < 0 select (one, other))
        {
            var apart = Math.Abs(one.Value.X - other.Value.X) >= 220 || Math.Abs(one.Value.Y - other.Value.Y) >= 80;
            apart.ShouldBeTrue($"{one.Key} and {other.Key}");
        }
    }

    private static IReadOnlyList<string> Carried(ActivityDefinition step) =>
        [.. (step.CustomProperties["obligations"] as JsonArray ?? []).Select(id => id!.GetValue<string>())];

    private static (double X, double Y) Place(ActivityDefinition step)
    {
        var position = step.Metadata["designer"]!["position"]!;
        return (position["x"]!.GetValue<double>(), position["y"]!.GetValue<double>());
    }

    private static WorkflowDefinition Read(string file)
    {
        var read = DefinitionReader.Read(File.ReadAllText(Path.Combine(Folder, file)));
        read.Problems.ShouldBeEmpty();
        return read.Value!;
    }
}
