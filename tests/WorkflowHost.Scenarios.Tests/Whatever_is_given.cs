using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using WorkflowHost.Definitions;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Scenarios.Scripts;
using Xunit;

namespace WorkflowHost.Scenarios.Tests;

public sealed class Whatever_is_given
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    private static readonly string[] Pieces =
        ["\n", ":", ": ", "- ", "[", "]", "{", "}", "*a", "&a ", "'", "\"", "|", ">", "%", "---\n", "\t", "#", "!!int ", "\0", "\ud800", "? ", "<<: ", "@", "~", "+99999d"];

    [Fact]
    public void Reading_scenarios_gives_scenarios_or_problems()
    {
        const string Text =
            """
            definition: p
            report: {city: beijing, severeDefect: true}
            scenarios:
              - name: 情景
                start: 2026-09-14 09:00
                answers:
                  - {task: 转交, outcome: 交出, at: lastDay+1, form: {receivedOn: today-2}}
                events: [{event: 来, at: 2026-09-15, payload: {a: [1, 2]}}]
                expect: {overdue: [], lastDays: {转交: 2026-09-15}}
            """;
        var mutations = Gen.NonEmptyListOf(
            from place in Gen.Choose(0, Text.Length - 1)
            from piece in Gen.Elements(Pieces)
            select (place, piece));

        Holds(mutations, 2000, changes =>
        {
            var mutated = changes.Aggregate(Text, (now, change) => now.Insert(Math.Min(change.place, now.Length), change.piece));
            var read = ScenarioYaml.Parse("x.yaml", mutated);
            return read.IsValid || read.Problems.Count > 0;
        });
    }

    [Fact]
    public void Checking_a_definition_gives_a_report()
    {
        // given a shipped definition with some of its values replaced by values of another shape
        var values = Gen.Elements("null", "7", "true", "\"\"", "\"x\"", "[]", "{}", "[[1]]", "{\"expression\":7}", "{\"expression\":{\"type\":\"Literal\",\"value\":{}}}");
        var mutations =
            from which in Gen.Choose(0, Stage.Shipped.Count - 1)
            from changes in Gen.NonEmptyListOf(
                from place in Gen.Choose(0, 100_000)
                from value in values
                select (place, value))
            select (which, changes);

        // then
        Holds(mutations, 300, mutation =>
        {
            var json = JsonNode.Parse(DefinitionWriter.Write(Stage.Shipped[mutation.which]))!;
            foreach (var (place, value) in mutation.changes.Take(5))
            {
                var members = Members(json).ToList();
                var (parent, name) = members[place % members.Count];
                parent[name] = JsonNode.Parse(value);
            }

            return DefinitionReader.Read(json.ToJsonString()).Value is not { } definition
                || Stage.Get<ProcedureChecker>().Check(definition, id => Stage.Shipped.FirstOrDefault(other => other.DefinitionId == id), Today).Findings.Length >= 0;
        });
    }

    private static IEnumerable<(JsonObject Parent, string Name)> Members(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Members(member.Value).Append((members, member.Key))),
        JsonArray items => items.SelectMany(Members),
        _ => [],
    };

    private static void Holds<T>(Gen<T> cases, int count, Func<T, bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(count), Prop.ForAll(cases.ToArbitrary(), law));
}
