using System.Text;
using Jint.Native;
using Jint.Native.Object;
using Jint.Parser;
using Jint.Parser.Ast;
using Jint.Runtime;
using Jint.Runtime.Interop;
using JintEngine = Jint.Engine;
using Program = Jint.Parser.Ast.Program;

namespace WorkflowHost.Expressions.Library;

/// <summary>The methods and collections that came after ECMAScript 5; a script gets those whose names stand in it.</summary>
internal static class ScriptLibrary
{
    private static readonly Lazy<IReadOnlyList<Entry>> Entries = new(Read);
    private static readonly Lazy<IReadOnlySet<string>> EntryWords = new(() => Entries.Value.Select(entry => entry.NamedBy).Concat(["Map", "Set", "WeakMap", "WeakSet"]).ToHashSet(StringComparer.Ordinal));

    /// <summary>Installs what is named; everything where there is no list of names.</summary>
    /// <param name="engine">Of the script.</param>
    /// <param name="words">All words of the script.</param>
    public static void AddTo(JintEngine engine, IReadOnlySet<string>? words)
    {
        if (words is not null && !IsNamedBy(words))
        {
            return;
        }

        engine.Global.FastAddProperty(" each", new ClrFunctionInstance(engine, (_, arguments) =>
        {
            Iteration.Each(engine, arguments.At(0), item => arguments[1].Invoke(item), arguments.At(2) == JsValue.True);
            return JsValue.Undefined;
        }), false, false, false);
        engine.Global.FastAddProperty(" iterator", new ClrFunctionInstance(engine, (_, arguments) =>
            Iteration.Over(engine, () => arguments[0].Invoke() is var next && next.IsUndefined() ? null : next.AsArray().Get("0"))), false, false, false);
        ScriptCollections.AddTo(engine, words);
        foreach (var entry in Entries.Value.Where(entry => words is null || words.Contains(entry.NamedBy)))
        {
            var target = entry.Path.Aggregate((ObjectInstance)engine.Global, (owner, name) => owner.Get(name).AsObject());
            target.FastAddProperty(entry.Word, engine.Execute(entry.Value).GetCompletionValue(), true, false, true);
        }
    }

    /// <summary>Whether a script with these words gets any of it.</summary>
    public static bool IsNamedBy(IReadOnlySet<string> words) => words.Overlaps(EntryWords.Value);

    private static List<Entry> Read()
    {
        using var stream = typeof(ScriptLibrary).Assembly.GetManifestResourceStream("methods.js")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var program = new JavaScriptParser().Parse(reader.ReadToEnd());
        foreach (var node in ScriptNodes.Of(program))
        {
            if (node is Identifier { Name: "each" or "iterator" } own)
            {
                own.Name = " " + own.Name;
            }

            BitArithmetic.Mend(node);
            ThrownValues.Mend(node);
            AllocationTicks.AddTo(node);
        }

        var entries = (ObjectExpression)((ExpressionStatement)program.Body.First()).Expression;
        return [.. entries.Properties.Select(property => new Entry(property.Key.GetKey().Split('.'), ProgramOf(property.Value)))];
    }

    private static Program ProgramOf(Expression value) => new()
    {
        Type = SyntaxNodes.Program,
        Body = [new ExpressionStatement { Type = SyntaxNodes.ExpressionStatement, Expression = value, Location = value.Location, Range = value.Range }],
        FunctionDeclarations = [],
        VariableDeclarations = [],
        Location = value.Location,
        Range = value.Range,
    };

    /// <param name="Names">Where it goes.</param>
    /// <param name="Value">What gives the function or the constant.</param>
    private sealed record Entry(string[] Names, Program Value)
    {
        public string Word => Names[^1];

        /// <summary>What stands in a script that needs it.</summary>
        public string NamedBy => Word.TrimStart('@');

        public IEnumerable<string> Path => Names.SkipLast(1);
    }
}
