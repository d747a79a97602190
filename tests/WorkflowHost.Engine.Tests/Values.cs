using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Values
{
    [Fact]
    public void An_input_takes_a_literal_a_variable_a_workflow_input_JSON_or_a_script()
    {
        var flow = Chart.Of().Variable("v", "String", "变量值")
            .Step("a", "Test.Show", ("value", Piece.Value("文字")))
            .Step("b", "Test.Show", ("value", Piece.Expression("Variable", new JsonObject { ["id"] = "v-id", ["name"] = "v" })))
            .Step("c", "Test.Show", ("value", Piece.Expression("Input", "企业")))
            .Step("d", "Test.Show", ("value", Piece.Expression("Object", """{ "n": [1, 2] }""")))
            .Step("e", "Test.Show", ("value", Piece.Expression("Json", new JsonObject { ["n"] = 1 })))
            .Step("f", "Test.Show", ("value", Piece.Script("1 + 1")))
            .Line("a", "b", "c", "d", "e", "f");

        Play.Start(flow, ("企业", "某公司")).ShouldBeFinished()
            .Shown.Select(shown => JsonNode.Parse(shown)!.ToJsonString(Expressions.Conversion.Json))
            .ShouldBe(["\"文字\"", "\"变量值\"", "\"某公司\"", """{"n":[1,2]}""", """{"n":1}""", "2"]);
    }

    [Theory]
    [InlineData("\"v-id\"")]
    [InlineData("\"v\"")]
    [InlineData("{\"id\":\"v-id\"}")]
    [InlineData("{\"name\":\"v\"}")]
    [InlineData("\"{\\\"id\\\":\\\"v-id\\\"}\"")]
    public void A_Variable_expression_names_its_variable_by_id_or_name_as_text_or_object(string value)
    {
        var flow = Chart.Of().Variable("v", "Int32", 7).Step("a", "Test.Show", ("value", Piece.Expression("Variable", JsonNode.Parse(value))));

        Play.Start(flow).Shown.ShouldBe(["7"]);
    }

    [Fact]
    public void A_bare_value_is_a_literal_and_an_input_without_expression_is_none()
    {
        var flow = Chart.Of()
            .Step("a", "Test.Show", ("number", 5))
            .Step("b", "Test.Show", ("value", new JsonObject { ["typeName"] = "Object", ["expression"] = null }))
            .Line("a", "b");

        Play.Start(flow).Shown.ShouldBe(["5", "null"]);
    }

    [Fact]
    public void A_field_that_was_cleared_in_Studio_is_no_value()
    {
        Play.Start(Chart.Of().Step("a", "Test.Show", ("number", Piece.Value("")))).Shown.ShouldBe(["null"]);
    }

    [Fact]
    public void A_literal_that_does_not_fit_its_input_is_a_problem_of_the_definition()
    {
        Play.Compile(Chart.Of().Step("a", "Test.Show", ("number", Piece.Value("many"))).Definition())
            .Problems.ShouldHaveSingleItem().Message.ShouldBe("步骤“a”的输入“Number”：值“many”不能作为数字使用。");
    }

    [Fact]
    public void A_variable_that_does_not_fit_its_input_is_an_incident_that_names_the_input()
    {
        var flow = Chart.Of().Variable("v", "String", "abc").Step("a", "Test.Show", ("number", Piece.Expression("Variable", "v-id")));

        Play.Start(flow).ShouldHaveOneIncident("a", "value-type").Message.ShouldBe("输入“Number”无法求值：值“abc”不能作为数字使用。");
    }

    [Fact]
    public void An_input_that_has_a_name_for_people_is_named_by_it()
    {
        Play.Compile(Chart.Of().Step("a", "Elsa.Delay", ("timeSpan", Piece.Value("soon"))).Definition())
            .Problems.ShouldHaveSingleItem().Message.ShouldStartWith("步骤“a”的输入“时长”：");

        var flow = Chart.Of().Variable("v", "String", "soon").Step("a", "Elsa.Delay", ("timeSpan", Piece.Expression("Variable", "v-id")));
        Play.Start(flow).State.Incidents.ShouldHaveSingleItem().Message.ShouldStartWith("输入“时长”无法求值：");
    }

    [Fact]
    public void An_unknown_variable_reads_as_nothing_and_can_not_be_set()
    {
        Play.Start(Chart.Of().Step("a", "Test.Show", ("value", Piece.Expression("Variable", "ghost")))).Shown.ShouldBe(["null"]);
        Play.Start(Chart.Of().Step(Piece.SetVariable("a", "ghost", Piece.Value(1)))).ShouldHaveOneIncident("a", "variable-unknown");
    }

    [Theory]
    [InlineData("{\"id\":\"ghost\",\"name\":\"ghost\"}")]
    [InlineData("\"{\\\"id\\\":\\\"ghost\\\"}\"")]
    public void A_variable_that_is_picked_in_Studio_and_then_deleted_is_an_incident_that_names_it(string value) =>
        Play.Start(Chart.Of().Step("a", "Test.Show", ("value", Piece.Expression("Variable", JsonNode.Parse(value)))))
            .ShouldHaveOneIncident("a", "variable-unknown").Message.ShouldContain("ghost");

    [Theory]
    [InlineData("JSON", """{"n":1}""", "object 1")]
    [InlineData("json", """{"n":1}""", "object 1")]
    [InlineData("ObjectMap", """{"n":1}""", "object 1")]
    [InlineData("ObjectDictionary", """{"n":1}""", "object 1")]
    [InlineData("JsonNode", """{"n":1}""", "object 1")]
    [InlineData("System.Dynamic.ExpandoObject, System.Linq.Expressions", """{"n":1}""", "object 1")]
    [InlineData("System.Collections.Generic.Dictionary`2[[System.String, System.Private.CoreLib],[System.Object, System.Private.CoreLib]], System.Private.CoreLib", """{"n":1}""", "object 1")]
    [InlineData("System.Collections.Generic.Queue`1[[System.String, System.Private.CoreLib]], System.Collections", """{"n":1}""", "string undefined")]
    [InlineData("Object", """{"n":1}""", "string undefined")]
    [InlineData("no.such.Type", """{"n":1}""", "string undefined")]
    public void A_variable_of_an_object_type_reads_JSON_text_whatever_the_type_is_called(string type, string text, string seen)
    {
        var flow = Chart.Of().Variable("given", type, text).Variable("set", type)
            .Step(Piece.SetVariable("s", "set", Piece.Expression("Object", text)))
            .Step("g", "Test.Show", ("value", Piece.Script("typeof variables.given + ' ' + variables.given.n")))
            .Step("h", "Test.Show", ("value", Piece.Script("typeof variables.set + ' ' + variables.set.n")))
            .Line("s", "g", "h");

        Play.Start(flow).Shown.ShouldBe([$"\"{seen}\"", $"\"{seen}\""]);
    }

    [Theory]
    [InlineData("List<String>")]
    [InlineData("IReadOnlyCollection<Int32>")]
    [InlineData("String[]")]
    [InlineData("System.String[], System.Private.CoreLib")]
    [InlineData("JsonArray")]
    [InlineData("System.Collections.Generic.List`1[[System.String, System.Private.CoreLib]], System.Private.CoreLib")]
    public void A_variable_of_a_list_type_reads_a_list_whatever_the_type_is_called(string type) =>
        Play.Start(Chart.Of().Variable("several", type, "[1, 2]").Step("s", "Test.Show", ("value", Piece.Script("'' + variables.several.length"))))
            .Shown.ShouldBe(["\"2\""]);

    [Theory]
    [InlineData("Long", "4", "5")]
    [InlineData("Int32?", "4", "5")]
    [InlineData("System.Nullable`1[[System.Int32, System.Private.CoreLib]], System.Private.CoreLib", "4", "5")]
    [InlineData("Int16", "4", "5")]
    [InlineData("Single", "4.5", "5.5")]
    [InlineData("System.Int32, System.Private.CoreLib", "4", "5")]
    [InlineData("String", "4", "41")]
    public void A_variable_of_a_number_type_is_a_number_whatever_the_type_is_called(string type, string text, string more) =>
        Play.Start(Chart.Of().Variable("n", type, text).Step("s", "Test.Show", ("value", Piece.Script("'' + (variables.n + 1)")))).Shown.ShouldBe([$"\"{more}\""]);

    [Fact]
    public void A_short_number_is_the_same_for_others_before_a_wait_and_after_it()
    {
        var flow = Chart.Of().Variable("s", "Single", "4.4").Variable("before", "Int32").Variable("after", "Int32")
            .Step(Piece.SetVariable("set", "s", Piece.Value("4.6")))
            .Step(Piece.SetVariable("b", "before", Piece.Expression("Variable", "s-id"))).Wait("w")
            .Step(Piece.SetVariable("a", "after", Piece.Expression("Variable", "s-id")))
            .Step("show", "Test.Show", ("value", Piece.Script("[variables.s, variables.before, variables.after]")))
            .Line("set", "b", "w", "a", "show");

        Play.Start(flow).Resume("w").ShouldBeFinished().Shown.ShouldBe(["[4.6,5,5]"]);
    }

    [Fact]
    public void JSON_that_is_set_as_an_output_stays_as_it_was_written() =>
        Play.Start(Chart.Of().Step("o", "Elsa.SetOutput", ("outputName", Piece.Value("o")), ("outputValue", Piece.Expression("Object", "{\"a\": 1}"))))
            .ShouldBeFinished().State.Output["o"]!.ToString().ShouldBe("{\"a\": 1}");

    [Fact]
    public void An_unknown_expression_type_is_an_incident()
    {
        Play.Start(Chart.Of().Step("a", "Test.Show", ("value", Piece.Expression("Liquid", "{{ x }}")))).ShouldHaveOneIncident("a", "expression-type");
    }

    [Fact]
    public void A_decimal_keeps_its_digits_through_variables_and_saved_states()
    {
        var flow = Chart.Of().Variable("amount", "Decimal", "12345678901234567.890").Variable("copy", "Decimal")
            .Step(Piece.SetVariable("set", "copy", Piece.Expression("Variable", "amount-id")))
            .Wait("w")
            .Step("show", "Test.Show", ("amount", Piece.Expression("Variable", "copy-id")))
            .Line("set", "w", "show");

        Play.Start(flow).Resume("w").ShouldBeFinished().Shown.ShouldBe(["12345678901234567.890"]);
    }

    [Fact]
    public void A_text_variable_whose_default_is_empty_is_an_empty_text() =>
        Play.Start(Chart.Of().Variable("v", "String", "").Step(Piece.LineOf("w", "variables.v === ''"))).ShouldBeFinished().Lines.ShouldBe("True");

    [Fact]
    public void JSON_that_is_wanted_as_a_text_stays_as_it_was_written() =>
        Play.Start(Chart.Of().Step("w", "Elsa.WriteLine", ("text", Piece.Expression("Object", "{ \"数\": 1 }"))))
            .ShouldBeFinished().Lines.ShouldBe("{ \"数\": 1 }");

    [Fact]
    public void Objects_and_lists_have_the_text_that_Elsa_gives_them() =>
        Play.Start(Chart.Of().Step(Piece.LineOf("w", "({ 名: '<甲>', 数: [1.5, true, null] })")))
            .ShouldBeFinished().Lines.ShouldBe("{\"名\":\"\\u003C甲\\u003E\",\"数\":[1.5,true,null]}");

    [Theory]
    [InlineData("Int32", "\"12\"", "12")]
    [InlineData("Int64", "9007199254740993", "9007199254740993")]
    [InlineData("Boolean", "\"true\"", "true")]
    [InlineData("Double", "\"1e3\"", "1000")]
    [InlineData("String", "true", "\"True\"")]
    [InlineData("String", "1.50", "\"1.50\"")]
    [InlineData("String", "[1]", "\"[1]\"")]
    [InlineData("Int32", "\"\"", null)]
    [InlineData("Object", "{\"a\":1}", "{\"a\":1}")]
    [InlineData("Int32", "1.5", "2")]
    [InlineData("Int32", "2.5", "2")]
    [InlineData("Int32", "3.0", "3")]
    [InlineData("Int32", "true", "1")]
    [InlineData("Decimal", "false", "0")]
    [InlineData("Boolean", "0", "false")]
    [InlineData("Boolean", "0.5", "true")]
    public void SetVariable_converts_to_the_type_of_the_variable(string type, string value, string? kept)
    {
        var play = Play.Start(Chart.Of().Variable("v", type).Step(Piece.SetVariable("set", "v", Piece.Value(JsonNode.Parse(value)))));

        play.ShouldBeFinished().State.Variables["v-id"]?.ToJsonString().ShouldBe(kept);
    }

    [Theory]
    [InlineData("Int32", "\"abc\"")]
    [InlineData("Int32", "\"1.5\"")]
    [InlineData("Int32", "1e30")]
    [InlineData("Int32", "99999999999")]
    [InlineData("Boolean", "[true]")]
    [InlineData("Boolean", "\"maybe\"")]
    [InlineData("Decimal", "\"3,14\"")]
    [InlineData("Double", "\"NaN\"")]
    public void SetVariable_refuses_what_does_not_fit_instead_of_writing_a_zero(string type, string value)
    {
        var play = Play.Start(Chart.Of().Variable("v", type).Step(Piece.SetVariable("set", "v", Piece.Value(JsonNode.Parse(value)))));

        play.ShouldHaveOneIncident("set", "value-type").Message.ShouldStartWith("变量“v”：值“");
        play.State.Variables.ShouldBeEmpty();
    }

    [Fact]
    public void A_variable_has_its_default_until_it_is_written_and_null_without_one()
    {
        var flow = Chart.Of().Variable("a", "Int32", "42").Variable("b", "Int32").Variable("c", "Int32", "")
            .Step("s1", "Test.Show", ("value", Piece.Expression("Variable", "a-id")))
            .Step("s2", "Test.Show", ("value", Piece.Expression("Variable", "b-id")))
            .Step("s3", "Test.Show", ("value", Piece.Expression("Variable", "c-id")))
            .Line("s1", "s2", "s3");

        Play.Start(flow).Shown.ShouldBe(["42", "null", "null"]);
    }

    [Fact]
    public void A_default_that_does_not_fit_its_variable_is_a_problem_of_the_definition()
    {
        Play.Compile(Chart.Of().Variable("天数", "Int32", "十五").Definition())
            .Problems.ShouldHaveSingleItem().Message.ShouldBe("变量“天数”的默认值：值“十五”不能作为数字使用。");
    }

    [Fact]
    public void A_container_starts_with_the_defaults_of_its_variables_each_time()
    {
        var inner = Chart.Of().Variable("n", "Int32", 1)
            .Step("show", "Test.Show", ("value", Piece.Expression("Variable", "n-id")))
            .Step(Piece.SetVariable("set", "n", Piece.Value(2)))
            .Line("show", "set");
        var play = Play.Start(Chart.Of().Step(inner.As("inner")).Wait("w").Line("inner", "w").Connect("w", "again", "inner"));

        play.Resume("w", "again").Shown.ShouldBe(["1", "1"]);
    }

    [Fact]
    public void An_output_is_captured_by_its_variable_and_found_by_getOutputFrom()
    {
        var flow = Chart.Of().Variable("kept", "String")
            .Step("a", "Test.Show", ("words", Piece.Value("结果")), ("result", Piece.Output("kept")))
            .Step("b", "Test.Show", ("words", Piece.Expression("Variable", "kept-id")))
            .Step("c", "Test.Show", ("words", Piece.Script("getOutputFrom('a', 'Result') + getOutputFrom('a')")))
            .Line("a", "b", "c");

        var play = Play.Start(flow).ShouldBeFinished();

        play.State.Variables["kept-id"]!.GetValue<string>().ShouldBe("结果");
        play.State.Outputs["c.Result"]!.GetValue<string>().ShouldBe("结果结果");
    }

    [Fact]
    public void An_output_to_a_place_that_is_not_there_is_still_found_through_its_activity()
    {
        var play = Play.Start(Chart.Of().Step("a", "Test.Show", ("words", Piece.Value("结果")), ("result", Piece.Output("ghost")))
            .Step("b", "Test.Show", ("words", Piece.Script("getOutputFrom('a')"))).Line("a", "b"));

        play.ShouldBeFinished().State.Outputs["b.Result"]!.GetValue<string>().ShouldBe("结果");
    }

    [Fact]
    public void A_workflow_input_that_a_start_does_not_bring_has_its_default()
    {
        var flow = Chart.Of().Input("天数", "Int32", "15").Step("a", "Test.Show", ("value", Piece.Expression("Input", "天数")));

        Play.Start(flow).Shown.ShouldBe(["15"]);
        Play.Start(flow, ("天数", 7)).Shown.ShouldBe(["7"]);
    }

    [Fact]
    public void What_a_resume_brings_comes_before_what_the_start_brought_and_lasts_one_turn()
    {
        var flow = Chart.Of().Wait("w")
            .Step("a", "Test.Show", ("value", Piece.Expression("Input", "outcome"))).Wait("w2")
            .Step("b", "Test.Show", ("value", Piece.Expression("Input", "outcome")))
            .Connect("w", "x", "a").Line("a", "w2", "b");

        Play.Start(flow, ("outcome", "start")).Resume("w", "x").Resume("w2", "Done").Shown.ShouldBe(["\"x\"", "\"Done\""]);
        Play.Start(flow, ("outcome", "start")).State.Input["outcome"]!.GetValue<string>().ShouldBe("start");
    }

    [Fact]
    public void A_value_may_be_built_into_an_object_again_and_again()
    {
        var twice = Chart.Of().Step("a", "Test.Wrap", ("value", Piece.Value(new JsonObject { ["x"] = 1 }))).Wait("w").Line("a", "w").Connect("w", "again", "a");

        Play.Start(twice).Resume("w", "again").ShouldWaitAt("w");
    }

    [Theory]
    [InlineData("DateTimeOffset", "2026-11-20T10:30:00+08:00", "明天")]
    [InlineData("DateOnly", "2026-11-20", "2026-13-20")]
    [InlineData("TimeSpan", "1.02:00:00", "一天")]
    [InlineData("Guid", "0c885dd3-7dd9-484b-9b20-3e6552bca144", "0c885dd3")]
    public void A_date_a_span_and_an_id_stay_as_they_were_written_and_must_be_such(string type, string good, string bad)
    {
        var play = Play.Start(Chart.Of().Variable("v", type).Step(Piece.SetVariable("a", "v", Piece.Value(good))));
        play.State.Variables["v-id"]!.GetValue<string>().ShouldBe(good);

        Play.Start(Chart.Of().Variable("v", type).Step(Piece.SetVariable("a", "v", Piece.Value(bad)))).ShouldHaveOneIncident("a", "value-type");
    }

    [Fact]
    public void A_list_given_as_text_becomes_a_list_and_what_is_none_is_refused()
    {
        Definitions.WorkflowDefinition Flow(string value)
        {
            var definition = Chart.Of().Variable("v", "String").Step(Piece.SetVariable("a", "v", Piece.Value(value))).Definition();
            return definition with { Variables = [definition.Variables[0] with { IsArray = true }] };
        }

        Play.Start(Flow("""["甲","乙"]""")).State.Variables["v-id"]!.AsArray().Count.ShouldBe(2);
        Play.Start(Flow("甲")).ShouldHaveOneIncident("a", "value-type");
    }

    [Fact]
    public void The_variable_of_the_nearest_container_hides_those_further_out()
    {
        var inner = Chart.Of().Variable("v", "Int32", 2).Step(Piece.SetVariable("set", "v", Piece.Script("variables.v + 1"))).Step(Piece.LineOf("in", "variables.v")).Line("set", "in").As("inner");
        var renamed = inner with { Variables = [inner.Variables[0] with { Id = "other-id" }] };
        renamed = renamed with { Activities = [renamed.Activities[0] with { Properties = new JsonObject { ["variable"] = new JsonObject { ["id"] = "other-id" }, ["value"] = Piece.Script("variables.v + 1") } }, renamed.Activities[1]] };

        Play.Start(Chart.Of().Variable("v", "Int32", 1).Definition(Piece.Sequence("root", renamed, Piece.LineOf("out", "variables.v"))))
            .ShouldBeFinished().Lines.ShouldBe("3 1");
    }
}
