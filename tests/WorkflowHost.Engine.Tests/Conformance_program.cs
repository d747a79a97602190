using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Conformance;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>What the program says of the definition files in its folder of examples.</summary>
public sealed class Conformance_program
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Examples");

    [Fact]
    public void A_file_with_a_resume_file_beside_it_is_played_to_its_end()
    {
        var report = ReportOf("approval.json");

        report["ok"]!.GetValue<bool>().ShouldBeTrue();
        (Text(report["status"]), Text(report["subStatus"]), Text(report["bookmarks"]![0]!["activityId"])).ShouldBe(("Running", "Suspended", "wait"));
        var step = report["steps"]!.AsArray().ShouldHaveSingleItem()!;
        Text(step["subStatus"]).ShouldBe("Finished");
        step["lines"]!.ToJsonString().ShouldBe("""["long: 3"]""");
        step["completed"]!.ToJsonString().ShouldBe("""["wait","long","say","out","flow"]""");
        step["outputs"]!.ToJsonString().ShouldBe("""{"decision":"granted"}""");
    }

    [Theory]
    [InlineData(FlowchartMode.Counter, """["a","j"]""", 0)]
    [InlineData(FlowchartMode.Token, """["a"]""", 1)]
    public void The_mode_may_be_chosen(FlowchartMode mode, string lines, int incidents)
    {
        var report = ReportOf("merge-with-a-dead-branch.json", mode);

        report["lines"]!.ToJsonString().ShouldBe(lines);
        report["incidents"]!.AsArray().Count.ShouldBe(incidents);
    }

    [Fact]
    public void A_definition_of_the_folder_may_be_used_as_an_activity() =>
        ReportOf("greets.json")["lines"]!.ToJsonString().ShouldBe("""["hello world"]""");

    [Fact]
    public void A_file_that_is_no_definition_says_why()
    {
        var report = ReportOf("not-a-step.json");

        report["ok"]!.GetValue<bool>().ShouldBeFalse();
        Text(report["problems"]![0]).ShouldContain("$.root");
    }

    [Fact]
    public void Every_file_has_its_report_whatever_it_holds()
    {
        var folder = Directory.CreateTempSubdirectory("conformance");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "broken.json"), "{ \"name\": ");
            File.WriteAllText(Path.Combine(folder.FullName, "rootless.json"), "{ \"definitionId\": \"d\" }");
            File.WriteAllText(Path.Combine(folder.FullName, "settings.json"), "{ \"port\": 1 }");
            File.Copy(Path.Combine(Folder, "approval.json"), Path.Combine(folder.FullName, "approval.json"));
            File.WriteAllText(Path.Combine(folder.FullName, "approval.resume.json"), "wait");

            var reports = new Trial(DefinitionFolder.Read(folder.FullName), new TrialOptions(folder.FullName, Run: true, Json: true, Mode: null)).Run();

            reports.Select(report => report.File).ShouldBe(["approval.json", "broken.json", "rootless.json"]);
            reports.ShouldAllBe(report => !report.Ok);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_step_that_waits_in_a_faulted_instance_does_not_go_on_when_it_is_resumed()
    {
        var report = ReportOf("waits-beside-a-fault.json");

        var step = report["steps"]!.AsArray().ShouldHaveSingleItem()!;
        (Text(step["subStatus"]), step["completed"]!.ToJsonString(), Text(step["bookmarks"]![0]!["activityId"])).ShouldBe(("Faulted", "[]", "wait"));
    }

    private static JsonNode ReportOf(string file, FlowchartMode? mode = null) => JsonNode.Parse(
        new Trial(DefinitionFolder.Read(Folder), new TrialOptions(Folder, Run: true, Json: true, mode)).Run().Single(report => report.File == file).ToJson())!;

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
