using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using WorkflowHost.Expressions;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>JavaScript as it is written today, against what Node.js makes of the same text.</summary>
public sealed class Modern_scripts
{
    private static readonly string[] Texts =
    [
        "const a = 1; let b = 2; a + b",
        "[1, 2, 3].map(x => x * 2)",
        "(x => { return x + 1; })(1)",
        "const name = '电线', count = 3; `${name}：${count + 1} 件，${`嵌套 ${count}`}`",
        "`第一行\n第二行\\t\\u4e00`",
        "const { a, b: { c = 5, ...rest } = {}, ...others } = { a: 1, b: { d: 2, e: 3 }, f: 4 }; [a, c, rest, others]",
        "const [first, , third = 'x', ...tail] = ['a', 'b', undefined, 'd', 'e']; [first, third, tail]",
        "function f(a, b = a + 1, ...more) { return [a, b, more]; } [f(1), f(1, 5, 6, 7)]",
        "(({ qty, price = 2 }, [x]) => qty * price + x)({ qty: 3 }, [1])",
        "const list = [1, 2]; [0, ...list, ...'文字', ...[3].map(x => x)]",
        "Math.max(...[1, 5, 3], 4)",
        "const base = { a: 1, b: 2 }; ({ ...base, b: 3, c: 4, ...null })",
        "const x = 1, y = 2; ({ x, y, sum() { return this.x + this.y; }, ['k' + x]: true }).sum()",
        "const 单位 = { 名称: null }; [单位?.名称?.length, 单位?.['名称'], 单位.没有?.(), 单位.名称 ?? '未填', 0 ?? 1, '' || 2]",
        "let a = null; a ??= 5; let b = 0; b ||= 6; let c = 1; c &&= 7; [a, b, c]",
        "let s = 0; for (const x of [1, 2, 3]) { if (x === 2) continue; s += x; } s",
        "let s = ''; for (const [k, v] of Object.entries({ a: 1, b: 2 })) { s += `${k}=${v};`; } s",
        "let s = ''; for (const c of '文a字') { s = c + s; } s",
        "const fs = []; for (let i = 0; i < 3; i++) { fs.push(() => i); } fs.map(f => f())",
        "let x = 1; { let x = 2; } x",
        "const m = new Map([['a', 1], ['b', 2]]); m.set('a', 3).delete('b'); m.set({}, 1); [m.size, m.get('a'), m.has('b'), [...m.keys()].length, [...m.values()]]",
        "const s = new Set([3, 1, 3, NaN, NaN]); s.add(0).add(-0); [s.size, [...s].slice(0, 2), s.has(NaN), Array.from(s, x => x > 1)]",
        "let t = ''; for (const [k, v] of new Map([['x', 1], ['y', 2]])) { t += k + v; } new Map([[1, 2]]).forEach((v, k) => { t += k; t += v; }); t",
        "const s = new Set([1, 2, 3]); const seen = []; for (const x of s) { seen.push(x); if (x < 3) { s.delete(x); s.add(x + 10); } } seen",
        "const groups = [1, 2, 3, 4].reduce((all, x) => ({ ...all, [x % 2 ? '单' : '双']: [...(all[x % 2 ? '单' : '双'] ?? []), x] }), {}); groups",
        "class Case { static count = 0; #no = 7; days = 15; constructor(name) { this.name = name; Case.count++; } get title() { return `${this.name}#${this.#no}`; } static of(name) { return new Case(name); } } class Big extends Case { constructor(name) { super(name + '!'); } get title() { return super.title + '大'; } } [Case.of('a').title, new Big('b').title, Case.count, new Big('c').days, new Big('d') instanceof Case]",
        "['a', 'b'].includes('b') && 'abc'.includes('bc') && ![1].includes('1') && [NaN].includes(NaN)",
        "[[1, 2, 3].find(x => x > 1), [1, 2, 3].findIndex(x => x > 5), [1, 2, 3].findLast(x => x < 3), [1, 2, 3].findLastIndex(x => x === 1), [1, 2].find(x => x > 9) === undefined]",
        "[[1, 2, 3].at(-1), [1].at(5) === undefined, 'abc'.at(-2), [0, 0, 0].fill(7, 1), new Array(3).fill('x').join('')]",
        "[[1, [2, [3, [4]]]].flat(), [1, [2, [3, [4]]]].flat(Infinity), [1, 2].flatMap(x => [x, x * 10])]",
        "[Array.from({ length: 3 }, (_, i) => i * i), Array.from('文字'), Array.of(7, 8), [...Array(3).keys()], [...['a', 'b'].entries()]]",
        "[[3, 1, 2].toSorted(), [1, 2].toReversed(), [1, 2, 3].with(1, 9), [1, 2, 3].toSpliced(0, 1)]",
        "['7'.padStart(3, '0'), 'a'.padEnd(4, 'xy'), '12345'.padStart(3, '0'), ' a '.trimStart() + '|', ' a '.trimEnd() + '|', 'ab'.repeat(3), 'x'.repeat(0)]",
        "['abc'.startsWith('ab'), 'abc'.startsWith('b', 1), 'abc'.endsWith('bc'), 'abc'.endsWith('ab', 2), 'ab'.endsWith('xab')]",
        "['a-b-c'.replaceAll('-', '+'), 'aXbX'.replaceAll(/x/gi, '_'), 'a.b'.replaceAll('.', m => m + m), 'ab'.replaceAll('', '.')]",
        "[...'a1b22'.matchAll(/[a-z](\\d+)/g)].map(m => m[1])",
        "['😀'.codePointAt(0), String.fromCodePoint(128512, 97), [...'😀a'].length, String.raw`a\\n${1}`]",
        "[Object.values({ a: 1, b: [2] }), Object.fromEntries([['x', 1], ['y', 2]]), Object.assign({}, { a: 1 }, null, { b: 2 }), Object.hasOwn({ a: 1 }, 'a'), Object.is(NaN, NaN)]",
        "Object.fromEntries(new Map([['a', 1]]))",
        "[Number.isInteger(5), Number.isInteger('5'), Number.isNaN('x'), Number.isFinite(1 / 3), Number.parseInt('12px', 10), Number.MAX_SAFE_INTEGER, Math.trunc(-4.7), Math.sign(-3), Math.cbrt(27), Math.log10(1000), Math.log2(8), Math.hypot(3, 4)]",
        "[2 ** 10, (-2) ** 3, 1_000_000, 0b101, 0o17]; ",
        "let x = 2; x **= 3; x",
        "let r = ''; try { throw { 原因: 'x' }; } catch { r = '接住'; } finally { r += '。'; } r",
        "let r; const bad = () => { throw { code: 5 }; }; try { bad(); } catch (e) { r = e.code; } r",
        "let r = 'no'; const c = 1; try { eval; c = 2; } catch (e) { r = e instanceof TypeError; } r",
        "const tag = (parts, ...values) => parts.join('|') + values.join(','); tag`a${1}b${2}c`",
        "const o = { f() { return [1].map(x => this.v + x); }, v: 1 }; o.f()",
        "const get = ({ a = 1, b } = {}) => [a, b]; [get(), get({ a: null, b: 2 })]",
        "let a = 1, b = 2; [a, b] = [b, a]; [a, b]",
        "const deep = { a: [{ b: { c: 1 } }] }; const { a: [{ b: { c } }] } = deep; c",
        "outer: for (const i of [1, 2, 3]) { for (const j of [1, 2]) { if (i * j === 4) break outer; } } 'ok'",
        "const today = (d => `${d.getFullYear()}`)(new Date(2026, 0, 5)); today",
        "typeof (() => 1)",
        "const people = [{ n: '王', age: 30 }, { n: '李', age: 25 }]; people.sort((a, b) => a.age - b.age).map(({ n }) => n).join('、')",
        "[-5 | 0, ~~-5.5, -1 >>> 0, -8 >> 1, -1 & 3, 1 << 31, 4294967295 | 0, -1 ^ 0, ~5, 1e20 | 0]",
        "var a = [{ n: -7 }], i = 0; a[i++].n |= 8; a[0].n >>>= 1; a[0].n ^= -3; a[0].n &= ~2; a[0].n <<= 3; [a[0].n, i]",
        "var b = [-1, -2], k = [0]; b[k[0] |= 1] |= -16; b",
        "var n = -9; n |= 4; n >>= 1; n",
        "'use strict'; let u; [typeof u, void 0 === u]",
        "if (true) { function g() { return 1; } } g()",
        "switch (3) { case 1: let q = 1; break; default: { const q = 9; q; } }",
        "new Map().get.call({}, 1)",
        "[...5]",
        "const { x } = null; x",
        "undefined?.a.b.c(d => e)",
        "(function () { return typeof new.target; })()",
        "delete ({ a: 1 })?.a",
        "[1, 2, 3].entries().next().value",
        "const set = new Set('abracadabra'); [...set].join('')",
        "[..., 1]",
        "let s = 0; for (const x of [1, 2, 3].values()) { s += x; } s",
        "JSON.stringify({ d: [...new Set([1, 1, 2])], t: `x` })",
        "'a,b;c'.split(/[,;]/).map(s => s.toUpperCase())",
        "const money = 1234567.891; money.toFixed(2).replace(/\\B(?=(\\d{3})+(?!\\d))/g, ',')",
    ];

