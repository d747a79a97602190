using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Advice;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>Definitions that were damaged by chance: each gives problems with their places, or runs within its limits.</summary>
public sealed class Broken_definitions
{
    private static readonly string[] Junk =
    [
        "null", "true", "-1", "1E+400", "\"\"", "\"x\"", "[]", "{}", "[null]", "[{}]", "{\"id\":\"s1\",\"type\":\"Elsa.While\"}", "\"while(true){}\"",
        "{\"typeName\":\"Int32\",\"expression\":{\"type\":\"JavaScript\",\"value\":\"while(true){}\"}}",
        "{\"expression\":{\"type\":\"Liquid\",\"value\":\"{{ x }}\"}}", "{\"expression\":{\"type\":5}}", "{\"memoryReference\":{\"id\":\"n-id\"}}",
        "{\"source\":{\"activity\":\"s2\",\"port\":\"Done\"},\"target\":{\"activity\":\"s1\"}}", "\"Elsa.Flowchart\"", "\"Elsa.While\"", "\"Elsa.Switch\"",
        "\"Elsa.StateMachine\"", "\"Elsa.FlowJoin\"", "\"Elsa.BulkDispatchWorkflows\"", "\"Elsa.Cron\"", "\"Elsa.RunJavaScript\"", "\"s2\"",
    ];

    /// <summary>Damage that is more than one value: see <see cref="Graft"/>.</summary>
    private static readonly string[] Damages = ["delete", "double", "huge text", "huge script", "huge list", "deep value", "deep steps", "cycles"];

    /// <summary>What one file may take, however it is damaged: far more than any does, far less than what never ends would.</summary>
    private static readonly (TimeSpan Time, long Bytes) Most = (TimeSpan.FromSeconds(30), 2_000_000_000);

    private static readonly JavaScriptPatience Scripts = new();

    /// <summary>Deep values may be put into deep values.</summary>
    private static readonly JsonSerializerOptions OfAnyDepth = new() { MaxDepth = 10_000 };

    /// <summary>Fewer activities a turn than a host allows, as damage often makes endless loops, of which ten thousand are to be tried.</summary>
    private static readonly Interpreter Interpreter = new(Scripts.Environment, mostActivities: 5_000);

