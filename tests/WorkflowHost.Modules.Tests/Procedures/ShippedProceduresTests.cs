using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Regulations;
using WorkflowHost.Runtime.Duties;
using Xunit;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>What holds for every procedure that ships.</summary>
public sealed class ShippedProceduresTests
{
    private static readonly string[] Cities = ["beijing", "chongqing", "shanghai", "common"];

    public static TheoryData<string> Files => new(Cities.Select(city => Path.Combine(Folder, city)).Where(Directory.Exists)
        .SelectMany(city => Directory.EnumerateFiles(city, "*.json")).Select(file => Path.GetRelativePath(Folder, file)));

    private static readonly string[] NationalRules = ["《产品质量监督抽查管理暂行办法》", "《中华人民共和国产品质量法》"];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "workflows");

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
    public void Every_step_names_obligations_that_the_regulation_has_unless_its_limit_is_the_national_one(string file)
    {
        var known = Directory.EnumerateFiles(Path.Combine(Folder, "regulations"), "*.yaml")
            .SelectMany(regulation => ObligationYaml.Parse(File.ReadAllText(regulation)).Value!.Obligations)
            .Select(obligation => obligation.Id).ToHashSet();

        foreach (var step in Read(file).Root.Activities.Where(step => step.Type != "Elsa.End" && !IsShared(file)))
        {
            var carried = Carried(step);
            (carried.Count > 0 || DutyBearer.IsCaller(step.CustomProperties) || (step.Properties["limitBasis"]?["expression"]?["value"]?.ToString() is { } basis && NationalRules.Any(rule => basis.StartsWith(rule, StringComparison.Ordinal))))
                .ShouldBeTrue(step.Id);
            carried.ShouldBeSubsetOf(known, step.Id);
        }
    }

    /// <summary>Limits, wording and duties are those of the step that uses it; nobody edits it for one city.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void What_cities_share_names_no_city_article_or_duty_and_is_read_only(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));
        if (!IsShared(file))
        {
            return;
        }

        Read(file).IsReadonly.ShouldBeTrue();
        Read(file).CustomProperties.ContainsKey("city").ShouldBeFalse();
        new[] { "北京", "重庆", "上海", "第一条", "《", "BJ-", "CQ-", "SH-" }.ShouldAllBe(word => !text.Contains(word, StringComparison.Ordinal));
        Read(file).Root.Activities.Where(step => step.Type.StartsWith("PostInspection.", StringComparison.Ordinal))
            .ShouldAllBe(step => step.CustomProperties["duties"]!.ToString() == "caller");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_small_enough_to_be_read(string file) => Read(file).Root.Activities.Length.ShouldBeLessThanOrEqualTo(25);

    [Fact]
    public void Beijing_s_procedure_carries_what_it_is_for() =>
        new[] { "BJ-4b", "BJ-6", "BJ-7", "BJ-8", "BJ-14a", "BJ-16", "BJ-18" }
            .ShouldBeSubsetOf(Directory.EnumerateFiles(Path.Combine(Folder, "beijing"), "*.json")
                .SelectMany(file => Read(Path.GetRelativePath(Folder, file)).Root.Activities).SelectMany(Carried));

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_diagram_reads_like_a_page_that_fits_the_screen_and_no_step_covers_another(string file)
    {
        var definition = Read(file);
        var places = definition.Root.Activities.ToDictionary(step => step.Id, Place);

        var next = definition.Root.Connections.ToLookup(connection => connection.Source.Activity, connection => connection.Target.Activity);
        foreach (var connection in definition.Root.Connections.Where(connection => !Leads(next, connection.Target.Activity, connection.Source.Activity)))
        {
            var (from, to) = (places[connection.Source.Activity], places[connection.Target.Activity]);
            (to.X > from.X || to.Y > from.Y).ShouldBeTrue($"{connection.Target.Activity} stands neither to the right of {connection.Source.Activity} nor below it");
        }

        // Studio makes a drawing no smaller than half its size: so much shows beside the toolbox and the properties
        (places.Values.Max(place => place.X) - places.Values.Min(place => place.X)).ShouldBeLessThanOrEqualTo(1400);
        (places.Values.Max(place => place.Y) - places.Values.Min(place => place.Y)).ShouldBeLessThanOrEqualTo(1300);

        foreach (var (one, other) in from one in places from other in places where string.CompareOrdinal(one.Key, other.Key) < 0 select (one, other))
        {
            var apart = Math.Abs(one.Value.X - other.Value.X) >= 220 || Math.Abs(one.Value.Y - other.Value.Y) >= 80;
            apart.ShouldBeTrue($"{one.Key} and {other.Key}");
        }
    }

    private static bool IsShared(string file) => file.StartsWith("common", StringComparison.Ordinal);

    /// <summary>Whether one step can be followed by another: then a connection back closes a round.</summary>
    private static bool Leads(ILookup<string, string> next, string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var step))
        {
            if (step == to)
            {
                return true;
            }

            if (seen.Add(step))
            {
                foreach (var after in next[step])
                {
                    open.Push(after);
                }
            }
        }

        return false;
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
