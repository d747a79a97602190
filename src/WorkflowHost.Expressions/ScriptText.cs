using System.Text.RegularExpressions;
using Jint.Parser;
using WorkflowHost.Engine.Contract;
using Program = Jint.Parser.Ast.Program;

namespace WorkflowHost.Expressions;

/// <summary>A script made ready to run: parsed once, run by many sessions.</summary>
internal sealed partial class ScriptText
{
    /// <summary>Parses a text; a <c>return</c> outside of a function is allowed, as in Elsa.</summary>
    /// <exception cref="ParserException">The text is no ECMAScript 5.</exception>
    /// <exception cref="WorkflowFaultException">It is nested too deeply.</exception>
    public ScriptText(string text)
    {
        Program = Parse(text);
        AllocationTicks.AddTo(Program);
        Words = Word().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        IsOpen = Words.Overlaps(["eval", "Function", "constructor"]);
    }

    /// <summary>The script, which checks its memory as it runs.</summary>
    public Program Program { get; }

    /// <summary>Every word in it, whatever it means: what does not stand here need not be there when it runs.</summary>
    public IReadOnlySet<string> Words { get; }

    /// <summary>Whether it may make up words while it runs.</summary>
    public bool IsOpen { get; }

    private static Program Parse(string text)
    {
        ScriptNesting.Check(text);
        try
        {
            return new JavaScriptParser().Parse(text);
        }
        catch (ParserException error) when (error.Description.StartsWith("Illegal return", StringComparison.Ordinal))
        {
            return new JavaScriptParser().Parse("(function () { " + text + "\n}).call(this)");
        }
    }

    [GeneratedRegex(@"[\p{L}_$][\p{L}\p{N}_$]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Word();
}
