using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Jint.Parser;
using Jint.Runtime;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
using Program = Jint.Parser.Ast.Program;

namespace WorkflowHost.Expressions;

/// <summary>Elsa's JavaScript expressions: ECMAScript 5, without CLR access, limited in statements, time and recursion.</summary>
/// <remarks>
/// Functions: <c>getVariable(name)</c>, <c>setVariable(name, value)</c>, <c>getInput(name)</c>, <c>getOutputFrom(activity, output)</c>,
/// <c>getCorrelationId()</c>, <c>getWorkflowInstanceId()</c>, <c>getWorkflowDefinitionId()</c>, <c>getNow()</c> (ISO text of the turn's
/// instant, UTC); and <c>variables.Name</c>. A turn has one instant, in China's time zone, which <c>new Date()</c> gives;
/// <c>Math.random</c> is refused.
/// </remarks>
/// <param name="options">The limits.</param>
public sealed class JavaScriptEvaluator(JavaScriptOptions options) : IExpressionEvaluator
{
    private readonly ConditionalWeakTable<Expression, Program> programs = [];

    /// <inheritdoc/>
    public string Type => Expression.JavaScript;

    /// <inheritdoc/>
    public IReadOnlyList<string> Check(Expression expression)
    {
        try
        {
            ProgramOf(expression);
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
            return new ScriptSession(options, context).Run(ProgramOf(expression));
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
        catch (TimeoutException error)
        {
            throw new WorkflowFaultException(
                "javascript-time",
                $"脚本执行超过 {options.TimeLimit.TotalSeconds.ToString(CultureInfo.InvariantCulture)} 秒。",
                error);
        }
    }

    private static string SyntaxMessage(ParserException error) =>
        $"脚本第 {error.LineNumber} 行有语法错误：{error.Description}。本系统的脚本语言为 ECMAScript 5，请用 var 与 function，不要用箭头函数、模板字符串和 class。";

    private Program ProgramOf(Expression expression) =>
        programs.GetValue(expression, static key => new JavaScriptParser().Parse(key.Text));
}
