using Shouldly;
using Xunit;

namespace WorkflowHost.Definitions.Tests;

public sealed class DefinitionValidatorTests
{
    private static readonly HashSet<string> Known = ["Elsa.Flowchart", "Elsa.Sequence", "Elsa.Start", "Elsa.If", "Elsa.Fork", "T"];

    public static TheoryData<string> SoundFlowcharts =>
    [
        Flow(Step("a") + "," + Step("b"), Arrow("a", "b")),
        Flow(Step("a") + "," + Step("b"), Arrow("b", "a")),
        Flow(Step("a") + "," + Step("b") + "," + Step("c"), Arrow("a", "b") + "," + Arrow("b", "a") + "," + Arrow("b", "c")),
        Flow(Step("b") + "," + """{"id":"s","type":"Elsa.Start"}""", Arrow("s", "b")),
        Flow(Step("a") + "," + """{"id":"t","type":"T","customProperties":{"canStartWorkflow":true}}""" + "," + Step("b"), Arrow("t", "a") + "," + Arrow("a", "b")),
        Flow(Step("a") + "," + """{"id":"s","type":"Elsa.Start"},{"id":"t","type":"T","customProperties":{"canStartWorkflow":true}}""", Arrow("s", "a")),
    ];

    [Fact]
    public void The_file_from_studio_is_sound()
    {
        var known = new HashSet<string> { "Elsa.Flowchart", "PostInspection.GenerateDocument", "PostInspection.ApprovalTask" };

        DefinitionValidator.Validate(Sample.Load(Sample.FromStudio), known).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(SoundFlowcharts))]
    public void A_flowchart_whose_steps_are_all_reached_is_sound(string json) =>
        DefinitionValidator.Validate(Sample.Load(json), Known).ShouldBeEmpty();

    [Fact]
    public void A_definition_without_root_is_refused() =>
        DefinitionValidator.Validate(new WorkflowDefinition { Name = "空" }, Known).ShouldHaveSingleItem().Code.ShouldBe("root-missing");

    [Fact]
    public void An_empty_flowchart_is_named() => ShouldFind(Flow("", ""), "flowchart-empty", "$.root");

    [Fact]
    public void A_step_without_id_is_named() =>
        ShouldFind(Sequence("""{"type":"T"}"""), "activity-id-missing", "$.root.activities[0].id");

    [Theory]
    [InlineData("""{"id":"x","type":"T"},{"id":"x","type":"T"}""", "$.root.activities[1].id")]
    [InlineData("""{"id":"r","type":"T"}""", "$.root.activities[0].id")]
    [InlineData("""{"id":"x","type":"T"},{"id":"i","type":"Elsa.If","else":{"id":"x","type":"T"}}""", "$.root.activities[1].else.id")]
    [InlineData("""{"id":"x","type":"T"},{"id":"k","type":"Elsa.Fork","branches":[{"id":"x","type":"T"}]}""", "$.root.activities[1].branches[0].id")]
    public void The_second_step_with_an_id_is_named_wherever_it_stands(string steps, string path) =>
        ShouldFind(Sequence(steps), "activity-id-duplicate", path);

    [Fact]
    public void Connections_to_nowhere_are_named_on_the_end_that_is_wrong()
    {
        ShouldFind(Flow(Step("a"), Arrow("a", "gone")), "connection-target-missing", "$.root.connections[0].target.activity");
        ShouldFind(Flow(Step("a"), Arrow("gone", "a")), "connection-source-missing", "$.root.connections[0].source.activity");
    }

    [Theory]
    [InlineData("a", "b", 2)]
    [InlineData("b", "c", 1)]
    public void A_step_that_no_path_leads_to_is_named(string from, string to, int stray)
    {
        // given three steps of which two are connected, so that the first candidate starts
        var json = Flow(Step("a") + "," + Step("b") + "," + Step("c"), Arrow(from, to));

        // then
        DefinitionValidator.Validate(Sample.Load(json), Known).ShouldContain(p =>
            p.Code == "activity-unreachable" && p.Path == $"$.root.activities[{stray}]");
    }

    [Fact]
    public void What_stands_before_a_start_step_is_unreachable() =>
        ShouldFind(
            Flow(Step("a") + """,{"id":"s","type":"Elsa.Start"}""", Arrow("a", "s")),
            "activity-unreachable",
            "$.root.activities[0]");

    [Fact]
    public void An_unknown_type_is_named_with_the_label_of_its_step()
    {
        var problem = ShouldFind(
            Sequence("""{"id":"x","type":"Gone.Step","metadata":{"displayText":"发通知"}}"""),
            "activity-type-unknown",
            "$.root.activities[0].type");

        problem.Message.ShouldBe("步骤“发通知”的类型“Gone.Step”在本系统中不存在，请换用工具箱中的步骤。");
    }

    [Fact]
    public void Variables_need_a_name_of_their_own()
    {
        ShouldFind(Variables("""{"id":"v","name":" "}"""), "variable-name-empty", "$.variables[0].name");
        ShouldFind(Variables("""{"id":"v","name":"a"},{"id":"w","name":"a"}"""), "variable-name-duplicate", "$.variables[1].name");
        ShouldFind(
            """{"root":{"id":"r","type":"Elsa.Sequence","variables":[{"id":"v","name":"a"},{"id":"w","name":"a"}]}}""",
            "variable-name-duplicate",
            "$.root.variables[1].name");
    }

    [Theory]
    [InlineData("""{"memoryReference":{"id":"gone"}}""", "$.root.activities[0].p.memoryReference.id")]
    [InlineData("""{"expression":{"type":"Variable","value":"{\"id\":\"gone\",\"name\":\"没有\"}"}}""", "$.root.activities[0].p.expression.value")]
    [InlineData("""{"expression":{"type":"Variable","value":{"id":"gone"}}}""", "$.root.activities[0].p.expression.value")]
    [InlineData("""{"expression":{"type":"Variable","value":"gone"}}""", "$.root.activities[0].p.expression.value")]
    [InlineData("""[{"condition":{"type":"Variable","value":"gone"}}]""", "$.root.activities[0].p[0].condition.value")]
    [InlineData("""{"memoryReference":{"id":"elsewhere"}}""", "$.root.activities[0].p.memoryReference.id")]
    public void A_variable_that_does_not_exist_in_sight_is_named(string property, string path) =>
        ShouldFind(Binding(property), "variable-not-found", path);

    [Theory]
    [InlineData("""{"memoryReference":{"id":"v1"}}""")]
    [InlineData("""{"memoryReference":{"id":"inner"}}""")]
    [InlineData("""{"memoryReference":{"id":"结果"}}""")]
    [InlineData("""{"memoryReference":{"id":null}}""")]
    [InlineData("""{"memoryReference":null}""")]
    [InlineData("""{"expression":{"type":"Literal","value":"gone"},"memoryReference":{"id":"gone"}}""")]
    [InlineData("""{"expression":{"type":"Variable","value":"{\"id\":\"v1\"}"}}""")]
    [InlineData("""{"expression":{"type":"Variable","value":{"name":"甲"}}}""")]
    [InlineData("""{"expression":{"type":"Variable","value":null}}""")]
    public void Bindings_to_variables_in_sight_and_empty_ones_are_sound(string property) =>
        DefinitionValidator.Validate(Sample.Load(Binding(property)), Known).ShouldBeEmpty();

    [Fact]
    public void All_problems_are_reported_together()
    {
        var json = """
            {"variables":[{"name":""}],"root":{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Gone"},{"id":"a","type":"T"}],
             "connections":[{"source":{"activity":"a"},"target":{"activity":"z"}}]}}
            """;

        DefinitionValidator.Validate(Sample.Load(json), Known).Select(p => p.Code).ShouldBe(
            ["variable-name-empty", "connection-target-missing", "activity-type-unknown", "activity-id-duplicate"]);
    }

    private static Problem ShouldFind(string json, string code, string path)
    {
        var problem = DefinitionValidator.Validate(Sample.Load(json), Known).ShouldHaveSingleItem();
        (problem.Code, problem.Path).ShouldBe((code, path));
        problem.Message.ShouldContain(c => c >= '\u4E00' && c <= '\u9FFF');
        return problem;
    }

    private static string Flow(string steps, string arrows) =>
        """{"root":{"id":"f","type":"Elsa.Flowchart","activities":[""" + steps + "],\"connections\":[" + arrows + "]}}";

    private static string Sequence(string steps) =>
        """{"root":{"id":"r","type":"Elsa.Sequence","activities":[""" + steps + "]}}";

    private static string Variables(string variables) =>
        """{"root":{"id":"r","type":"T"},"variables":[""" + variables + "]}";

    private static string Binding(string property) =>
        """
        {"variables":[{"id":"v1","name":"甲"}],"outputs":[{"name":"结果"}],"root":{"id":"r","type":"Elsa.Sequence",
         "variables":[{"id":"inner","name":"内"}],"activities":[{"id":"x","type":"T","p":
        """ + property + """
        },{"id":"y","type":"Elsa.Sequence","variables":[{"id":"elsewhere","name":"别处"}]}]}}
        """;

    private static string Step(string id) => $$"""{"id":"{{id}}","type":"T"}""";

    private static string Arrow(string from, string to) =>
        """{"source":{"activity":""" + $"\"{from}\"" + """},"target":{"activity":""" + $"\"{to}\"" + "}}";
}
