using System.Reflection;
using Jint.Parser;
using Jint.Parser.Ast;

namespace WorkflowHost.Expressions;

/// <summary>
/// Puts a check of the memory wherever a script may come by more and more of it: into each turn of a loop, each call of a
/// function and each sum, which may be one of texts. The interpreter itself has no limit of memory.
/// </summary>
internal static class AllocationTicks
{
    /// <summary>The function that checks; no script can spell its name.</summary>
    public const string Name = " tick";

    /// <summary>Changes a parsed script in place; what it gives stays the same.</summary>
    public static void AddTo(SyntaxNode program)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { program };
        var open = new Stack<SyntaxNode>([program]);
        while (open.TryPop(out var node))
        {
            foreach (var child in ChildrenOf(node).Where(seen.Add))
            {
                open.Push(child);
            }

            Add(node);
        }
    }

    private static void Add(SyntaxNode node)
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
                loop.Test = loop.Test is null ? Tick(loop) : Before(loop.Test);
                break;
            case BinaryExpression { Operator: BinaryOperator.Plus } sum:
                sum.Right = Before(sum.Right);
                break;
            case AssignmentExpression { Operator: AssignmentOperator.PlusAssign } sum:
                sum.Right = Before(sum.Right);
                break;
            case IFunctionDeclaration { Body: BlockStatement body }:
                body.Body = [new ExpressionStatement { Type = SyntaxNodes.ExpressionStatement, Expression = Tick(body), Location = body.Location, Range = body.Range }, .. body.Body];
                break;
            default:
                break;
        }
    }

    private static SequenceExpression Before(Expression expression) => new()
    {
        Type = SyntaxNodes.SequenceExpression,
        Expressions = [Tick(expression), expression],
        Location = expression.Location,
        Range = expression.Range,
    };

    /// <summary>A call that gives true, or ends the script.</summary>
    private static CallExpression Tick(SyntaxNode place) => new()
    {
        Type = SyntaxNodes.CallExpression,
        Callee = new Identifier { Type = SyntaxNodes.Identifier, Name = Name, Location = place.Location, Range = place.Range },
        Arguments = [],
        Location = place.Location,
        Range = place.Range,
    };

    private static IEnumerable<SyntaxNode> ChildrenOf(SyntaxNode node)
    {
        var type = node.GetType();
        var values = type.GetFields(BindingFlags.Instance | BindingFlags.Public).Select(field => field.GetValue(node))
            .Concat(type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(property => property.GetValue(node)));
        return values.SelectMany(value => value switch
        {
            SyntaxNode child => [child],
            IEnumerable<SyntaxNode> children => children.Where(child => child is not null),
            _ => Enumerable.Empty<SyntaxNode>(),
        });
    }
}