    [Fact]
    public void Each_of_ten_thousand_gives_problems_or_runs_within_its_limits() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(10_000),
        Prop.ForAll(Damaged().ToArbitrary(), (string json) =>
        {
            var (began, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());

            Try(DefinitionReader.Read(json));

            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Most.Time);
            (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(Most.Bytes);
        }));

    [Theory]
    [InlineData(60)]
    [InlineData(5_000)]
    public void Steps_within_steps_within_steps_are_a_problem_or_run(int depth) => Try(DefinitionReader.Read(
        """{"id":"v","definitionId":"d","name":"n","version":1,"root":""" + string.Concat(Enumerable.Range(0, depth).Select(level => $$"""{"id":"s{{level}}","type":"Elsa.Sequence","activities":["""))
        + string.Concat(Enumerable.Repeat("]}", depth)) + "}"));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Deep_values_within_deep_values_are_a_problem_or_run(int times)
    {
        var tree = JsonNode.Parse(DefinitionWriter.Write(Sketch.Of(1)))!;
        tree["customProperties"] = Enumerable.Range(0, times * 500).Aggregate((JsonNode)new JsonArray(), (inner, _) => new JsonArray(inner));

        Try(DefinitionReader.Read(tree.ToJsonString(OfAnyDepth)));
    }

    [Fact]
    public void Everything_leading_to_everything_is_no_trouble()
    {
        var chart = Chart.Of();
        for (var step = 0; step < 60; step++)
        {
            chart.Step($"n{step}");
        }

        for (var edge = 0; edge < 3_600; edge++)
        {
            chart.Connect($"n{edge / 60}", "Done", $"n{edge % 60}");
        }

        Try(Checked<WorkflowDefinition>.Valid(chart.Definition()));
    }

    [Fact]
    public void A_text_of_a_million_characters_is_a_text() =>
        Play.Start(Chart.Of().Definition(Piece.Line("a", new string('长', 1_000_000)))).ShouldBeFinished().Lines.Length.ShouldBe(1_000_000);

    private static void Try(Checked<WorkflowDefinition> read)
    {
        if (!read.IsValid)
        {
            ShouldSayWhy(read.Problems);
            return;
        }

        var compiled = new GraphCompiler(Play.Registry).Compile(read.Value);
        if (!compiled.IsValid)
        {
            ShouldSayWhy(compiled.Problems);
            return;
        }

        var turn = Interpreter.Play(compiled.Value, InstanceState.New("i1", ""), new Stimulus.Start(Play.Input()), Play.Now).ShouldNotBeNull();
        foreach (var bookmark in turn.State.Bookmarks.Take(3))
        {
            Interpreter.Play(compiled.Value, turn.State, new Stimulus.Resume(bookmark.Id, Play.Input()), Play.Now);
        }

        WorkflowTrigger.AllOf(compiled.Value, Scripts.Environment, Play.Now);
        DrawingAdvice.For(compiled.Value, Play.Registry).ShouldAllBe(warning => warning.Code.Length > 0 && warning.Message.Contains("步骤", StringComparison.Ordinal));
    }

    private static void ShouldSayWhy(IReadOnlyList<Problem> problems) => problems.ShouldAllBe(problem =>
        problem.Path.StartsWith('$') && problem.Code.Length > 0 && problem.Message.Any(character => character >= '\u4E00' && character <= '\u9FFF'));

    private static Gen<string> Damaged() =>
        from seed in Gen.Choose(0, 1_000_000)
        from grafts in Gen.Zip(Gen.Choose(0, 100_000), Gen.Elements([.. Junk, .. Junk, .. Junk, .. Damages])).NonEmptyListOf()
        select grafts.Take(4).Aggregate(JsonNode.Parse(DefinitionWriter.Write(Sketch.Of(seed)))!, (tree, graft) => Graft(tree, graft.Item1, graft.Item2)).ToJsonString(OfAnyDepth);

    private static JsonNode Graft(JsonNode tree, int at, string junk)
    {
        ImmutableArray<(JsonNode Holder, string? Name, int Index)> places = [.. Places(tree)];
        if (places.IsEmpty)
        {
            return tree;
        }

        switch (places[at % places.Length])
        {
            case var _ when junk is "cycles":
                Array.ForEach([.. places.Where(place => place.Name == "connections").Select(place => place.Holder["connections"]).OfType<JsonArray>()], TurnRound);
                break;
            case (JsonObject members, { } name, _) when junk is "delete":
                members.Remove(name);
                break;
            case (JsonObject members, { } name, _) when junk is "double":
                members[name + "2"] = members[name]?.DeepClone();
                break;
            case (JsonObject members, { } name, _):
                members[name] = Made(junk);
                break;
            case (JsonArray list, _, var index) when junk is "delete":
                list.RemoveAt(index);
                break;
            case (JsonArray list, _, var index) when junk is "double":
                list.Add(list[index]?.DeepClone());
                break;
            case (JsonArray list, _, var index):
                list[index] = Made(junk);
                break;
        }

        return tree;
    }

    /// <summary>Leads every connection of a list back as well.</summary>
    private static void TurnRound(JsonArray list)
    {
        foreach (var connection in list.OfType<JsonObject>().Where(item => item["source"] is JsonObject && item["target"] is JsonObject).ToArray())
        {
            list.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = connection["target"]!["activity"]?.DeepClone(), ["port"] = "Done" },
                ["target"] = new JsonObject { ["activity"] = connection["source"]!["activity"]?.DeepClone() },
            });
        }
    }

    private static JsonNode? Made(string junk) => junk switch
    {
        "huge text" => new string('长', 200_000),
        "huge script" => Piece.Script(string.Concat(Enumerable.Repeat("x = 1;", 20_000))),
        "huge list" => Piece.Value(new JsonArray([.. Enumerable.Range(0, 20_000).Select(number => (JsonNode?)number)])),
        "deep value" => Enumerable.Range(0, 500).Aggregate((JsonNode)new JsonArray(), (inner, _) => new JsonArray(inner)),
        "deep steps" => Enumerable.Range(0, 25).Aggregate(
            (JsonNode)new JsonObject { ["id"] = "deepest", ["type"] = "Elsa.Break" },
            (inner, level) => new JsonObject { ["id"] = $"deep{level}", ["type"] = "Elsa.Sequence", ["activities"] = new JsonArray(inner) }),
        _ => JsonNode.Parse(junk),
    };

    private static IEnumerable<(JsonNode Holder, string? Name, int Index)> Places(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Places(member.Value).Prepend((members, member.Key, 0))),
        JsonArray list => list.Index().SelectMany(item => Places(item.Item).Prepend((list, null, item.Index))),
        _ => [],
    };

    /// <summary>Scripts that may run for a moment only.</summary>
    private sealed class JavaScriptPatience : IServiceProvider
    {
        public JavaScriptPatience() =>
            Environment = new([new WorkflowHost.Expressions.JavaScriptEvaluator(new WorkflowHost.Expressions.JavaScriptOptions { MaxStatements = 500 })], this);

        public TurnEnvironment Environment { get; }

        public object? GetService(Type serviceType) => null;
    }
}
