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

    private static readonly string[] NationalRules = ["《产品质量监督抽查管理暂行办法》", "《中华人民共和国产品质量法》", "《中华人民共和国行政强制法》"];

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

    private static bool IsShared(string file) => file.StartsWith("common", StringComparison.Ordinal);

    private static IReadOnlyList<string> Carried(ActivityDefinition step) =>
        [.. (step.CustomProperties["obligations"] as JsonArray ?? []).Select(id => id!.GetValue<string>())];

    internal static WorkflowDefinition Read(string file)
    {
        var read = DefinitionReader.Read(File.ReadAllText(Path.Combine(Folder, file)));
        read.Problems.ShouldBeEmpty();
        return read.Value!;
    }
}
