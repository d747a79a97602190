using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.StudioShell;

public sealed partial class StudioDictionaryTests
{
    private static readonly string[] Unchanged = ["JSON"];

    private static Dictionary<string, string> Words { get; } = JsonSerializer.Deserialize<Dictionary<string, string>>(
        File.ReadAllText(Repository.File("src/WorkflowHost.Portal/Studio/studio.zh-CN.json")))!;

    [Fact]
    public void Every_text_that_Studio_asks_for_has_its_translation()
    {
        var texts = PackageTexts.All();

        texts.Count.ShouldBeGreaterThan(550);
        texts.Except(Words.Keys, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Every_translation_is_Chinese() => Words
        .Where(word => !ChinesePattern().IsMatch(word.Value) && !Unchanged.Contains(word.Key, StringComparer.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Every_translation_says_what_its_text_says_about_numbers_and_names() => Words
        .Where(word => !PlacePattern().Matches(word.Key).Select(place => place.Value).Order(StringComparer.Ordinal)
            .SequenceEqual(PlacePattern().Matches(word.Value).Select(place => place.Value).Order(StringComparer.Ordinal), StringComparer.Ordinal))
        .ShouldBeEmpty();

    [GeneratedRegex("[一-鿿]", RegexOptions.NonBacktracking)]
    private static partial Regex ChinesePattern();

    [GeneratedRegex(@"\{[0-9]\}", RegexOptions.NonBacktracking)]
    private static partial Regex PlacePattern();
}
