using Jint.Parser;
using Jint.Parser.Ast;

namespace WorkflowHost.Expressions;

/// <summary>
/// Puts a check of memory and stack wherever a script may come by more and more of it: into each turn of a loop, each call of a
/// function and each sum, which may be one of texts. The interpreter itself has no limit of memory.
/// </summary>
internal static class AllocationTicks
{
    /// <summary>The function that checks; no script can spell its name.</summary>
    public const string Name = " tick";

    /// <summary>Changes one node of a parsed script in place; what it gives stays the same.</summary>
    public static void AddTo(SyntaxNode node)
    {
        switch (node)
        {
            case WhileStatement loop:
                loop.Test = Before(loop.Test);
                break;
            case DoWhileStatement loop:
                loop.Test = Before(loop.Test);
                break;
            case ForStatement loop:
                loop.Test = loop.Test is null ? ScriptNodes.Call(Name, loop) : Before(loop.Test);
                break;
            case BinaryExpression { Operator: BinaryOperator.Plus } sum:
                sum.Right = Before(sum.Right);
                break;
            case AssignmentExpression { Operator: AssignmentOperator.PlusAssign } sum:
                sum.Right = Before(sum.Right);
                break;
            default:
                AddToFunction(node);
                break;
        }
    }

    /// <summary>As <see cref="AddTo"/>, for functions alone.</summary>
    public static void AddToFunction(SyntaxNode node)
    {
        if (node is IFunctionDeclaration { Body: BlockStatement body })
        {
            var check = new ExpressionStatement { Type = SyntaxNodes.ExpressionStatement, Expression = ScriptNodes.Call(Name, body), Location = body.Location, Range = body.Range };
            body.Body = [check, .. body.Body];
        }
    }

    /// <summary>An expression that checks before it is evaluated.</summary>
    public static SequenceExpression Before(Expression expression) => new()
    {
        Type = SyntaxNodes.SequenceExpression,
        Expressions = [ScriptNodes.Call(Name, expression), expression],
        Location = expression.Location,
        Range = expression.Range,
    };
}
