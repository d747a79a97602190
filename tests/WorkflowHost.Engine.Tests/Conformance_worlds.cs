using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Conformance;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>What the definitions of one folder do to one another when the program plays them.</summary>
public sealed class Conformance_worlds
{
    [Theory]
    [InlineData("Elsa.ExecuteWorkflow")]
    [InlineData("Elsa.DispatchWorkflow")]
    public void A_parent_that_waits_goes_on_when_its_child_of_the_folder_is_over(string type)
    {
        var reports = Play(Flow("parent", Parent(type, waits: true)), Flow("child", Child()));

        reports["parent"].First.ShouldNotBeNull().ShouldSatisfyAllConditions(
            step => step.SubStatus.ShouldBe("Finished"),
            step => step.Lines.ShouldBe(["子：7", "父：合格"]),
            step => step.Completed.ShouldBe(["x", "say", "root"]));
    }

    [Fact]
    public void A_parent_that_does_not_wait_goes_on_first() =>
        Play(Flow("parent", Piece.Sequence("root", Starts("Elsa.DispatchWorkflow", waits: false), Piece.Line("after", "完"))), Flow("child", Child()))["parent"]
            .First!.Lines.ShouldBe(["完", "子：7"]);

    [Fact]
    public void A_child_that_waits_is_resumed_through_its_parent_s_file()
    {
        var child = Piece.Sequence("root", Wait("w", "复检"), Piece.Line("say", "子"));

        var report = Play(Flow("parent", Parent("Elsa.ExecuteWorkflow", waits: true), "w"), Flow("child", child))["parent"];

        (report.First!.SubStatus, report.First.Bookmarks.ShouldHaveSingleItem()).ShouldBe(("Suspended", "x"));
        report.Steps.ShouldHaveSingleItem().ShouldSatisfyAllConditions(step => step.SubStatus.ShouldBe("Finished"), step => step.Lines.ShouldBe(["子", "父：undefined"]));
    }