    [Fact]
    public async Task A_script_of_today_gives_what_Node_gives()
    {
        var expected = await NodeAsync(Texts);
        var wrong = new List<string>();
        for (var i = 0; i < Texts.Length; i++)
        {
            var play = Run(Texts[i]);
            var mine = play.State.Incidents is [{ } incident, ..] ? "!" + incident.Message : play.Shown.First();
            var theirs = expected[i]!.GetValue<string>();
            if (theirs == "!" ? mine[0] != '!' : !JsonNode.DeepEquals(JsonNode.Parse(theirs), mine[0] == '!' ? "?" : JsonNode.Parse(mine)))
            {
                wrong.Add($"{Texts[i]}\n   node: {theirs}\n   here: {mine}");
            }
        }

        wrong.ShouldBeEmpty(string.Join("\n", wrong));
    }

    [Fact]
    public void An_error_names_the_line_of_the_text_as_it_was_written() =>
        Run("const { a } = { a: 1 };\nconst f = x => {\n  const y = [...`${x}`];\n  return y.b.c;\n};\n\nf(`${a}`)")
            .ShouldHaveOneIncident("a", "javascript-error").Message.ShouldContain("脚本第 4 行出错：TypeError（多半是读取了 undefined 或 null 的成员");

    [Fact]
    public void Variables_are_read_and_written_in_newer_syntax_too()
    {
        var play = Run("const { 天数 } = variables; variables.天数 = [天数, 5].reduce((a, b) => a + b); `${variables.天数}`");

        play.Shown.ShouldBe(["\"20\""]);
        play.State.Variables["天数-id"]!.GetValue<int>().ShouldBe(20);
    }

