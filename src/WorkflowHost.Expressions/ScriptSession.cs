using System.Globalization;
using System.Text.Json.Nodes;
using Jint.Parser;
using Jint.Runtime.Interop;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Expressions.Library;
using JintEngine = Jint.Engine;
using Program = Jint.Parser.Ast.Program;

namespace WorkflowHost.Expressions;

/// <summary>One evaluation of one script.</summary>
internal sealed class ScriptSession
{
    private static readonly TimeZoneInfo China =
        TimeZoneInfo.CreateCustomTimeZone("China", TimeSpan.FromHours(8), "China", "China");

    /// <summary>The same turn must always give the same value: the clock stands still and there is no chance.</summary>
    private static readonly Program Prelude = new JavaScriptParser().Parse(
        """
        (function (Real, global) {
          var now = global[' now'];
          function Given(a, b, c, d, e, f, g) {
            if (!(this instanceof Given)) { return new Real(now()).toString(); }
            if (arguments.length === 0) { return new Real(now()); }
            if (arguments.length === 1) { return new Real(a); }
            return new Real(a, b, c === undefined ? 1 : c, d || 0, e || 0, f || 0, g || 0);
          }
          Given.prototype = Real.prototype;
          Given.prototype.constructor = Given;
          Given.parse = Real.parse;
          Given.UTC = Real.UTC;
          Given.now = function () { return new Real(now()).getTime(); };
          Date = Given;
          Math.random = function () { throw new Error('脚本中不能使用随机数'); };
        })(Date, this);
        """);

    private const string NowName = " now";

    /// <summary>The interpreter's own clock counts what passes, and ends what <see cref="ScriptLimits"/> does not see from within: long work of one built-in function after another.</summary>
    private const int Patience = 15;

    private readonly ScriptValues values;
    private readonly ScriptVariables variables;
    private readonly ScriptText text;
    private readonly JintEngine engine;

    public ScriptSession(JavaScriptOptions options, ExpressionExecutionContext context, ScriptText text)
    {
        this.text = text;
        engine = new JintEngine(settings => settings
            .MaxStatements(options.MaxStatements)
            .TimeoutInterval(options.TimeLimit * Patience)
            .LimitRecursion(options.MaxRecursion)
            .LocalTimeZone(China)
            .Culture(CultureInfo.InvariantCulture));
        values = new ScriptValues(engine);
        variables = new ScriptVariables(context, values);
        foreach (var (name, body) in new ScriptFunctions(context, values, variables).For(text))
        {
            engine.SetValue(name, new ClrFunctionInstance(engine, (_, arguments) => body(arguments)));
        }

        if (Uses("variables"))
        {
            variables.AddTo(engine);
        }

        if (Uses("Date") || Uses("Math"))
        {
            var now = context.Now.ToUnixTimeMilliseconds();
            engine.SetValue(NowName, new ClrFunctionInstance(engine, (_, _) => now));
            engine.Execute(Prelude);
        }

        new ScriptLimits(options, engine).GuardFor(text);
        BitArithmetic.AddTo(engine);
        ThrownValues.AddTo(engine);
        PatternLiterals.AddTo(engine);
        ScriptLibrary.AddTo(engine, text.IsOpen ? null : text.Words);
    }

    public JsonNode? Run()
    {
        var result = values.ToJson(engine.Execute(text.Program).GetCompletionValue());
        variables.KeepChanges();
        return result;
    }

    private bool Uses(string word) => text.IsOpen || text.Words.Contains(word);
}
