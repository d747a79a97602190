using System.Text.Json.Nodes;

using Jint.Native;
using Jint.Native.Json;
using Jint.Parser;
using Jint.Runtime;
using Jint.Runtime.Interop;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
using JintEngine = Jint.Engine;

namespace WorkflowHost.Expressions;

/// <summary>Elsa's JavaScript expressions: ECMAScript 5, without CLR access, limited in statements, time and recursion.</summary>
/// <remarks>
/// Functions: <c>getVariable(name)</c>, <c>setVariable(name, value)</c>, <c>getInput(name)</c>, <c>getOutputFrom(activity, output)</c>,
/// <c>getCorrelationId()</c>, <c>getWorkflowInstanceId()</c>, <c>getWorkflowDefinitionId()</c>, <c>getNow()</c> (ISO text of the turn's
/// instant, UTC); and <c>variables.Name</c> for reading. <c>Date.now()</c> is not given: a turn has one instant.
/// </remarks>
/// <param name="options">The limits.</param>
public sealed class JavaScriptEvaluator(JavaScriptOptions options) : IExpressionEvaluator
{
    /// <inheritdoc/>
    public string Type => Expression.JavaScript;

    /// <inheritdoc/>
    public IReadOnlyList<string> Check(Expression expression)
    {
        try
        {
            new JavaScriptParser().Parse(expression.Text);
            return [];
        }
        catch (ParserException error)
        {
            return [SyntaxMessage(error)];
        }
    }

    /// <inheritdoc/>
    public JsonNode? Evaluate(Expression expression, ExpressionExecutionContext context)
    {
        try
        {
            var engine = NewEngine(context);
            return ToJson(engine, engine.Execute(expression.Text).GetCompletionValue());
        }
        catch (ParserException error)
        {
            throw new WorkflowFaultException("javascript-syntax", SyntaxMessage(error), error);
        }
        catch (JavaScriptException error)
        {
            throw new WorkflowFaultException(
                "javascript-error", $"脚本第 {error.LineNumber} 行出错：{error.Message}", error);
        }
        catch (StatementsCountOverflowException error)
        {
            throw new WorkflowFaultException("javascript-statements", $"脚本执行超过 {options.MaxStatements} 条语句。", error);
        }
        catch (RecursionDepthOverflowException error)
        {
            throw new WorkflowFaultException("javascript-recursion", $"脚本调用层次超过 {options.MaxRecursion} 层。", error);
        }
        catch (TimeoutException error)
        {
            throw new WorkflowFaultException("javascript-time", $"脚本执行超过 {options.TimeLimit.TotalSeconds} 秒。", error);
        }
    }

    private static string SyntaxMessage(ParserException error) =>
        $"脚本第 {error.LineNumber} 行有语法错误：{error.Description}。本系统的脚本语言为 ECMAScript 5，请用 var 与 function，不要用 let、const、箭头函数和模板字符串。";

    private static JsonNode? ToJson(JintEngine engine, JsValue value)
    {
        if (value.IsUndefined() || value.IsNull())
        {
            return null;
        }

        if (value.IsNumber())
        {
            var number = value.AsNumber();
            return number == Math.Truncate(number) && Math.Abs(number) < 1e15
                ? JsonValue.Create((long)number)
                : JsonValue.Create(number);
        }

        var text = new JsonSerializer(engine).Serialize(value, Undefined.Instance, Undefined.Instance);
        return text.IsUndefined() ? null : JsonNode.Parse(text.AsString());
    }

    private static JsValue FromJson(JintEngine engine, JsonNode? node) => node switch
    {
        null => JsValue.Null,
        JsonValue value when value.TryGetValue<string>(out var text) => new JsValue(text),
        JsonValue value when value.TryGetValue<bool>(out var flag) => new JsValue(flag),
        JsonValue => new JsValue(Conversion.To<double>(node)),
        _ => new JsonParser(engine).Parse(node.ToJsonString()),
    };

    private JintEngine NewEngine(ExpressionExecutionContext context)
    {
        var engine = new JintEngine(settings => settings
            .MaxStatements(options.MaxStatements)
            .TimeoutInterval(options.TimeLimit)
            .LimitRecursion(options.MaxRecursion));
        Define(engine, "getVariable", arguments => FromJson(engine, context.GetVariable(Text(arguments, 0))));
        Define(engine, "setVariable", arguments =>
        {
            context.SetVariable(Text(arguments, 0), ToJson(engine, arguments.At(1)));
            return JsValue.Undefined;
        });
        Define(engine, "getInput", arguments => FromJson(engine, context.GetInput(Text(arguments, 0))));
        Define(engine, "getOutputFrom", arguments =>
            FromJson(engine, context.GetOutputFrom(Text(arguments, 0), arguments.Length > 1 ? Text(arguments, 1) : "Result")));
        Define(engine, "getCorrelationId", _ => new JsValue(context.CorrelationId));
        Define(engine, "getWorkflowInstanceId", _ => new JsValue(context.InstanceId));
        Define(engine, "getWorkflowDefinitionId", _ => new JsValue(context.DefinitionId));
        Define(engine, "getNow", _ => new JsValue(context.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)));
        var variables = engine.Object.Construct([]);
        foreach (var name in context.VariableNames)
        {
            variables.FastAddProperty(name, FromJson(engine, context.GetVariable(name)), false, true, false);
        }

        engine.SetValue("variables", variables);
        return engine;
    }

    private static void Define(JintEngine engine, string name, Func<JsValue[], JsValue> body) =>
        engine.SetValue(name, new ClrFunctionInstance(engine, (_, arguments) => body(arguments)));

    private static string Text(JsValue[] arguments, int index) => TypeConverter.ToString(arguments.At(index));
}
