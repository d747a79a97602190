using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace WorkflowHost.Regulations;

/// <summary>A condition on the facts of a case: each named fact has one of the values listed.</summary>
public sealed class CaseCondition
{
    /// <summary>The facts that conditions may name, read from a procedure's workflow input <c>case</c>.</summary>
    private static readonly FrozenDictionary<string, Func<JsonObject, string>> Facts =
        new Dictionary<string, Func<JsonObject, string>>(StringComparer.Ordinal)
        {
            ["severeDefect"] = input => Text(input["severeDefect"]),
            ["source"] = input => Text(input["source"]),
            ["category"] = input => Text(input["category"]),
            ["defectInvestigation"] = input => Text(input["defectInvestigation"]),
            ["conclusion"] = input => Text(Within(input, "documentData", "report", "conclusion")),
            ["sampledFrom"] = input => Text(Within(input, "documentData", "sampledParty", "role")) switch
            {
                "Seller" => "销售者",
                "Producer" => "生产者",
                var other => other,
            },
            ["registeredElsewhere"] = input =>
                Text(input["placeOfProduction"]) == Text(input["placeOfRegistration"]) ? "false" : "true",
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly ImmutableSortedDictionary<string, ImmutableArray<string>> wanted;

    private CaseCondition(ImmutableSortedDictionary<string, ImmutableArray<string>> wanted) => this.wanted = wanted;

    /// <summary>The names that a condition may use.</summary>
    public static IEnumerable<string> FactNames => Facts.Keys.Order(StringComparer.Ordinal);

    /// <summary>The values that are wanted, by fact.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<string>> Wanted => wanted;

    /// <summary>A condition.</summary>
    /// <param name="wanted">By fact the values with which it holds.</param>
    /// <exception cref="ArgumentException">A fact is unknown.</exception>
    public static CaseCondition Of(IEnumerable<KeyValuePair<string, ImmutableArray<string>>> wanted)
    {
        var all = wanted.ToImmutableSortedDictionary(StringComparer.Ordinal);
        return all.Keys.FirstOrDefault(fact => !Facts.ContainsKey(fact)) is { } unknown
            ? throw new ArgumentException($"No fact {unknown}.", nameof(wanted))
            : new CaseCondition(all);
    }

    /// <summary>Whether the case has one of the values of every fact.</summary>
    /// <param name="caseInput">The workflow input <c>case</c>.</param>
    public bool Holds(JsonObject caseInput) =>
        wanted.All(fact => fact.Value.Contains(Facts[fact.Key](caseInput), StringComparer.Ordinal));

    private static JsonNode? Within(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var member in path)
        {
            node = (node as JsonObject)?[member];
        }

        return node;
    }

    private static string Text(JsonNode? value) => value?.ToString() ?? "";
}
