using System.Text.Json.Nodes;
using Shouldly;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>The procedures of the cities as they are shipped.</summary>
internal static class ShippedDrawings
{
    private static readonly string[] Cities = ["beijing", "chongqing", "shanghai"];

    /// <summary>Few procedures, in which every kind of step is that any of them has: their ids by city, at least one of each.</summary>
    public static ILookup<string, string> WithEveryKindOfStep()
    {
        var left = Cities.SelectMany(FilesOf).ToList();
        var open = left.SelectMany(file => file.Kinds).ToHashSet(StringComparer.Ordinal);
        open.Count.ShouldBeGreaterThan(20);
        var chosen = new List<(string City, string Id)>();
        while (open.Count > 0)
        {
            var (city, id, kinds) = left.MaxBy(file => file.Kinds.Count(open.Contains));
            chosen.Add((city, id));
            open.ExceptWith(kinds);
        }

        chosen.Select(entry => entry.City).Distinct(StringComparer.Ordinal).Count().ShouldBe(Cities.Length);
        return chosen.ToLookup(entry => entry.City, entry => entry.Id, StringComparer.Ordinal);
    }

    private static IEnumerable<(string City, string Id, HashSet<string> Kinds)> FilesOf(string city) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "workflows", city), "*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!).Where(file => file["root"] is not null)
            .Select(file => (city, file["definitionId"]!.GetValue<string>(), KindsIn(file["root"]).ToHashSet(StringComparer.Ordinal)));

    /// <summary>The types of the steps below a node; an expression has a type but no id.</summary>
    private static IEnumerable<string> KindsIn(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => KindsIn(member.Value))
            .Concat(members["id"] is not null && members["type"] is JsonValue type ? [type.GetValue<string>()] : []),
        JsonArray items => items.SelectMany(KindsIn),
        _ => [],
    };
}
