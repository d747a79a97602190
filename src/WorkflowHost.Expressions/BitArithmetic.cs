using Jint.Native;
using Jint.Parser.Ast;
using Jint.Runtime;
using Jint.Runtime.Interop;
using JintEngine = Jint.Engine;

namespace WorkflowHost.Expressions;

/// <summary>
/// Right results for <c>-5 | 0</c> and its kin. The interpreter casts a number to an unsigned one and trusts that negative ones wrap
/// around, which .NET no longer does: it gives zero. So every operand is brought into the unsigned range beforehand.
/// </summary>
internal static class BitArithmetic
{
    private const string Operand = " bits";
    private const string Hold = " hold";
    private const string HeldObject = " held object";
    private const string HeldKey = " held key";

    /// <summary>Changes one node of a parsed script in place; it then asks the functions that <see cref="AddTo"/> gives.</summary>
    public static void Mend(SyntaxNode node)
    {
        switch (node)
        {
            case BinaryExpression
            {
                Operator: BinaryOperator.BitwiseAnd or BinaryOperator.BitwiseOr or BinaryOperator.BitwiseXOr or
                BinaryOperator.LeftShift or BinaryOperator.RightShift or BinaryOperator.UnsignedRightShift,
            } operation:
                operation.Left = Unsigned(operation.Left);
                operation.Right = Unsigned(operation.Right);
                break;
            case UnaryExpression { Operator: UnaryOperator.BitwiseNot } operation:
                operation.Argument = Unsigned(operation.Argument);
                break;
            case AssignmentExpression assignment when OperatorOf(assignment.Operator) is { } symbol:
                assignment.Operator = AssignmentOperator.Assign;
                assignment.Right = new BinaryExpression
                {
                    Type = SyntaxNodes.BinaryExpression,
                    Operator = symbol,
                    Left = Unsigned(ReadAgain(assignment.Left)),
                    Right = Unsigned(assignment.Right),
                    Location = assignment.Location,
                    Range = assignment.Range,
                };
                break;
            default:
                break;
        }
    }

    /// <summary>Gives a script's engine the functions.</summary>
    public static void AddTo(JintEngine engine)
    {
        var held = new Stack<JsValue>();
        var key = JsValue.Undefined;
        Add(Operand, arguments => (double)ToUnsigned(arguments[0]));
        Add(Hold, arguments =>
        {
            held.Push(arguments[0]);
            return arguments[0];
        });
        Add(HeldObject, _ =>
        {
            key = held.Pop();
            return held.Pop();
        });
        Add(HeldKey, _ => key);

        void Add(string name, Func<JsValue[], JsValue> body) =>
            engine.Global.FastAddProperty(name, new ClrFunctionInstance(engine, (_, arguments) => body(arguments)), false, false, false);
    }

    /// <summary>Reads what is about to be written. The object and the key are found once only: finding them may do something.</summary>
    private static Expression ReadAgain(Expression target)
    {
        if (target is not MemberExpression member)
        {
            return target;
        }

        var key = member.Computed ? member.Property : Literal(((Identifier)member.Property).Name, member);
        var objectOnce = ScriptNodes.Call(Hold, member, member.Object);
        var keyOnce = ScriptNodes.Call(Hold, member, key);
        member.Object = objectOnce;
        member.Property = keyOnce;
        member.Computed = true;

        return new MemberExpression
        {
            Type = SyntaxNodes.MemberExpression,
            Object = ScriptNodes.Call(HeldObject, member),
            Property = ScriptNodes.Call(HeldKey, member),
            Computed = true,
            Location = member.Location,
            Range = member.Range,
        };
    }

    private static uint ToUnsigned(JsValue value)
    {
        var number = TypeConverter.ToNumber(value);
        return number is >= 0 and <= uint.MaxValue ? (uint)number
            : !double.IsFinite(number) ? 0
            : unchecked((uint)(long)Math.IEEERemainder(Math.Truncate(number), 4294967296.0));
    }

    private static Expression Unsigned(Expression operand) =>
        operand is Literal { Value: double and >= 0 and <= int.MaxValue } ? operand : ScriptNodes.Call(Operand, operand, operand);

    private static Literal Literal(object value, SyntaxNode place) =>
        new() { Type = SyntaxNodes.Literal, Value = value, Location = place.Location, Range = place.Range };

    private static BinaryOperator? OperatorOf(AssignmentOperator assignment) => assignment switch
    {
        AssignmentOperator.BitwiseAndAssign => BinaryOperator.BitwiseAnd,
        AssignmentOperator.BitwiseOrAssign => BinaryOperator.BitwiseOr,
        AssignmentOperator.BitwiseXOrAssign => BinaryOperator.BitwiseXOr,
        AssignmentOperator.LeftShiftAssign => BinaryOperator.LeftShift,
        AssignmentOperator.RightShiftAssign => BinaryOperator.RightShift,
        AssignmentOperator.UnsignedRightShiftAssign => BinaryOperator.UnsignedRightShift,
        _ => null,
    };
}
