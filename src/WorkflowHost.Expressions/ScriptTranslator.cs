using System.Text;
using System.Text.Json.Nodes;
using Jint.Parser;
using Jint.Runtime;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Expressions.Library;
using JintEngine = Jint.Engine;
using Program = Jint.Parser.Ast.Program;

namespace WorkflowHost.Expressions;

/// <summary>
/// Translates newer JavaScript to the ECMAScript 5 that the interpreter speaks. The translator is Babel, bundled at build time; it is
/// a script itself and runs in the same interpreter, on a thread of its own that has room for its depth. One text at a time, and one
/// for the whole process: it takes a second to start and keeps 70 MB.
/// </summary>
internal sealed class ScriptTranslator
{
    private const int MaxKept = 500;
    private const int MaxLength = 10_000;
    private const int StackSize = 64 * 1024 * 1024;

    /// <summary>Members of members in one chain: the work of the translator grows with their square.</summary>
    private const int MostMembers = 200;

    /// <summary>Of the translator's own script: some 8 s of work. It takes about 1,000 for each character of a text that is not a remark.</summary>
    private const int MaxStatements = 6_000_000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> kept = new(StringComparer.Ordinal);
    private readonly HashSet<string> tooComplex = new(StringComparer.Ordinal);
    private readonly Program call = new JavaScriptParser().Parse("translate(text)");
    private JintEngine? engine;

    private ScriptTranslator()
    {
    }

    /// <summary>The one of this process.</summary>
    public static ScriptTranslator Shared { get; } = new();

    /// <summary>Translates one text; the result has each statement on the line on which it stood.</summary>
    /// <exception cref="WorkflowFaultException">It is no script, newer than the translator, or takes too much.</exception>
    public string Translate(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new WorkflowFaultException("javascript-length", $"用新语法编写的脚本超过 {MaxLength} 个字符，请拆成几个步骤。");
        }

        if (LongestChain(text) > MostMembers)
        {
            throw TooDeep(null);
        }

        lock (gate)
        {
            if (kept.TryGetValue(text, out var known))
            {
                return known;
            }

            if (tooComplex.Contains(text))
            {
                throw TooComplex(null);
            }

            var translated = RoomyStack.Run(StackSize, () => Run(text));
            if (kept.Count >= MaxKept)
            {
                kept.Clear();
            }

            return kept[text] = translated;
        }
    }

    private string Run(string text)
    {
        try
        {
            engine ??= Start();
            engine.SetValue("text", text);
            var told = JsonNode.Parse(engine.Execute(call).GetCompletionValue().AsString())!;
            return told["code"]?.GetValue<string>() ?? throw new WorkflowFaultException(
                "javascript-syntax",
                $"脚本第 {told["line"]} 行" + (told["unspoken"] is { } unspoken ? $"用到本系统脚本不支持的 {unspoken}。" : $"有语法错误：{told["message"]}"));
        }
        catch (StatementsCountOverflowException error)
        {
            engine = null;
            if (tooComplex.Count >= MaxKept)
            {
                tooComplex.Clear();
            }

            tooComplex.Add(text);
            throw TooComplex(error);
        }
        catch (InsufficientExecutionStackException error)
        {
            engine = null;
            throw TooDeep(error);
        }
    }

    /// <summary>Wherever it stands, be it in a string.</summary>
    private static int LongestChain(string text)
    {
        var (longest, members) = (0, 0);
        foreach (var (place, character) in text.Index())
        {
            var isMember = character == '.' && place + 1 < text.Length && (char.IsLetter(text[place + 1]) || text[place + 1] is '_' or '$');
            members = isMember || character == '[' ? members + 1
                : char.IsLetterOrDigit(character) || char.IsWhiteSpace(character) || character is '_' or '$' or '?' or '.' or '(' or ')' or ']' ? members
                : 0;
            longest = Math.Max(longest, members);
        }

        return longest;
    }

    private static WorkflowFaultException TooDeep(Exception? error) =>
        new("javascript-nesting", "脚本嵌套过深，无法转换。", error);

    private static WorkflowFaultException TooComplex(Exception? error) =>
        new("javascript-complex", "脚本过于复杂，无法转换，请拆成几个步骤。", error);

    private static JintEngine Start()
    {
        using var stream = typeof(ScriptTranslator).Assembly.GetManifestResourceStream("translator.js")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var program = new JavaScriptParser().Parse(reader.ReadToEnd());
        foreach (var node in ScriptNodes.Of(program))
        {
            BitArithmetic.Mend(node);
            ThrownValues.Mend(node);
            AllocationTicks.AddToFunction(node);
        }

        var started = new JintEngine(options => options.MaxStatements(MaxStatements));
        BitArithmetic.AddTo(started);
        ThrownValues.AddTo(started);
        ScriptLimits.GuardStack(started);
        ScriptLibrary.AddTo(started, null);
        started.Execute(program);
        return started;
    }
}
