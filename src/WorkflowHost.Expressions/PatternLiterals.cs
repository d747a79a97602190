using System.Reflection;
using Jint.Parser.Ast;
using Jint.Runtime;
using Jint.Runtime.Interop;
using JintEngine = Jint.Engine;

namespace WorkflowHost.Expressions;

/// <summary>
/// Makes a pattern such as <c>/a/</c> anew wherever it is evaluated. The interpreter keeps the first one with the parsed script, and with it
/// the engine that made it: in every later run it would keep what an earlier one wrote on it, and count as that one's time.
/// </summary>
internal static class PatternLiterals
{
    private const string Name = " pattern";

    /// <summary>Changes what stands right within one node of a parsed script, in place.</summary>
    public static void Mend(SyntaxNode node)
    {
        foreach (var member in node.GetType().GetMembers(BindingFlags.Instance | BindingFlags.Public))
        {
            switch (member)
            {
                case FieldInfo field:
                    Mend(field.GetValue(node), field.FieldType, value => field.SetValue(node, value));
                    break;
                case PropertyInfo { CanWrite: true } property:
                    Mend(property.GetValue(node), property.PropertyType, value => property.SetValue(node, value));
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Gives a script's engine the function that makes one.</summary>
    public static void AddTo(JintEngine engine) => engine.Global.FastAddProperty(
        Name, new ClrFunctionInstance(engine, (_, arguments) => engine.RegExp.Construct(TypeConverter.ToString(arguments[0]))), false, false, false);

    private static void Mend(object? held, Type type, Action<object> replace)
    {
        if (held is Literal literal && IsPattern(literal))
        {
            replace(Made(literal));
        }
        else if (held is IEnumerable<Expression> list && type.IsAssignableFrom(typeof(Expression[])) && list.Any(IsPattern))
        {
            replace(list.Select(item => IsPattern(item) ? Made((Literal)item) : item).ToArray());
        }
    }

    private static bool IsPattern(Expression? expression) => expression is Literal { Type: SyntaxNodes.RegularExpressionLiteral };

    private static CallExpression Made(Literal literal) => ScriptNodes.Call(
        Name, literal, new Literal { Type = SyntaxNodes.Literal, Value = literal.Raw, Raw = literal.Raw, Location = literal.Location, Range = literal.Range });
}
