using System.Globalization;
using System.Text.Json.Nodes;
using Jint.Native;
using Jint.Native.Object;
using Jint.Parser;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
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
        (function (Real) {
          function Given(a, b, c, d, e, f, g) {
            if (!(this instanceof Given)) { return new Real(getNow()).toString(); }
            if (arguments.length === 0) { return new Real(getNow()); }
            if (arguments.length === 1) { return new Real(a); }
            return new Real(a, b, c === undefined ? 1 : c, d || 0, e || 0, f || 0, g || 0);
          }
          Given.prototype = Real.prototype;
          Given.prototype.constructor = Given;
          Given.parse = Real.parse;
          Given.UTC = Real.UTC;
          Given.now = function () { return new Real(getNow()).getTime(); };
          Date = Given;
          Math.random = function () { throw new Error('脚本中不能使用随机数'); };
        })(Date);
        """);

    private readonly Dictionary<string, (JsValue Shown, JsonNode? Before)> read = new(StringComparer.Ordinal);
    private readonly HashSet<string> names;
    private readonly ExpressionExecutionContext context;
    private readonly JintEngine engine;
    private readonly ObjectInstance variables;

    public ScriptSession(JavaScriptOptions options, ExpressionExecutionContext context)
    {
        this.context = context;
        names = context.VariableNames.ToHashSet(StringComparer.Ordinal);
        engine = new JintEngine(settings => settings
            .MaxStatements(options.MaxStatements)
            .TimeoutInterval(options.TimeLimit)
            .LimitRecursion(options.MaxRecursion)
            .LocalTimeZone(China)
            .Culture(CultureInfo.InvariantCulture));
        variables = engine.Object.Construct([]);
        DefineFunctions();
        DefineVariables();
        engine.Execute(Prelude);
    }

    public JsonNode? Run(Program program)
    {
        var result = ToJson(engine.Execute(program).GetCompletionValue());
        KeepChanges();
        return result;
    }

    private void DefineFunctions()
    {
        Define("getVariable", arguments => Read(Text(arguments, 0)));
        Define("setVariable", arguments => Write(Text(arguments, 0), arguments.At(1)));
        Define("getInput", arguments => FromJson(context.GetInput(Text(arguments, 0))));
        Define("getOutputFrom", arguments =>
            FromJson(context.GetOutputFrom(Text(arguments, 0), arguments.Length > 1 ? Text(arguments, 1) : "Result")));
        Define("getCorrelationId", _ => new JsValue(context.CorrelationId));
        Define("getWorkflowInstanceId", _ => new JsValue(context.InstanceId));
        Define("getWorkflowDefinitionId", _ => new JsValue(context.DefinitionId));
        var now = context.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        Define("getNow", _ => new JsValue(now));
    }

    private void DefineVariables()
    {
        foreach (var name in names)
        {
            var get = new ClrFunctionInstance(engine, (_, _) => Read(name));
            var set = new ClrFunctionInstance(engine, (_, arguments) => Write(name, arguments.At(0)));
            variables.DefineOwnProperty(name, new PropertyDescriptor(new JsValue(get), new JsValue(set), true, false), false);
        }

        engine.SetValue("variables", variables);
    }

    private JsValue Read(string name)
    {
        if (!read.TryGetValue(name, out var known))
        {
            var value = context.GetVariable(name);
            read[name] = known = (FromJson(value), value);
        }

        return known.Shown;
    }

    private JsValue Write(string name, JsValue value)
    {
        context.SetVariable(name, ToJson(value));
        read.Remove(name);
        return JsValue.Undefined;
    }

    /// <summary>Lists and objects that the script changed in place are written back; a name that nobody declared is refused.</summary>
    private void KeepChanges()
    {
        foreach (var (name, _) in variables.GetOwnProperties())
        {
            if (!names.Contains(name))
            {
                throw new WorkflowFaultException("variable-unknown", $"流程中没有名为“{name}”的变量。");
            }
        }

        foreach (var (name, (shown, before)) in read)
        {
            if (shown.IsObject() && ToJson(shown) is var after && !JsonNode.DeepEquals(FromScript(before), after))
            {
                context.SetVariable(name, after);
            }
        }
    }

    /// <summary>The value as the script would have given it unchanged, so that digits alone make no difference.</summary>
    private JsonNode? FromScript(JsonNode? before) => ToJson(FromJson(before));

    private JsonNode? ToJson(JsValue value)
    {
        if (value.IsUndefined() || value.IsNull())
        {
            return null;
        }

        if (value.IsNumber())
        {
            var number = value.AsNumber();
            return !double.IsFinite(number)
                ? throw new WorkflowFaultException("javascript-number", "脚本的结果不是有限的数（例如除以零或把文字当数字计算）。")
                : number == Math.Truncate(number) && Math.Abs(number) < 1e15
                    ? JsonValue.Create((long)number)
                    : JsonValue.Create(number);
        }

        var text = new Jint.Native.Json.JsonSerializer(engine).Serialize(value, Undefined.Instance, Undefined.Instance);
        return text.IsUndefined() ? null : JsonNode.Parse(text.AsString());
    }

    private JsValue FromJson(JsonNode? node) => node switch
    {
        null => JsValue.Null,
        JsonValue value when value.TryGetValue<string>(out var text) => new JsValue(text),
        JsonValue value when value.TryGetValue<bool>(out var flag) => new JsValue(flag),
        JsonValue => new JsValue(Conversion.To<double>(node)),
        _ => new Jint.Native.Json.JsonParser(engine).Parse(node.ToJsonString()),
    };

    private void Define(string name, Func<JsValue[], JsValue> body) =>
        engine.SetValue(name, new ClrFunctionInstance(engine, (_, arguments) => body(arguments)));

    private static string Text(JsValue[] arguments, int index) => TypeConverter.ToString(arguments.At(index));
}
