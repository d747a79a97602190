using Jint.Parser;
using Jint.Parser.Ast;

namespace WorkflowHost.Expressions;

/// <summary>
/// Puts a check of the stack into everything that is nested deeply without a bracket, such as a sum of thousands or a chain of
/// members: the interpreter goes down one node after another, and at the end of a thread's stack the whole process ends.
/// </summary>
internal static class ScriptDepth
{
    /// <summary>Levels between two checks.</summary>
    private const int Apart = 32;

    /// <summary>Levels without a check that a thread's reserve bears.</summary>
    private const int MostUnchecked = 150;

    /// <summary>Changes a parsed script in place, before anything else does; what it gives stays the same.</summary>
    /// <returns>Whether every way down can be checked often enough.</returns>
    public static bool Guard(Program program)
    {
        var open = new Stack<(SyntaxNode Node, int Unchecked)>([(program, 0)]);
        while (open.TryPop(out var level))
        {
            if (level.Unchecked > MostUnchecked)
            {
                return false;
            }

            var guarded = level.Unchecked >= Apart ? GuardWayDown(level.Node) : null;
            var isChecked = level.Node is IFunctionDeclaration or WhileStatement or ForStatement || guarded is IfStatement;
            foreach (var child in ScriptNodes.ChildrenOf(level.Node))
            {
                open.Push((child, isChecked || ReferenceEquals(child, guarded) ? 0 : level.Unchecked + 1));
            }
        }

        return true;
    }

    /// <summary>Checks before the part of a node is run that may be deep. Functions and loops check anyway.</summary>
    /// <returns>
    /// The part, with its check, or the node itself when its check comes before all else; null when it has none. What names a place
    /// is left alone: a value would be another thing.
    /// </returns>
    private static SyntaxNode? GuardWayDown(SyntaxNode node) => node switch
    {
        BinaryExpression operation => Checked(operation.Left, check => operation.Left = check),
        LogicalExpression operation => Checked(operation.Left, check => operation.Left = check),
        AssignmentExpression assignment => Checked(assignment.Right, check => assignment.Right = check),
        MemberExpression member => Checked(member.Object, check => member.Object = check),
        CallExpression { Callee: CallExpression callee } call => Checked(callee, check => call.Callee = check),
        NewExpression { Callee: NewExpression callee } creation => Checked(callee, check => creation.Callee = check),
        UnaryExpression { Argument: UnaryExpression or BinaryExpression or CallExpression } operation => Checked(operation.Argument, check => operation.Argument = check),
        ConditionalExpression choice => Checked(choice.Alternate, check => choice.Alternate = check),
        IfStatement choice => CheckedFirst(choice),
        _ => null,
    };

    private static SequenceExpression Checked(Expression part, Action<SequenceExpression> replace)
    {
        var check = AllocationTicks.Before(part);
        replace(check);
        return check;
    }

    private static IfStatement CheckedFirst(IfStatement choice)
    {
        choice.Test = AllocationTicks.Before(choice.Test);
        return choice;
    }
}
