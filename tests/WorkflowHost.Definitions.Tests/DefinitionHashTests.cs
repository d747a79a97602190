using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace WorkflowHost.Definitions.Tests;

public sealed class DefinitionHashTests
{
    private static readonly string Original = DefinitionHash.Of(Sample.Load(Sample.Full));

    [Fact]
    public void It_is_a_lower_case_sha256() => Original.ShouldMatch("^[0-9a-f]{64}$");

    [Fact]
    public void Key_order_does_not_count()
    {
        // given
        var reversed = JsonText.Reversed(JsonNode.Parse(Sample.Full))!.ToJsonString();

        // then
        reversed.ShouldNotBe(JsonNode.Parse(Sample.Full)!.ToJsonString());
        DefinitionHash.Of(Sample.Load(reversed)).ShouldBe(Original);
        DefinitionWriter.Write(Sample.Load(reversed)).ShouldBe(DefinitionWriter.Write(Sample.Load(Sample.Full)));
    }

    [Fact]
    public void What_belongs_to_the_version_or_the_answer_does_not_count()
    {
        // given
        var copy = Sample.Load(Sample.Full) with
        {
            Id = "other",
            Version = 99,
            CreatedAt = DateTimeOffset.UnixEpoch,
            IsLatest = false,
            IsPublished = false,
            ToolVersion = "3.9.0.0",
            Unknown = new JsonObject(Sample.Load(Sample.Full).Unknown.Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())))
            {
                ["links"] = new JsonArray(),
            },
        };

        // then
        DefinitionHash.Of(copy).ShouldBe(Original);
        DefinitionHash.Of(NodeIds.Assign(copy)).ShouldBe(Original);
    }

    [Theory]
    [InlineData("variables.次数 < 3", "variables.次数 < 4")]
    [InlineData("\"label\": \"一\"", "\"label\": \"乙\"")]
    [InlineData("\"id\": \"b1\"", "\"id\": \"b9\"")]
    [InlineData("\"port\": \"Done\"", "\"port\": \"done\"")]
    [InlineData("1.10", "1.1")]
    [InlineData("\"outcomes\": [\"Done\"]", "\"outcomes\": []")]
    [InlineData("责令整改", "责令改正")]
    [InlineData("\"未来字段\"", "\"未来\"")]
    public void Content_counts(string before, string after)
    {
        // given
        var changed = Sample.Full.Replace(before, after, StringComparison.Ordinal);
        changed.ShouldNotBe(Sample.Full);

        // then
        DefinitionHash.Of(Sample.Load(changed)).ShouldNotBe(Original);
    }

    [Fact]
    public void Null_lists_and_empty_lists_are_the_same()
    {
        var absent = DefinitionHash.Of(Sample.Load(Sample.Root("")));

        DefinitionHash.Of(Sample.Load(Sample.Root(",\"activities\":null,\"connections\":[]"))).ShouldBe(absent);
    }
}
