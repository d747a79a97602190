using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Expressions;

namespace WorkflowHost.Benchmarks;

/// <summary>What scripts cost on one core: the first newer one, the translation of further ones, and an evaluation.</summary>
internal static class ScriptsBenchmark
{
    private const int Batches = 10;
    private const int Evaluations = 300;
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 2, 30, 0, TimeSpan.Zero);
    private static readonly JavaScriptEvaluator Scripts = new(new JavaScriptOptions());
    private static readonly Interpreter Interpreter = new(new TurnEnvironment([Scripts], new NoServices()));

    private static readonly (string What, string Old, string New)[] Pairs =
    [
        ("a comparison", "variables.n > 10 ? '长' : '短'", "const n = variables.n ?? 0; n > 10 ? '长' : '短'"),
        ("a list",
            "var s = 0; var l = [1, 2, 3, 4, 5]; for (var i = 0; i < l.length; i++) { if (l[i] % 2) { s += l[i] * variables.n; } } s",
            "[1, 2, 3, 4, 5].filter(x => x % 2).map(x => x * variables.n).reduce((a, b) => a + b, 0)"),
        ("an object",
            "var o = { a: 1, b: variables.n }; var t = ''; for (var k in o) { t += k + '=' + o[k] + ';'; } t",
            "let t = ''; for (const [k, v] of Object.entries({ a: 1, b: variables.n })) { t += `${k}=${v};`; } t"),
    ];

    public static void Run()
    {
        Once("the first newer script of the process", "const first = variables.n; first");
        Once("the second", "const second = variables.n; second");
        foreach (var (what, _, script) in Pairs)
        {
            Once($"translating {what} ({script.Length} characters)", script);
        }

        Once("translating it again", Pairs[0].New);
        var text = string.Concat(Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"const f{i} = ({{ a = 1, ...rest }}) => `${{a}}${{rest?.b ?? {i}}}`;\n")));
        Once($"translating {text.Length} characters", text);
        var empty = Measure(Graph(null));
        foreach (var (what, old, recent) in Pairs)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"evaluating {what}: {Measure(Graph(old)) - empty:0.0} µs as of old, {Measure(Graph(recent)) - empty:0.0} µs newer"));
        }
    }

    private static void Once(string what, string script)
    {
        var bytes = GC.GetTotalAllocatedBytes();
        var start = Stopwatch.GetTimestamp();
        var problems = Scripts.Check(Expression.ForScript(script));
        var elapsed = Stopwatch.GetElapsedTime(start);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {elapsed.TotalMilliseconds:0.0} ms, {(GC.GetTotalAllocatedBytes() - bytes) / 1e6:0.0} MB allocated{string.Concat(problems)}"));
    }

    /// <summary>The fastest of some batches, in µs, so that what else the machine does is left out.</summary>
    private static double Measure(WorkflowGraph graph)
    {
        var best = double.MaxValue;
        for (var batch = 0; batch < Batches; batch++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Evaluations; i++)
            {
                _ = Interpreter.Play(graph, InstanceState.New("i", ""), new Stimulus.Start([]), Now);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Evaluations);
        }

        return best;
    }

    private static WorkflowGraph Graph(string? script) => new GraphCompiler(new ActivityRegistry([])).Compile(new WorkflowDefinition
    {
        Variables = [new VariableDefinition { Id = "n", Name = "n", TypeName = "Int32", Value = 15 }],
        Root = new ActivityDefinition
        {
            Id = "s",
            Type = "Elsa.WriteLine",
            Properties = new JsonObject
            {
                ["text"] = new JsonObject
                {
                    ["typeName"] = "String",
                    ["expression"] = new JsonObject { ["type"] = script is null ? "Literal" : "JavaScript", ["value"] = script ?? "x" },
                },
            },
        },
    }).Value!;

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
