using Jint.Parser.Ast;
using Jint.Runtime.Interop;
using JintEngine = Jint.Engine;

namespace WorkflowHost.Expressions;

/// <summary>Lets scripts throw any object: the interpreter takes for granted that one has a text as its <c>message</c>.</summary>
internal static class ThrownValues
{
    private const string Name = " thrown";

    /// <summary>Changes one node of a parsed script in place.</summary>
    public static void Mend(SyntaxNode node)
    {
        if (node is ThrowStatement statement)
        {
            statement.Argument = ScriptNodes.Call(Name, statement, statement.Argument);
        }
    }

    /// <summary>Gives a script's engine the function.</summary>
    public static void AddTo(JintEngine engine) => engine.Global.FastAddProperty(
        Name,
        new ClrFunctionInstance(engine, (_, arguments) =>
        {
            if (arguments[0].IsObject() && arguments[0].AsObject() is var thrown && !thrown.Get("message").IsString())
            {
                thrown.FastAddProperty("message", "", true, false, true);
            }

            return arguments[0];
        }),
        false,
        false,
        false);
}
