using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace WorkflowHost.Portal.Pages.Cases;

/// <summary>What a person has typed of a report. Survives a refusal. Fields are named by their place in the report.</summary>
internal sealed class CaseEntry
{
    /// <summary>Members of a party, in the order of the form.</summary>
    public static readonly ImmutableArray<string> PartyMembers = ["name", "creditCode", "role", "address", "contact", "phone", "email"];

    private static readonly ImmutableArray<string> Members =
    [
        "reportNumber", "source", "product", "category", "brand", "model", "batch", "conclusion", "placeOfProduction", "placeOfRegistration",
        "inspectionBody", "sampledOn", "issuedOn", "parentCase",
    ];

    private static readonly ImmutableArray<string> ItemMembers = ["name", "requirement", "measured"];
    private const int MostRows = 200;
    private const int FewestRows = 3;
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>Rows for failed items, the last ones empty.</summary>
    public int Rows { get; private set; } = FewestRows;

    /// <summary>Whether the inspection body reports a severe defect.</summary>
    public bool Severe { get; private init; }

    /// <summary>A form as sent. Rows that were left empty close up, so that a row's place is its place in the report.</summary>
    /// <param name="form">As sent.</param>
    /// <param name="more">Whether another row was asked for.</param>
    public static CaseEntry Read(IFormCollection form, bool more)
    {
        var entry = new CaseEntry { Severe = form["severeDefect"].Count > 0 };
        foreach (var name in Members.Concat(PartyMembers.SelectMany(member => new[] { $"sampledParty.{member}", $"labelledProducer.{member}" })))
        {
            entry.texts[name] = form[name].ToString();
        }

        var rows = Enumerable.Range(0, MostRows).Select(row => ItemMembers.Select(member => form[ItemName(row, member)].ToString()).ToList())
            .Where(row => row.Exists(text => text.Trim().Length > 0)).ToList();
        for (var row = 0; row < rows.Count; row++)
        {
            for (var member = 0; member < ItemMembers.Length; member++)
            {
                entry.texts[ItemName(row, ItemMembers[member])] = rows[row][member];
            }
        }

        var shown = Enumerable.Range(0, MostRows).TakeWhile(row => form.ContainsKey(ItemName(row, ItemMembers[0]))).Count();
        entry.Rows = Math.Min(MostRows, Math.Max(FewestRows, shown) + (more ? 1 : 0));
        return entry;
    }

    /// <summary>An empty form for a case that came of another.</summary>
    /// <param name="number">The other's number.</param>
    public static CaseEntry CameOf(string number)
    {
        var entry = new CaseEntry();
        entry.texts["parentCase"] = number;
        return entry;
    }

    /// <summary>The name of a field of a failed item.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="member">One of the item's members.</param>
    public static string ItemName(int row, string member) => FormattableString.Invariant($"failedItems[{row}].{member}");

    /// <summary>What stands in a field.</summary>
    public string Text(string name) => texts.GetValueOrDefault(name, "");

    /// <summary>The report as the intake takes it: the same that comes over the interface.</summary>
    /// <param name="city">City key.</param>
    public JsonObject ToReport(string city)
    {
        var report = new JsonObject { ["city"] = city };
        foreach (var name in Members)
        {
            report[name] = Text(name);
        }

        report["severeDefect"] = Severe;
        report["failedItems"] = new JsonArray([.. Enumerable.Range(0, Rows).Where(row => ItemMembers.Any(member => Text(ItemName(row, member)).Trim().Length > 0))
            .Select(row => new JsonObject(ItemMembers.Select(member => KeyValuePair.Create(member, (JsonNode?)JsonValue.Create(Text(ItemName(row, member)))))))]);
        report["sampledParty"] = Party("sampledParty", PartyMembers);
        var ofProducer = PartyMembers.Where(member => member != "role").ToList();
        if (ofProducer.Exists(member => Text($"labelledProducer.{member}").Trim().Length > 0))
        {
            report["labelledProducer"] = Party("labelledProducer", ofProducer);
        }

        return report;
    }

    /// <summary>Tells a report from another one.</summary>
    public static string MarkOf(JsonObject report) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(report.ToJsonString())));

    private JsonObject Party(string place, IEnumerable<string> members) =>
        new(members.Select(member => KeyValuePair.Create(member, (JsonNode?)JsonValue.Create(Text($"{place}.{member}")))));
}
