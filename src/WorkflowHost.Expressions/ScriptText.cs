using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Jint.Parser;
using Jint.Parser.Ast;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Expressions.Library;
using Program = Jint.Parser.Ast.Program;

namespace WorkflowHost.Expressions;

/// <summary>A script made ready to run: parsed once, run by many sessions.</summary>
internal sealed partial class ScriptText
{
    private static readonly FrozenSet<string> NewerWords =
        FrozenSet.Create(StringComparer.Ordinal, "let", "const", "class", "of", "yield", "async", "await");

    private static readonly string[] ClockWords = ["Date", "Math"];

    /// <summary>Members that the interpreter calls by itself.</summary>
    private static readonly string[] CalledMembers = ["toString", "valueOf", "toJSON"];

    /// <summary>No text of this length is deep enough to fill a thread's stack.</summary>
    private const int ShortLength = 1_000;

    private const int RoomyStackSize = 256 * 1024 * 1024;

    private static readonly ParserOptions WithTokens = new() { Tokens = true };

    /// <summary>Parses a text; a <c>return</c> outside of a function is allowed, as in Elsa.</summary>
    /// <param name="text">ECMAScript 5, or anything newer that the translator knows.</param>
    /// <param name="translate">Gives ECMAScript 5 for a newer text, with the same number of lines.</param>
    /// <exception cref="WorkflowFaultException">The text is no script, or nested too deeply.</exception>
    public ScriptText(string text, Func<string, string> translate)
    {
        ScriptNesting.Check(text);
        var parsed = TryParse(text);
        var told = parsed is null || IsNewer(parsed) ? translate(text) : text;
        Program = parsed is not null && ReferenceEquals(told, text) ? parsed : OnRoomyStack(told, code => Parse(code));
        if (!ScriptDepth.Guard(Program))
        {
            throw ScriptNesting.TooDeep();
        }

        var nodes = ScriptNodes.Of(Program);
        var onlyReads = nodes.All(Reads);
        foreach (var node in nodes)
        {
            BitArithmetic.Mend(node);
            ThrownValues.Mend(node);
            PatternLiterals.Mend(node);
            AllocationTicks.AddTo(node);
        }

        // A name may be written with escapes, which hide it from the text
        Words = Word().Matches(told).Select(match => match.Value).Concat(nodes.OfType<Identifier>().Select(name => name.Name)).ToHashSet(StringComparer.Ordinal);
        IsOpen = Words.Overlaps(["eval", "Function", "constructor"]);
        NamesItsVariables = !IsOpen && !nodes.Any(node => node is ThisExpression or CallExpression { Callee: MemberExpression { Object: Identifier { Name: "variables" } } })
            && nodes.Count(node => node is Identifier { Name: "variables" })
            == nodes.Count(node => node is MemberExpression { Computed: false, Object: Identifier { Name: "variables" } });
        OnlyReads = !IsOpen && onlyReads && !Words.Overlaps(ClockWords) && !ScriptLibrary.IsNamedBy(Words);
    }

    /// <summary>The script, which checks its memory as it runs.</summary>
    public Program Program { get; }

    /// <summary>Every word in it, whatever it means: what does not stand here need not be there when it runs.</summary>
    public IReadOnlySet<string> Words { get; }

    /// <summary>Whether it may make up words while it runs.</summary>
    public bool IsOpen { get; }

    /// <summary>
    /// Whether it is made of values, members, operators and calls of Elsa's functions and of conversions alone: nothing in it can change the interpreter that runs it, which
    /// may then run another such script.
    /// </summary>
    public bool OnlyReads { get; }

    /// <summary>Whether <c>variables</c> stands in it only as <c>variables.Name</c>.</summary>
    public bool NamesItsVariables { get; }

    private static bool Reads(SyntaxNode node) => node switch
    {
        Program program => program.VariableDeclarations.Count == 0 && program.FunctionDeclarations.Count == 0,
        CallExpression call => call.Callee is Identifier name && ScriptFunctions.OnlyReads(name.Name),
        UnaryExpression unary => unary is not UpdateExpression && unary.Operator is not UnaryOperator.Delete,
        Property property => property.Kind is PropertyKind.Data && !CalledMembers.Contains(property.Key.GetKey()),
        Literal literal => literal.Type is not SyntaxNodes.RegularExpressionLiteral,
        ExpressionStatement or EmptyStatement or Identifier or MemberExpression or ConditionalExpression or LogicalExpression or BinaryExpression
            or ObjectExpression or ArrayExpression or SequenceExpression => true,
        _ => false,
    };

    private static Program? TryParse(string text)
    {
        try
        {
            return OnRoomyStack(text, code => Parse(code, WithTokens));
        }
        catch (ParserException)
        {
            return null;
        }
    }

    /// <summary>The parser goes down one level for as little as two characters, so that a long text gets a stack for all of them.</summary>
    private static Program OnRoomyStack(string text, Func<string, Program> parse) =>
        text.Length <= ShortLength ? parse(text) : RoomyStack.Run(RoomyStackSize, () => parse(text));

    private static Program Parse(string text, ParserOptions? options = null)
    {
        try
        {
            return Read(text);
        }
        catch (ParserException error) when (error.Description.StartsWith("Illegal return", StringComparison.Ordinal))
        {
            return Read("(function () { " + text + "\n}).call(this)");
        }

        Program Read(string code) => options is null ? new JavaScriptParser().Parse(code) : new JavaScriptParser().Parse(code, options);
    }

    /// <summary>The parser takes some newer texts too, and lets them mean what they would have meant before. What stands in a text or a remark is no syntax.</summary>
    private static bool IsNewer(Program program)
    {
        for (var place = 0; place < program.Tokens.Count; place++)
        {
            if (program.Tokens[place] is { Type: Tokens.Identifier or Tokens.Keyword, Value: string word } && NewerWords.Contains(word) && !NamesMember(place))
            {
                return true;
            }
        }

        return false;

        bool NamesMember(int place) => Sign(place - 1) is "." || (Sign(place - 1) is "{" or "," && Sign(place + 1) is ":");

        string? Sign(int place) => program.Tokens.ElementAtOrDefault(place) is { Type: Tokens.Punctuator, Value: string sign } ? sign : null;
    }

    [GeneratedRegex(@"[\p{L}_$][\p{L}\p{N}_$]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Word();
}