    [Theory]
    [InlineData("while (true) { const a = () => 1; }", "javascript-statements")]
    [InlineData("const f = () => f(); f()", "javascript-recursion")]
    [InlineData("let s = 'x'; const f = () => { s = `${s}${s}`; }; while (true) { f(); }", "javascript-memory")]
    [InlineData("const all = []; for (;;) { all.push(...'0123456789'); }", "javascript-memory")]
    [InlineData("const m = new Map(); for (let i = 0; ; i++) { m.set(i, `${i}`.padStart(10000)); }", "javascript-memory")]
    [InlineData("const s = new Set([1]); for (const x of s) { s.delete(x); s.add(x + 1); }", "javascript-memory")]
    [InlineData("Array.from({ length: 1e9 }, (_, i) => i)", "javascript-memory")]
    [InlineData("'x'.repeat(1e12)", "javascript-error")]
    public void Limits_hold_for_newer_scripts_and_methods(string script, string code) =>
        Run(script, new JavaScriptOptions { MaxAllocatedBytes = 32 * 1024 * 1024, MaxStatements = code == "javascript-statements" ? 10_000 : 10_000_000, TimeLimit = TimeSpan.FromSeconds(30) })
            .ShouldHaveOneIncident("a", code);

    [Fact]
    public void Functions_that_call_one_another_in_a_long_round_do_not_end_the_process()
    {
        var script = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"function f{i}(x) {{ return f{(i + 1) % 1_000}(x + 1); }}\n")) + "f0(0)";

        Run(script, new JavaScriptOptions { MaxStatements = 10_000_000, MaxRecursion = 1_000, TimeLimit = TimeSpan.FromSeconds(30) })
            .ShouldHaveOneIncident("a", "javascript-recursion");
    }

    [Fact]
    public void A_text_that_takes_too_much_work_is_refused_however_fast_the_machine_is_and_the_next_one_is_translated()
    {
        var script = "const a = " + string.Concat(Enumerable.Repeat("x => ", 100)) + "1";

        new JavaScriptEvaluator(new JavaScriptOptions()).Check(WorkflowHost.Engine.Expressions.Expression.ForScript(script))
            .ShouldHaveSingleItem().ShouldContain("过于复杂");
        Run("[1].map(x => x + 1)").Shown.ShouldBe(["[2]"]);
    }

    [Theory]
    [InlineData("const a = 1", "+1", "", 4_000, "嵌套")]
    [InlineData("const a = ", "b ? 1 : ", "2", 400, null)]
    [InlineData("const a = b", ".c", "", 4_500, "嵌套")]
    [InlineData("const a = b", "?.c", "", 500, "嵌套")]
    [InlineData("const a = b", "\n  .c", "", 500, "嵌套")]
    [InlineData("const a = b", "[0]", "", 500, "嵌套")]
    [InlineData("const a = b", "?.c", "", 150, null)]
    [InlineData("const a = '", "......", "'", 200, null)]
    [InlineData("const a = ", "`${", "", 2_500, "嵌套")]
    [InlineData("const a = ", "[", "", 150, "语法错误")]
    [InlineData("const a = '", "文", "'", 60_000, "超过 10000 个字符")]
    [InlineData("", "if (a) { let b; } else ", "{}", 100, "过于复杂")]
    [InlineData("", "l: ", "const a = 1", 2_500, "语法错误")]
    public void A_text_that_is_deep_or_long_is_translated_or_refused(string start, string part, string end, int times, string? refusal)
    {
        var script = start + string.Concat(Enumerable.Repeat(part, times)) + end;

        var problems = new JavaScriptEvaluator(new JavaScriptOptions()).Check(WorkflowHost.Engine.Expressions.Expression.ForScript(script));

        if (refusal is null)
        {
            problems.ShouldBeEmpty();
        }
        else
        {
            problems.ShouldHaveSingleItem().ShouldContain(refusal);
        }
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(4_000)]
    public void An_ordinary_script_of_thousands_of_characters_is_translated(int length)
    {
        const string Part = """
            // 第 {0} 类产品：先看是否到期，再看是否已经通知过企业；两者都没有的，按批次汇总后交给承办人。
            const 批次{0} = 清单.filter(件 => 件.类别 === {0});
            let 合计{0} = 0;
            for (const 件 of 批次{0}) {{
              if (件.已办) {{
                continue;
              }}

              合计{0} = 合计{0} + 件.天数;
            }}

            variables['类别{0}'] = '共 ' + 批次{0}.length + ' 件，合计 ' + 合计{0} + ' 日';


            """;
        var script = new StringBuilder("const 清单 = [{ 名称: '电线', 类别: 0, 天数: 15, 已办: false }, { 名称: '插座', 类别: 0, 天数: 7, 已办: true }];\n");
        for (var part = 0; script.Length < length - 400; part++)
        {
            script.AppendFormat(CultureInfo.InvariantCulture, Part, part);
        }

        script.Append("variables['类别0']");
        script.Length.ShouldBeInRange(length - 400, length);
        Run(script.ToString(), new JavaScriptOptions { TimeLimit = TimeSpan.FromSeconds(30) }).ShouldBeFinished().Shown.ShouldBe(["\"共 2 件，合计 15 日\""]);
    }

    /// <summary>Only what is translated is limited to 10,000 characters.</summary>
    [Theory]
    [InlineData("'a class of let and const => `x`, yield async await'", true)]
    [InlineData("1 // let x of class => `\n", true)]
    [InlineData("/* const a = () => `b`; */ 2", true)]
    [InlineData("var m = /class|of|`|=>|'/.exec('of'); m[0]", true)]
    [InlineData("var o = { a: { of: 1 } }; o.a.of", true)]
    [InlineData("return 'let';", true)]
    [InlineData("let x = 1; x", false)]
    [InlineData("'let'; const y = 2; y", false)]
    [InlineData("/* 'unfinished */ [1].map(x => x)", false)]
    [InlineData("var a = 4 / 2; /* of */ let b = a / 1; b", false)]
    [InlineData("`x`", false)]
    [InlineData("if (true) { const of = 1; }", false)]
    [InlineData("return [...'ab'];", false)]
    public void Words_in_texts_remarks_patterns_and_names_of_members_are_not_newer_syntax(string script, bool isOld)
    {
        var problems = new JavaScriptEvaluator(new JavaScriptOptions()).Check(WorkflowHost.Engine.Expressions.Expression.ForScript(script + new string(' ', 10_000)));

        problems.ShouldBe(isOld ? [] : ["用新语法编写的脚本超过 10000 个字符，请拆成几个步骤。"]);
    }

    [Fact]
    public void What_one_script_does_to_the_methods_of_lists_no_other_sees()
    {
        Run("Array.prototype.map = () => 'x'; Object.prototype.y = 1; const z = [1].map(x => x); z").Shown.ShouldBe(["\"x\""]);
        Run("[[1].map(x => x + 1), ({}).y === undefined, typeof z]").Shown.ShouldBe(["[[2],true,\"undefined\"]"]);
    }

    private static async Task<JsonArray> NodeAsync(string[] texts)
    {
        const string Runner = """
            const vm = require('vm');
            let text = '';
            process.stdin.setEncoding('utf8').on('data', part => text += part).on('end', () => console.log(JSON.stringify(JSON.parse(text).map(script => {
              try { return JSON.stringify(vm.runInNewContext(script)) ?? 'null'; } catch { return '!'; }
            }))));
            """;
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add(Runner);
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(new JsonArray([.. texts.Select(text => (JsonNode?)text)]).ToJsonString());
        node.StandardInput.Close();
        return JsonNode.Parse(await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))!.AsArray();
    }

    private static Play Run(string script, JavaScriptOptions? options = null) => Play.Start(
        Chart.Of().Variable("天数", "Int32", 15).Step("a", "Test.Show", ("value", Piece.Script(script))).Definition(),
        options ?? new JavaScriptOptions { TimeLimit = TimeSpan.FromSeconds(30) });
}