    [Fact]
    public void One_child_for_each_item_and_the_parent_goes_on_with_the_last()
    {
        var bulk = Piece.Of("x", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", Piece.Value("child")), ("items", Piece.Expression("Object", """[{"编号":1},{"编号":2}]""")))
            .With("childCompleted", Piece.Line("one", "一个"));

        Play(Flow("parent", Piece.Sequence("root", bulk, Piece.Line("after", "完"))), Flow("child", Child()))["parent"].First!.Lines.ShouldBe(["子：1", "子：2", "一个", "一个", "完"]);
    }

    [Fact]
    public void A_child_that_faults_tells_its_parent_and_one_that_is_not_there_is_the_parent_s_incident()
    {
        var parent = Piece.Sequence("root", Starts("Elsa.ExecuteWorkflow", waits: true), Piece.LineOf("say", "getOutputFrom('x').SubStatus"));

        Play(Flow("parent", parent), Flow("child", Piece.Of("f", "Elsa.Fault")))["parent"].First!.ShouldSatisfyAllConditions(
            step => step.Lines.ShouldBe(["Faulted"]), step => step.Incidents.ShouldBeEmpty());
        Play(Flow("parent", parent))["parent"].First!.Incidents.ShouldHaveSingleItem().ShouldBe(new TrialIncident("x", "文件夹中没有流程“child”。"));
    }

    [Fact]
    public void The_published_version_of_a_child_counts_else_the_newest()
    {
        WorkflowDefinition Version(int version, bool isPublished) => Flow("child", Piece.Line("say", $"版{version}")).Definition with { Id = $"v{version}", Version = version, IsPublished = isPublished };
        var parent = Flow("parent", Starts("Elsa.DispatchWorkflow", waits: false));

        Play(parent, (Version(1, false), []), (Version(2, true), []), (Version(3, false), []))["parent"].First!.Lines.ShouldBe(["版2"]);
        Play(parent, (Version(1, false), []), (Version(3, false), []))["parent"].First!.Lines.ShouldBe(["版3"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_event_wakes_the_step_of_the_same_instance_that_waits_for_it_before_or_after(bool waitsLater)
    {
        var flow = Chart.Of().Step("s").Step(Wait("e", "x")).Step(Publish("p", "x")).Step(Piece.LineOf("say", "JSON.stringify(getLastResult())"));
        _ = waitsLater ? flow.Line("s", "p", "e", "say") : flow.Line("s", "e", "say").Line("s", "p");

        Play(Flow("one", Steps(flow)))["one"].First!.ShouldSatisfyAllConditions(step => step.SubStatus.ShouldBe("Finished"), step => step.Lines.ShouldBe(["{}"]));
    }

    [Theory]
    [InlineData("案1", "Finished")]
    [InlineData("案2", "Suspended")]
    public void An_event_for_a_correlation_wakes_nobody_else(string correlation, string subStatus)
    {
        var flow = Chart.Of().Step("c", "Elsa.Correlate", ("correlationId", Piece.Value("案1"))).Step(Wait("e", "x")).Step(Publish("p", "x", correlation)).Line("c", "e").Line("c", "p");

        Play(Flow("one", flow.As("root")))["one"].First!.SubStatus.ShouldBe(subStatus);
    }

    [Theory]
    [InlineData(true, false, new[] { "醒" })]
    [InlineData(false, false, new string[0])]
    [InlineData(true, true, new string[0])]
    public void An_event_starts_the_published_workflows_that_it_triggers_unless_it_is_local(bool isPublished, bool local, string[] lines)
    {
        var trigger = Wait("e", "x") with { CustomProperties = new JsonObject { ["canStartWorkflow"] = true } };
        var listener = Flow("listener", Chart.Of().Step(trigger).Step(Piece.Line("say", "醒")).Line("e", "say").As("root"));
        var publish = Publish("p", "x");
        publish.Properties["isLocalEvent"] = Piece.Value(local);

        Play(Flow("one", publish), (listener.Definition with { IsPublished = isPublished }, []))["one"].First!.Lines.ShouldBe(lines);
    }

    [Fact]
    public void Workflows_that_start_one_another_for_ever_are_stopped()
    {
        var self = Flow("child", Piece.Sequence("root", Piece.Line("say", "又"), Starts("Elsa.DispatchWorkflow", waits: false)));

        Play(self)["child"].Problems.ShouldHaveSingleItem().ShouldStartWith("endless $");
    }

    private static ActivityDefinition Child() => Piece.Sequence("root",
        Piece.LineOf("say", "'子：' + getInput('编号')"), Piece.Of("set", "Elsa.SetOutput", ("outputName", Piece.Value("结论")), ("outputValue", Piece.Value("合格"))));

    private static ActivityDefinition Parent(string type, bool waits) =>
        Piece.Sequence("root", Starts(type, waits), Piece.LineOf("say", "'父：' + getOutputFrom('x')['结论']"));

    private static ActivityDefinition Starts(string type, bool waits) => Piece.Of(
        "x", type, ("workflowDefinitionId", Piece.Value("child")), ("waitForCompletion", Piece.Value(waits)), ("input", Piece.Expression("Object", """{"编号":7}""")));

    private static ActivityDefinition Wait(string id, string name) => Piece.Of(id, "Elsa.Event", ("eventName", Piece.Value(name)));

    private static ActivityDefinition Publish(string id, string name, string? correlation = null) => Piece.Of(
        id, "Elsa.PublishEvent", ("eventName", Piece.Value(name)), ("correlationId", correlation is null ? null : Piece.Value(correlation)));

    private static ActivityDefinition Steps(Chart chart)
    {
        var root = chart.As("root");
        return root with { Activities = [.. root.Activities.Select(step => step.Type == "Test.Note" ? step with { Type = "Elsa.Start" } : step)] };
    }

    private static (WorkflowDefinition Definition, string[] Resume) Flow(string id, ActivityDefinition root, params string[] resume) =>
        (Chart.Of().Definition(root) with { Id = id + "-v1", DefinitionId = id, Name = id }, resume);

    /// <summary>Plays a folder of these definitions; the reports by the names of the definitions.</summary>
    private static Dictionary<string, TrialReport> Play(params (WorkflowDefinition Definition, string[] Resume)[] flows)
    {
        var files = flows.Select(flow => new DefinitionFile(flow.Definition.Name, Encoding.UTF8.GetBytes(DefinitionWriter.Write(flow.Definition)), [.. flow.Resume])).ToArray();
        return new Trial(files, new TrialOptions("", Run: true, Json: true, Mode: null)).Run().DistinctBy(report => report.File)
            .ToDictionary(report => report.File, StringComparer.Ordinal);
    }
}
