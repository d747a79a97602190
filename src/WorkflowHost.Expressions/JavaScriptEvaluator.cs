using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jint.Runtime;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
using JintEngine = Jint.Engine;

namespace WorkflowHost.Expressions;

/// <summary>Elsa's JavaScript expressions, without CLR access, limited in statements, time, recursion and memory.</summary>
/// <remarks>
/// ECMAScript 5 runs as it is; newer syntax is translated to it when a script is first met, with the methods and collections that it
/// names. Not spoken: async functions, generators, BigInt, imports, symbols, and flags of patterns other than g, i and m.
/// Elsa's functions, <c>variables.Name</c>, and its accessors such as <c>getName()</c> and <c>getResultFromStep()</c>. A turn has one
/// instant, in China's time zone, which <c>new Date()</c> and <c>getNow()</c> (ISO text, UTC) give; <c>newGuid()</c> gives the same
/// when a turn is played again; <c>Math.random</c> is refused. Not there: streams, secrets, configuration, CLR types.
/// </remarks>
/// <param name="options">The limits.</param>
public sealed class JavaScriptEvaluator(JavaScriptOptions options) : IExpressionEvaluator
{
    private readonly ConditionalWeakTable<Expression, ScriptText> texts = [];

    /// <summary>To make an interpreter takes far longer than most scripts: those that only read take turns with some.</summary>
    private readonly ConcurrentBag<JintEngine> idle = [];

    /// <inheritdoc/>
    public string Type => Expression.JavaScript;

    /// <inheritdoc/>
    public IReadOnlyList<string> Check(Expression expression)
    {
        try
        {
            TextOf(expression);
            return [];
        }
        catch (WorkflowFaultException fault)
        {
            return [fault.Message];
        }
    }

    /// <inheritdoc/>
    public JsonNode? Evaluate(Expression expression, ExpressionExecutionContext context)
    {
        try
        {
            return Run(TextOf(expression), context);
        }
        catch (JavaScriptException error)
        {
            throw new WorkflowFaultException("javascript-error", $"脚本第 {error.LineNumber} 行出错：{WordsOf(error)}", error);
        }
        catch (StatementsCountOverflowException error)
        {
            throw new WorkflowFaultException("javascript-statements", $"脚本执行超过 {options.MaxStatements} 条语句。", error);
        }
        catch (Exception error) when (error is RecursionDepthOverflowException or InsufficientExecutionStackException)
        {
            throw new WorkflowFaultException("javascript-recursion", $"脚本调用层次超过 {options.MaxRecursion} 层，或嵌套过深。", error);
        }
        catch (Exception error) when (error is TimeoutException or RegexMatchTimeoutException)
        {
            throw new WorkflowFaultException(
                "javascript-time",
                $"脚本执行超过 {options.TimeLimit.TotalSeconds.ToString(CultureInfo.InvariantCulture)} 秒。",
                error);
        }
    }

    private JsonNode? Run(ScriptText text, ExpressionExecutionContext context)
    {
        var engine = text.OnlyReads && idle.TryTake(out var used) ? used : ScriptSession.EngineFor(options);
        var session = new ScriptSession(options, context, text, engine);
        var result = session.Run();
        if (text.OnlyReads && idle.Count < Environment.ProcessorCount)
        {
            session.TakeBack();
            idle.Add(engine);
        }

        return result;
    }

    /// <summary>The interpreter says nothing about the most frequent mistake.</summary>
    private static string WordsOf(JavaScriptException error) => !string.IsNullOrEmpty(error.Message) ? error.Message
        : error.Error.IsObject() && error.Error.AsObject().Get("name") is var name && name == "TypeError"
            ? "TypeError（多半是读取了 undefined 或 null 的成员，可写 ?. 避免）" : "脚本抛出了没有说明的错误";

    private ScriptText TextOf(Expression expression) => texts.GetValue(expression, static key => new ScriptText(key.Text, ScriptTranslator.Shared.Translate));
}
