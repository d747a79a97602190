using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Engine.Tests.Playing;
using WorkflowHost.Expressions;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Scripts
{
    /// <summary>On a busy machine the time would be over before what a test is about.</summary>
    private static readonly JavaScriptOptions Patient = new() { TimeLimit = TimeSpan.FromSeconds(30) };

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("0.1", "0.1")]
    [InlineData("'文' + '字'", "\"文字\"")]
    [InlineData("true && false", "false")]
    [InlineData("undefined", null)]
    [InlineData("null", null)]
    [InlineData("({ 名称: '电线', list: [1, 2.5, null] })", "{\"名称\":\"电线\",\"list\":[1,2.5,null]}")]
    [InlineData("var x = 3; x * 2", "6")]
    public void A_script_gives_its_last_value_as_JSON(string script, string? expected) => Value(script).ShouldBe(expected);

    [Fact]
    public void A_script_reads_variables_by_name_or_function_Chinese_names_included() =>
        Value("variables.单位 + getVariable('单位') + variables['单位']").ShouldBe("\"市局市局市局\"");

    [Fact]
    public void A_script_writes_a_variable_by_function_or_by_assignment()
    {
        var play = Run("setVariable('单位', '区局'); variables.天数 = variables.天数 + 5; variables.单位 + variables.天数");

        play.State.Variables["单位-id"]!.GetValue<string>().ShouldBe("区局");
        play.State.Variables["天数-id"]!.GetValue<int>().ShouldBe(20);
        play.Shown.Select(shown => JsonNode.Parse(shown)!.GetValue<string>()).ShouldBe(["区局20"]);
    }

    [Fact]
    public void A_list_that_a_script_changes_in_place_is_kept()
    {
        Run("variables.清单.push('b'); 1").State.Variables["清单-id"]!.ToJsonString().ShouldBe("""["a","b"]""");
        Run("variables.清单.length").State.Variables.ShouldBeEmpty();
    }

    [Fact]
    public void Null_clears_a_variable() =>
        Run("variables.天数 = null; 1").State.Variables.ShouldContainKeyAndValue("天数-id", null);

    [Fact]
    public void What_a_script_sets_is_of_the_variable_s_type_at_once() =>
        Play.Start(Chart.Of().Variable("n", "Int32").Step("s", "Test.Show", ("value", Piece.Script("setVariable('n', '9'); typeof getVariable('n')"))))
            .Shown.ShouldBe(["\"number\""]);

    [Fact]
    public void Setting_a_variable_that_nobody_declared_adds_it_and_it_outlives_a_wait()
    {
        var play = Play.Start(Chart.Of().Step("a", "Test.Show", ("value", Piece.Script("setVariable('新增', 7); 1"))).Wait("w")
            .Step("b", "Test.Show", ("value", Piece.Script("getVariable('新增')"))).Line("a", "w", "b"));

        play.Resume("w").ShouldBeFinished().Shown.Last().ShouldBe("7");
    }

    [Fact]
    public void Writing_a_value_that_does_not_fit_the_variable_is_an_incident_even_inside_try() =>
        Run("try { setVariable('天数', 'abc') } catch (e) { } 1").ShouldHaveOneIncident("a", "value-type");

    [Theory]
    [InlineData("var a = ;", "脚本第 1 行有语法错误")]
    [InlineData("const a = 1;\nasync () => 1", "脚本第 2 行用到本系统脚本不支持的 async/await")]
    [InlineData("function* f() { yield 1; }", "脚本第 1 行用到本系统脚本不支持的 function*/yield")]
    [InlineData("10n ** 20n", "脚本第 1 行用到本系统脚本不支持的 BigInt")]
    [InlineData("const m = /a/u;", "脚本第 1 行用到本系统脚本不支持的 /…/u")]
    [InlineData("const m =\n\nawait import('fs')", "脚本第 3 行有语法错误")]
    public void Syntax_that_is_not_spoken_is_refused_with_a_Chinese_sentence_that_names_the_line(string script, string message)
    {
        Run(script).ShouldHaveOneIncident("a", "javascript-syntax").Message.ShouldContain(message);
        new JavaScriptEvaluator(new JavaScriptOptions()).Check(Expression.ForScript(script)).ShouldHaveSingleItem().ShouldContain(message);
    }

    [Fact]
    public void A_script_that_throws_is_an_incident_with_its_line() =>
        Run("var a = 1;\nnotThere()").ShouldHaveOneIncident("a", "javascript-error").Message.ShouldContain("脚本第 2 行出错");

    [Fact]
    public void A_script_that_never_ends_stops_at_the_limit_of_statements() =>
        Run("while (true) { }").ShouldHaveOneIncident("a", "javascript-statements").Message.ShouldContain("100000 条语句");

    [Fact]
    public void A_script_that_takes_too_long_stops_at_the_limit_of_time() =>
        Run("while (true) { }", new JavaScriptOptions { MaxStatements = 10_000_000, TimeLimit = TimeSpan.FromMilliseconds(20) })
            .ShouldHaveOneIncident("a", "javascript-time").Message.ShouldContain("0.02 秒");

    [Fact]
    public void Time_in_which_a_script_waits_for_the_processor_does_not_count()
    {
        // given
        var clock = new ScriptClock(TimeSpan.FromMilliseconds(200));
        using var never = new ManualResetEventSlim();

        // when the thread has no processor for longer than the limit
        never.Wait(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);

        // then
        clock.IsOver().ShouldBeFalse();

        // and when it has worked for so long
        var since = Stopwatch.StartNew();
        while (!clock.IsOver())
        {
            since.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2));
        }

        // then
        since.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_script_that_calls_itself_for_ever_stops_at_the_limit_of_depth() =>
        Run("function f() { return f(); } f()").ShouldHaveOneIncident("a", "javascript-recursion").Message.ShouldContain("64 层");

    [Theory]
    [InlineData("System.IO.File.ReadAllText('x')")]
    [InlineData("importNamespace('System')")]
    public void A_script_has_no_way_to_the_machine(string script) => Run(script).ShouldHaveOneIncident("a", "javascript-error");

    [Theory]
    [InlineData("1 / 0")]
    [InlineData("Number('abc')")]
    public void A_number_that_is_none_is_an_incident(string script) => Run(script).ShouldHaveOneIncident("a", "javascript-number");

    [Fact]
    public void The_clock_of_a_script_stands_still_and_shows_China() =>
        Value("[new Date().toISOString(), Date.now() === new Date().getTime(), new Date().getHours(), new Date(2026, 0, 5).toISOString(), getNow()]")
            .ShouldBe("""["2026-11-20T02:30:00.000Z",true,10,"2026-01-04T16:00:00.000Z","2026-11-20T02:30:00.000Z"]""");

    [Fact]
    public void A_script_has_no_chance() => Run("Math.random()").ShouldHaveOneIncident("a", "javascript-error").Message.ShouldContain("不能使用随机数");

    [Fact]
    public void A_script_knows_its_instance_case_and_definition() =>
        Value("[getWorkflowInstanceId(), getCorrelationId(), getWorkflowDefinitionId(), getInput('企业')]").ShouldBe("""["i1","case-1","d1","某公司"]""");

    [Theory]
    [InlineData("var s = 'x'; while (true) { s = s + s; }")]
    [InlineData("var s = 'x'; while (true) { s += s; }")]
    [InlineData("var s = 'x'; function f() { s = s.concat(s); f(); } f()")]
    [InlineData("var list = []; for (;;) { list.push('0123456789'.split('')); }")]
    [InlineData("var s = 'x'; [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30].map(function (i) { return s = s.concat(s); })")]
    public void A_script_that_takes_more_and_more_memory_stops_at_the_limit(string script) =>
        Run(script, new JavaScriptOptions { MaxAllocatedBytes = 32 * 1024 * 1024, MaxStatements = 10_000_000, TimeLimit = Patient.TimeLimit })
            .ShouldHaveOneIncident("a", "javascript-memory").Message.ShouldContain("32 MB");

    [Theory]
    [InlineData("new Array(1000000000).join('x')")]
    [InlineData("var list = []; list.length = 4000000000; list.map(function (x) { return x; })")]
    public void A_list_that_only_pretends_to_be_long_is_refused(string script) => Run(script).ShouldHaveOneIncident("a", "javascript-list");

    [Theory]
    [InlineData("/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.replace(new RegExp('(a+)+$'), '')")]
    public void A_pattern_that_never_ends_stops_at_the_limit_of_time(string script) =>
        Run(script, new JavaScriptOptions { TimeLimit = TimeSpan.FromMilliseconds(50) }).ShouldHaveOneIncident("a", "javascript-time");

    [Theory]
    [InlineData("var seen = []; for (var i = 0; i < 3; i++) { var p = /a/; p.n = (p.n || 0) + 1; seen.push(p.n); } seen", "[1,1,1]")]
    [InlineData("var found = []; for (var i = 0; i < 3; i++) { found.push(/a/g.test('a')); } found", "[true,true,true]")]
    [InlineData("({ one: /B/i, two: [/b/, /c/] }).two[1].test('c') && (/x/ ? /A/i.test('a') : false)", "true")]
    [InlineData("'a1b22'.replace(/[0-9]+/g, '#') + 'x,y'.split(/,/).length", "\"a#b#2\"")]
    public void A_pattern_is_made_anew_wherever_it_is_evaluated(string script, string result) => Value(script).ShouldBe(result);

    [Fact]
    public void A_script_whose_brackets_would_overflow_the_stack_is_refused() =>
        Run(new string('(', 50_000) + "1" + new string(')', 50_000)).ShouldHaveOneIncident("a", "javascript-nesting");

    [Theory]
    [InlineData("var a;", "a=", "1", 90_000)]
    [InlineData("var b = {}; b.c = b; b", ".c", "", 90_000)]
    [InlineData("", "typeof ", "1", 25_000)]
    [InlineData("", "new ", "Object", 40_000)]
    [InlineData("function f() { return f; } f", "()", "", 60_000)]
    [InlineData("'a'", ".concat('a')", "", 15_000)]
    [InlineData("1", "*1", "", 60_000)]
    [InlineData("1", "&&1", "", 60_000)]
    [InlineData("", "if(1)", "1", 30_000)]
    public void A_script_that_is_deep_without_a_bracket_ends_before_the_stack_of_its_thread_and_the_process_with_it(string start, string part, string end, int times)
    {
        Play? play = null;
        var thread = new Thread(() => play = Run(start + string.Concat(Enumerable.Repeat(part, times)) + end), 1024 * 1024);
        thread.Start();
        thread.Join();

        play.ShouldNotBeNull().ShouldHaveOneIncident("a", "javascript-recursion");
    }

    [Fact]
    public void Labels_within_labels_are_refused() =>
        Run(string.Concat(Enumerable.Range(0, 20_000).Select(label => $"l{label}: ")) + "1").ShouldHaveOneIncident("a", "javascript-nesting");

    [Theory]
    [InlineData("1", "+1", 900, "901")]
    [InlineData("''", "+'a'", 900, null)]
    [InlineData("var b = { v: 7 }; b.c = b; b", ".c", 500, null)]
    [InlineData("variables.天数 > 10", " && variables.天数 > 10", 300, "true")]
    public void A_long_sum_or_chain_is_no_trouble(string start, string part, int times, string? value)
    {
        var play = Run(start + string.Concat(Enumerable.Repeat(part, times)) + (value is null ? ".length" : ""));

        play.ShouldBeFinished();
        if (value is not null)
        {
            play.Shown.ShouldBe([value]);
        }
    }

    [Theory]
    [InlineData("return 1 + 1;", "2")]
    [InlineData("if (variables.天数 > 10) { return '长'; } return '短';", "\"长\"")]
    [InlineData("const f = d => d > 10 ? '长' : '短'; return f(variables.天数);", "\"长\"")]
    [InlineData("const a = 1; let b = 2; a + b", "3")]
    [InlineData("for (var i = 0, s = ''; i < 3; i++) { s += i; } s", "\"012\"")]
    [InlineData("var n = 0; do { n++; } while (n < 3); n", "3")]
    public void A_script_may_return_and_what_guards_it_changes_no_value(string script, string value) => Value(script).ShouldBe(value);

    [Theory]
    [InlineData("getWorkflowDefinitionVersionId() + getWorkflowDefinitionVersion()", "\"v11\"")]
    [InlineData("setCorrelationId('案2'); getCorrelationId()", "\"案2\"")]
    [InlineData("setWorkflowInstanceName('名'); getWorkflowInstanceName()", "\"名\"")]
    [InlineData("[getWorkflowInstanceName() === null, setCorrelationId(''), getCorrelationId() === null]", "[true,null,true]")]
    [InlineData("[isNullOrEmpty(''), isNullOrEmpty(null), isNullOrWhiteSpace(' '), isNullOrEmpty(' ')]", "[true,true,true,false]")]
    [InlineData("toJson({ 名: [1, null] })", "\"{\\\"名\\\":[1,null]}\"")]
    [InlineData("toJson('<名&>')", "\"\\\"\\\\u003C名\\\\u0026\\\\u003E\\\"\"")]
    [InlineData("stringFromBase64(stringToBase64('电线'))", "\"电线\"")]
    [InlineData("bytesToString(bytesFromBase64(bytesToBase64(bytesFromString('线'))))", "\"线\"")]
    [InlineData("parseGuid('{0C885DD3-7DD9-484B-9B20-3E6552BCA144}')", "\"0c885dd3-7dd9-484b-9b20-3e6552bca144\"")]
    [InlineData("[newGuid() !== newGuid(), newGuidString().length, getShortGuid().length > 15]", "[true,36,true]")]
    [InlineData("set单位('省局'); get单位() + get天数()", "\"省局15\"")]
    [InlineData("get企业()", "\"某公司\"")]
    public void Elsa_s_functions_are_there(string script, string value) => Value(script).ShouldBe(value);

    [Fact]
    public void A_script_finds_the_output_of_a_step_by_function_and_by_accessor() =>
        Play.Start(Chart.Of().Step("first-step", "Test.Show", ("value", Piece.Value(7)))
            .Step("b", "Test.Show", ("value", Piece.Script("[getOutputFrom('first-step'), getResultFromFirstStep(), getLastResult()]"))).Line("first-step", "b"))
            .ShouldBeFinished().Shown.Last().ShouldBe("[7,7,7]");

    [Fact]
    public void A_script_chooses_the_outcomes_of_its_step() =>
        Play.Start(Chart.Of().Step("r", "Elsa.RunJavaScript", ("script", Piece.Value("setOutcomes(['A', 'B'])"))).Step("a").Step("b").Step("c")
            .Connect("r", "A", "a").Connect("r", "B", "b").Connect("r", "Done", "c"))
            .ShouldBeFinished().Trace.ShouldBe("r a b");

    [Fact]
    public void What_a_script_assigns_to_a_new_name_becomes_a_variable() =>
        Play.Start(Chart.Of().Step("a", "Test.Show", ("value", Piece.Script("variables.新的 = 3; 1"))).Step("b", "Test.Show", ("value", Piece.Script("variables.新的"))).Line("a", "b"))
            .ShouldBeFinished().Shown.Last().ShouldBe("3");

    private static string? Value(string script)
    {
        var shown = Run(script).ShouldBeFinished().Shown.ShouldHaveSingleItem();
        return shown == "null" ? null : JsonNode.Parse(shown)!.ToJsonString(Conversion.Json);
    }

    private static Play Run(string script, JavaScriptOptions? options = null) => Play.Start(
        Chart.Of().Variable("单位", "String", "市局").Variable("天数", "Int32", 15).Variable("清单", "Object", new JsonArray("a"))
            .Step("a", "Test.Show", ("value", Piece.Script(script))).Definition(),
        options ?? Patient,
        ("企业", "某公司"));
}
