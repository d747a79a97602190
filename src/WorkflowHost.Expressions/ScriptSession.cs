using System.Globalization;
using System.Text.Json.Nodes;
using Jint.Native;
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

    /// <summary>The interpreter's own clock counts what passes, and ends what <see cref="ScriptLimits"/> does not see from within: long work of one built-in function after another.</summary>
    private const int Patience = 15;

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

    private readonly ScriptValues values;
    private readonly ScriptVariables variables;
    private readonly ScriptText text;
    private readonly JintEngine engine;
    private readonly List<string> lent = [];

    /// <param name="options">The limits.</param>
    /// <param name="context">What the script may see and do.</param>
    /// <param name="text">The script.</param>
    /// <param name="engine">Runs it; one that has run others may only get scripts that only read.</param>
    public ScriptSession(JavaScriptOptions options, ExpressionExecutionContext context, ScriptText text, JintEngine engine)
    {
        this.text = text;
        this.engine = engine;
        values = new ScriptValues(engine);
        variables = new ScriptVariables(context, values);
        foreach (var (name, body) in new ScriptFunctions(context, values, variables).For(text))
        {
            Lend(name, new ClrFunctionInstance(engine, (_, arguments) => body(arguments)));
        }

        if (Uses("variables"))
        {
            Lend("variables", variables.In(engine, text));
        }

        var limits = new ScriptLimits(options, engine);
        Lend(AllocationTicks.Name, limits.Ticks, isFixed: true);
        if (!text.OnlyReads)
        {
            AddWhatChanges(context, limits);
        }
    }

    /// <summary>A fresh interpreter.</summary>
    public static JintEngine EngineFor(JavaScriptOptions options)
    {
        var made = new JintEngine(settings => settings
            .MaxStatements(options.MaxStatements)
            .TimeoutInterval(options.TimeLimit * Patience)
            .LimitRecursion(options.MaxRecursion)
            .LocalTimeZone(China)
            .Culture(CultureInfo.InvariantCulture));
        BitArithmetic.AddTo(made);
        return made;
    }

    public JsonNode? Run()
    {
        var result = values.ToJson(engine.Execute(text.Program).GetCompletionValue());
        if (!text.OnlyReads)
        {
            variables.KeepChanges();
        }

        return result;
    }

    /// <summary>Takes back what the script was given, so that the interpreter holds nothing of it.</summary>
    public void TakeBack() => lent.ForEach(name => engine.Global.RemoveOwnProperty(name));

    /// <param name="name">Under which the script finds it.</param>
    /// <param name="given">What it is.</param>
    /// <param name="isFixed">Whether the script may not put something else in its place.</param>
    private void Lend(string name, JsValue given, bool isFixed = false)
    {
        engine.Global.FastAddProperty(name, given, !isFixed, !isFixed, !isFixed);
        lent.Add(name);
    }

    /// <summary>What changes the interpreter itself, for scripts that have one of their own.</summary>
    private void AddWhatChanges(ExpressionExecutionContext context, ScriptLimits limits)
    {
        if (Uses("Date") || Uses("Math"))
        {
            var now = context.Now.ToUnixTimeMilliseconds();
            engine.SetValue(NowName, new ClrFunctionInstance(engine, (_, _) => now));
            engine.Execute(Prelude);
        }

        limits.GuardFor(text);
        ThrownValues.AddTo(engine);
        PatternLiterals.AddTo(engine);
        ScriptLibrary.AddTo(engine, text.IsOpen ? null : text.Words);
    }

    private bool Uses(string word) => text.IsOpen || text.Words.Contains(word);
}
