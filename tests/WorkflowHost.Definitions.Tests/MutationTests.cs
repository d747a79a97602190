using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace WorkflowHost.Definitions.Tests;

public sealed class MutationTests
{
    private static readonly string[] Junk =
    [
        "null", "true", "5", "-1.50", "1E+400", "\"\"", "\"x\"", "[]", "{}", "[null]", "[[]]", "[1]", "[{}]", "{\"x\":1}",
        "{\"id\":\"q\",\"type\":\"T\"}", "{\"id\":null,\"type\":5}", "{\"typeName\":null,\"expression\":5}", "\"2026-01-01\"",
    ];

    private static readonly string[] Debris =
        ["", "{", "}", "[", "]", "\"", ",", ":", "\\", "\\ud800", "\uD800", "\uFEFF", "\0", "nul", "1e", "中", "\"a\":1,", "//", "\n"];

    private static Gen<string> Original => Gen.Elements(Sample.FromStudio, Sample.Full);

    private static Gen<string> BrokenText =>
        from text in Original
        from wounds in Gen.Zip(Gen.Zip(Gen.Choose(0, 10_000), Gen.Choose(0, 40)), Gen.Elements(Debris)).NonEmptyListOf()
        select wounds.Take(3).Aggregate(text, (current, wound) => Wound(current, wound.Item1.Item1, wound.Item1.Item2, wound.Item2));

    private static Gen<string> Truncated =>
        from text in Original
        from length in Gen.Choose(0, text.TrimEnd().Length - 1)
        select text[..length];

    private static Gen<string> WrongTree =>
        from text in Original
        from grafts in Gen.Zip(Gen.Choose(0, 10_000), Gen.Elements([.. Junk, "delete"])).NonEmptyListOf()
        select grafts.Take(3).Aggregate(text, (current, graft) => Graft(current, graft.Item1, graft.Item2));

    [Fact]
    public void Whatever_happens_to_the_text_it_reads_or_says_why_not() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(BrokenText.ToArbitrary(), (string json) => Reads(json) || SaysWhyNot(json)));

    [Fact]
    public void A_truncated_file_is_one_problem() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Truncated.ToArbitrary(), (string json) =>
            DefinitionReader.Read(json).Problems.Count == 1 && SaysWhyNot(json)));

    [Fact]
    public void Whatever_values_are_replaced_or_deleted_it_reads_or_says_why_not() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(WrongTree.ToArbitrary(), (string json) => Reads(json) || SaysWhyNot(json)));

    [Fact]
    public void What_reads_is_saved_without_loss_and_loads_as_the_same() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(WrongTree.ToArbitrary(), (string json) =>
        {
            if (DefinitionReader.Read(json).Value is { } loaded)
            {
                var saved = DefinitionWriter.Write(loaded);
                JsonText.Lost(json, saved).ShouldBeNull(json);
                Sample.Load(saved).ShouldBe(loaded);
            }
        }));

    [Fact]
    public void Whatever_reads_can_be_validated_hashed_and_numbered() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(WrongTree.ToArbitrary(), (string json) =>
        {
            if (DefinitionReader.Read(json).Value is { } loaded)
            {
                DefinitionValidator.Validate(loaded, new HashSet<string>()).ShouldNotBeEmpty();
                DefinitionHash.Of(NodeIds.Assign(loaded)).ShouldBe(DefinitionHash.Of(loaded));
            }
        }));

    private static bool Reads(string json) => DefinitionReader.Read(json).IsValid;

    private static bool SaysWhyNot(string json) =>
        DefinitionReader.Read(json).Problems is { Count: > 0 } problems
        && problems.All(p => p.Path.StartsWith('$') && p.Code.Length > 0 && p.Message.Any(c => c >= '\u4E00' && c <= '\u9FFF'));

    private static string Wound(string text, int at, int length, string debris)
    {
        var start = at % (text.Length + 1);
        return text[..start] + debris + text[Math.Min(text.Length, start + length)..];
    }

    private static string Graft(string text, int at, string junk)
    {
        var tree = JsonNode.Parse(text)!;
        var places = JsonText.Places(tree).ToList();
        if (places.Count == 0)
        {
            return text;
        }

        switch (places[at % places.Count])
        {
            case (JsonObject members, { } name, _) when junk == "delete":
                members.Remove(name);
                break;
            case (JsonObject members, { } name, _):
                members[name] = JsonNode.Parse(junk);
                break;
            case (JsonArray list, _, var index) when junk == "delete":
                list.RemoveAt(index);
                break;
            case (JsonArray list, _, var index):
                list[index] = JsonNode.Parse(junk);
                break;
        }

        return tree.ToJsonString();
    }
}
