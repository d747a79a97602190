using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jint.Parser;
using Jint.Runtime;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Expressions;

/// <summary>Elsa's JavaScript expressions: ECMAScript 5, without CLR access, limited in statements, time, recursion and memory.</summary>
/// <remarks>
/// Elsa's functions, <c>variables.Name</c>, and its accessors such as <c>getName()</c> and <c>getResultFromStep()</c>. A turn has one
/// instant, in China's time zone, which <c>new Date()</c> and <c>getNow()</c> (ISO text, UTC) give; <c>newGuid()</c> gives the same
/// when a turn is played again; <c>Math.random</c> is refused. Not there: streams, secrets, configuration, CLR types.
/// </remarks>
/// <param name="options">The limits.</param>
public sealed class JavaScriptEvaluator(JavaScriptOptions options) : IExpressionEvaluator
{
    private readonly ConditionalWeakTable<Expression, ScriptText> texts = [];

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
            return new ScriptSession(options, context, TextOf(expression)).Run();
        }
        catch (ParserException error)
        {
            throw new WorkflowFaultException("javascript-syntax", SyntaxMessage(error), error);
        }
        catch (JavaScriptException error)
        {
            throw new WorkflowFaultException("javascript-error", $"脚本第 {error.LineNumber} 行出错：{error.Message}", error);
        }
        catch (StatementsCountOverflowException error)
        {
            throw new WorkflowFaultException("javascript-statements", $"脚本执行超过 {options.MaxStatements} 条语句。", error);
        }
        catch (RecursionDepthOverflowException error)
        {
            throw new WorkflowFaultException("javascript-recursion", $"脚本调用层次超过 {options.MaxRecursion} 层。", error);
        }
        catch (Exception error) when (error is TimeoutException or RegexMatchTimeoutException)
        {
            throw new WorkflowFaultException(
                "javascript-time",
                $"脚本执行超过 {options.TimeLimit.TotalSeconds.ToString(CultureInfo.InvariantCulture)} 秒。",
                error);
        }
    }

    private static string SyntaxMessage(ParserException error) =>
        $"脚本第 {error.LineNumber} 行有语法错误：{error.Description}。本系统的脚本语言为 ECMAScript 5，请用 var 与 function，不要用箭头函数、模板字符串和 class。";

    private ScriptText TextOf(Expression expression) => texts.GetValue(expression, static key => new ScriptText(key.Text));
}
