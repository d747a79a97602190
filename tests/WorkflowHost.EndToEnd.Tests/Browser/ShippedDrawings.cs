using System.Text.Json.Nodes;
using Shouldly;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>The procedures of the cities as they are shipped. What the cities share is read-only in Studio and no part of it.</summary>
internal static class ShippedDrawings
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "workflows");

    /// <summary>The ids of all procedures of a city.</summary>
    /// <param name="city">Its folder.</param>
    public static IReadOnlyList<string> Of(string city)
    {
        var ids = Directory.EnumerateFiles(Path.Combine(Folder, city), "*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!).Where(file => file["root"] is not null)
            .Select(file => file["definitionId"]!.GetValue<string>()).ToList();
        ids.Count.ShouldBeGreaterThan(5);
        return ids;
    }
}
