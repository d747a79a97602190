using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Expressions;

/// <summary>Keeps texts from the parser that would overflow its stack.</summary>
internal static class ScriptNesting
{
    private const int MaxDepth = 200;
    private const int MaxLength = 200_000;

    /// <summary>Counts brackets, wherever they stand: a text is also refused for brackets within its strings.</summary>
    /// <exception cref="WorkflowFaultException">There are too many within one another, or the text is too long.</exception>
    public static void Check(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new WorkflowFaultException("javascript-length", $"脚本超过 {MaxLength} 个字符。");
        }

        var depth = 0;
        var operators = 0;
        foreach (var character in text)
        {
            depth += character is '(' or '[' or '{' ? 1 : character is ')' or ']' or '}' ? -1 : 0;
            operators = character is '!' or '~' or '-' or '+' or '?' ? operators + 1 : character is ';' ? 0 : operators;
            if (depth > MaxDepth || operators > 10 * MaxDepth)
            {
                throw TooDeep();
            }
        }
    }

    /// <summary>What is said of a text that is nested too deeply to be run.</summary>
    public static WorkflowFaultException TooDeep() => new("javascript-nesting", $"脚本的括号嵌套超过 {MaxDepth} 层，或一条语句过长。");
}
