using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>Scripts that only read share an interpreter; none may meet what another left, and what a script changes in place is still noticed.</summary>
public sealed class Scripts_one_after_the_other
{
    [Theory]
    [InlineData("String.leak = 1; 1", "String.leak")]
    [InlineData("String['leak'] = 1", "String.leak")]
    [InlineData("var leak = 1; leak", "typeof leak === 'undefined' ? null : leak")]
    [InlineData("leak = 1", "typeof leak === 'undefined' ? null : leak")]
    [InlineData("function leak() { return 1; } leak()", "typeof leak === 'undefined' ? null : 1")]
    [InlineData("for (leak in { a: 1 }) { } 1", "typeof leak === 'undefined' ? null : leak")]
    [InlineData("(function () { leak = 1; })()", "typeof leak === 'undefined' ? null : leak")]
    [InlineData("this.leak = 1", "typeof leak === 'undefined' ? null : leak")]
    [InlineData("delete String.fromCharCode", "typeof String.fromCharCode === 'undefined' ? 1 : null")]
    [InlineData("Object.defineProperty(String, 'leak', { value: 1 }).leak", "String.leak")]
    [InlineData("[''].map(function () { String.leak = 1; })", "String.leak")]
    [InlineData("String.leak = 0; ++String.leak", "String.leak")]
    [InlineData("Object.prototype.leak = 1", "({}).leak")]
    [InlineData("\\u0065val('Object.prototype.leak = 1; 1')", "({}).leak")]
    [InlineData("({ 'Object.prototype.leak = 1': { toJSON: \\u0065val } })", "({}).leak")]
    [InlineData("({ toString: [].pop, length: 1 }) + ''", "({}).leak || null")]
    public void What_one_script_does_to_its_interpreter_no_other_meets(string first, string then) =>
        Shown("getVariable('单位')", first, then).ShouldBe("null", first);

    [Theory]
    [InlineData("\\u0044ate()")]
    [InlineData("new \\u0044ate().getTime()")]
    public void A_clock_whose_name_is_written_with_escapes_stands_still_too(string script) =>
        Shown(script).ShouldBe(Shown(script.Replace("\\u0044", "D", StringComparison.Ordinal)));

    [Theory]
    [InlineData("variables.hasOwnProperty('单' + '位')")]
    [InlineData("this['variables'].hasOwnProperty('单' + '位')")]
    [InlineData("variables['单' + '位'] === '市局'")]
    [InlineData("Object.keys(variables).length === 3")]
    public void A_script_that_does_not_name_its_variables_sees_them_all(string script) => Shown(script).ShouldBe("true");

    [Theory]
    [InlineData("({ length: 30000000, toString: [].join }) + ''")]
    [InlineData("(Array(30000000) + '').length")]
    [InlineData("var long = []; long.length = 30000000; '' + long")]
    public void A_list_too_long_to_be_written_is_refused_whoever_writes_it(string script) =>
        Play.Start(Steps(script)).ShouldHaveOneIncident("s0", "javascript-list");

    [Theory]
    [InlineData("this[' tick'] = function () { return true; };")]
    [InlineData("delete this[' tick']; this[' tick'] = function () { return true; };")]
    public void A_script_can_t_put_something_else_in_the_place_of_what_counts_its_memory(string before) =>
        Play.Start(Steps(before + " var text = 'x'; while (true) { text += text; }")).ShouldHaveOneIncident("s0", "javascript-memory");

    [Theory]
    [InlineData("variables.表.a.push(3); 1", """{"a":[1,2,3],"b":{"c":null},"n":1.5}""")]
    [InlineData("variables.表.a[1] = '2'; 1", """{"a":[1,"2"],"b":{"c":null},"n":1.5}""")]
    [InlineData("variables.表.b.c = 0; 1", """{"a":[1,2],"b":{"c":0},"n":1.5}""")]
    [InlineData("variables.表.b.d = undefined; 1", """{"a":[1,2],"b":{"c":null,"d":null},"n":1.5}""")]
    [InlineData("delete variables.表.b.c; 1", """{"a":[1,2],"b":{},"n":1.5}""")]
    [InlineData("variables.表.n = true; 1", """{"a":[1,2],"b":{"c":null},"n":true}""")]
    [InlineData("getVariable('表').a.pop(); 1", """{"a":[1],"b":{"c":null},"n":1.5}""")]
    [InlineData("Object.defineProperty(variables.表, 'n', { get: function () { return 7; }, enumerable: true }); 1", """{"a":[1,2],"b":{"c":null},"n":7}""")]
    [InlineData("variables.表.a.length = 0; 1", """{"a":[],"b":{"c":null},"n":1.5}""")]
    public void What_a_script_changes_deep_within_a_variable_is_kept(string script, string after) =>
        JsonNode.DeepEquals(Changed(script).ShouldHaveSingleItem().Value, JsonNode.Parse(after)).ShouldBeTrue(script);

    [Theory]
    [InlineData("variables.表.a.concat([3]).length")]
    [InlineData("var t = variables.表; t.n = 1.5; t.b.c = null; t.b.c")]
    [InlineData("variables.表.b.c = undefined; 1")]
    [InlineData("variables.表.a.reverse().reverse().length")]
    public void What_is_as_it_was_is_not_written(string script) => Changed(script).ShouldBeEmpty();

    [Fact]
    public void A_list_of_one_number_stays_a_list_of_one_number() =>
        Shown("variables.单个.map(function (n) { return n; }).concat(variables.单个)").ShouldBe("[5,5]");

    private static ImmutableDictionary<string, JsonNode?> Changed(string script) => Play.Start(Steps(script)).ShouldBeFinished().State.Variables;

    private static string Shown(params string[] scripts) => Play.Start(Steps(scripts)).ShouldBeFinished().Shown.Last();

    private static Definitions.WorkflowDefinition Steps(params string[] scripts)
    {
        var chart = Chart.Of().Variable("单位", "String", "市局").Variable("单个", "Object", new JsonArray(5))
            .Variable("表", "Object", JsonNode.Parse("""{"a":[1,2],"b":{"c":null},"n":1.5}"""));
        foreach (var (place, script) in scripts.Index())
        {
            chart = chart.Step($"s{place}", "Test.Show", ("value", Piece.Script(script)));
            chart = place > 0 ? chart.Line($"s{place - 1}", $"s{place}") : chart;
        }

        return chart.Definition();
    }
}
