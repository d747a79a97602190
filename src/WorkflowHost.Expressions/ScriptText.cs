using System.Text.RegularExpressions;
using Jint.Parser;
using WorkflowHost.Engine.Contract;
using Program = Jint.Parser.Ast.Program;

namespace WorkflowHost.Expressions;

/// <summary>A script made ready to run: parsed once, run by many sessions.</summary>
internal sealed partial class ScriptText
{
    /// <summary>Parses a text; a <c>return</c> outside of a function is allowed, as in Elsa.</summary>
    /// <param name="text">ECMAScript 5, or anything newer that the translator knows.</param>
    /// <param name="translate">Gives ECMAScript 5 for a newer text, with the same number of lines.</param>
    /// <exception cref="WorkflowFaultException">The text is no script, or nested too deeply.</exception>
    public ScriptText(string text, Func<string, string> translate)
    {
        ScriptNesting.Check(text);
        var old = IsNewer(text) ? null : TryParse(text);
        var told = old is null ? translate(text) : text;
        Program = old ?? Parse(told);
        foreach (var node in ScriptNodes.Of(Program))
        {
            BitArithmetic.Mend(node);
            ThrownValues.Mend(node);
            AllocationTicks.AddTo(node);
        }

        Words = Word().Matches(told).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        IsOpen = Words.Overlaps(["eval", "Function", "constructor"]);
    }

    /// <summary>The script, which checks its memory as it runs.</summary>
    public Program Program { get; }

    /// <summary>Every word in it, whatever it means: what does not stand here need not be there when it runs.</summary>
    public IReadOnlySet<string> Words { get; }

    /// <summary>Whether it may make up words while it runs.</summary>
    public bool IsOpen { get; }

    private static Program? TryParse(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (ParserException)
        {
            return null;
        }
    }

    private static Program Parse(string text)
    {
        try
        {
            return new JavaScriptParser().Parse(text);
        }
        catch (ParserException error) when (error.Description.StartsWith("Illegal return", StringComparison.Ordinal))
        {
            return new JavaScriptParser().Parse("(function () { " + text + "\n}).call(this)");
        }
    }

    /// <summary>The parser takes some newer texts too, and lets them mean what they would have meant before.</summary>
    private static bool IsNewer(string text) => NewerWord().IsMatch(text);

    [GeneratedRegex(@"[\p{L}_$][\p{L}\p{N}_$]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(let|const|class|of|yield|async|await)\b|=>|`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NewerWord();
}
