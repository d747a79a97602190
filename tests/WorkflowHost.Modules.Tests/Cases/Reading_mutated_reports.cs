using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace WorkflowHost.Modules.Tests.Cases;

public sealed class Reading_mutated_reports
{
    private static readonly string[] Places = [.. PlacesOf(ValidReport.Json)];

    private static readonly Gen<string> Values = Gen.OneOf(
        Gen.Elements(
            "null", "true", "false", "0", "-1", "1e400", "123456789012345678901234567890", "\"\"", "\"合格\"", "\"2026-05-11\"", "[]",
            "{}", "[null]", "[[]]", "[{}]", "{\"name\":1}", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "{\"a\":1,\"a\":2}"),
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null).Select(text => JsonValue.Create(text).ToJsonString()));

    [Fact]
    public void Whatever_stands_in_whatever_place_the_answer_is_a_report_or_problems()
    {
        // given a report with one to four members replaced by anything
        var mutations = Gen.NonEmptyListOf(
            from place in Gen.Elements(Places)
            from value in Values
            select (place, value));

        // then reading never throws, and every problem has a code, a place and words
        Holds(mutations, changes =>
        {
            var answer = ValidReport.Read(Changed([.. changes.Take(4)]));
            return answer.IsValid
                || answer.Problems.All(problem => problem.Code.Length > 0 && problem.Path.StartsWith('$') && problem.Message.Length > 0);
        });
    }

    [Fact]
    public void A_problem_names_the_place_that_was_changed_or_what_depends_on_it()
    {
        var mutations =
            from place in Gen.Elements(Places)
            from value in Gen.Elements("7", "[]", "[7]", "{}", "\"\\u0001x\"")
            select (place, value);

        Holds(mutations, change =>
        {
            return ValidReport.Read(Changed([change])).Problems.All(problem =>
                problem.Path.StartsWith(change.place, StringComparison.Ordinal)
                || change.place.StartsWith(problem.Path, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void All_places_of_a_report_are_tried() => Places.Length.ShouldBe(33);

    private static IEnumerable<string> PlacesOf(JsonNode node) => node switch
    {
        JsonObject fields => fields.SelectMany(member => PlacesOf(member.Value!).Prepend(member.Value!.GetPath())),
        JsonArray list => list.SelectMany(item => PlacesOf(item!).Prepend(item!.GetPath())),
        _ => [],
    };

    /// <summary>The report with members replaced; changes inside what is replaced already are left out.</summary>
    private static JsonNode? Changed((string Place, string Value)[] changes)
    {
        JsonNode report = ValidReport.Json;
        foreach (var (index, change) in changes.Index())
        {
            Find(report, change.Place)?.ReplaceWith($"@{index}@");
        }

        var text = report.ToJsonString();
        foreach (var (index, change) in changes.Index())
        {
            text = text.Replace($"\"@{index}@\"", change.Value, StringComparison.Ordinal);
        }

        return JsonNode.Parse(text);
    }

    private static JsonNode? Find(JsonNode? node, string place)
    {
        foreach (var step in place[2..].Split('.', '[', ']').Where(step => step.Length > 0))
        {
            node = node switch
            {
                JsonArray list => list[int.Parse(step)],
                JsonObject fields => fields[step],
                _ => null,
            };
        }

        return node;
    }

    private static void Holds<T>(Gen<T> cases, Func<T, bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(cases.ToArbitrary(), law));
}
