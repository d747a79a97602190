using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace WorkflowHost.Definitions.Tests;

public sealed class RoundTripTests
{
    public static TheoryData<string> Files => [Sample.FromStudio, Sample.Full];

    [Theory]
    [MemberData(nameof(Files))]
    public void Nothing_is_lost_between_load_and_save(string json)
    {
        // when
        var saved = DefinitionWriter.Write(Sample.Load(json));

        // then
        JsonText.Lost(json, saved).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_saved_definition_loads_as_the_same_and_saves_as_the_same_text(string json)
    {
        // given
        var loaded = Sample.Load(json);

        // when
        var saved = DefinitionWriter.Write(loaded);
        var again = Sample.Load(saved);

        // then
        again.ShouldBe(loaded);
        DefinitionWriter.Write(again).ShouldBe(saved);
    }

    [Theory]
    [InlineData("1.10")]
    [InlineData("1E+21")]
    [InlineData("-0.0")]
    [InlineData("0.12345678901234567890")]
    [InlineData("98765432109876543210")]
    [InlineData("1e-999")]
    public void Numbers_keep_their_exact_text(string number)
    {
        // given
        var json = Sample.Root($$""","limit":{{number}},"metadata":{"a":[{{number}}]}""");

        // when
        var saved = DefinitionWriter.Write(Sample.Load(json));

        // then
        var root = JsonDocument.Parse(saved).RootElement.GetProperty("root");
        root.GetProperty("limit").GetRawText().ShouldBe(number);
        root.GetProperty("metadata").GetProperty("a")[0].GetRawText().ShouldBe(number);
    }

    [Fact]
    public void An_unknown_null_stays_and_an_absent_member_does_not_appear()
    {
        // given
        var json = Sample.Root(",\"novel\":null");

        // when
        var root = JsonNode.Parse(DefinitionWriter.Write(Sample.Load(json)))!["root"]!.AsObject();

        // then
        root.ContainsKey("novel").ShouldBeTrue();
        root.ContainsKey("name").ShouldBeFalse();
        root.ContainsKey("variables").ShouldBeFalse();
    }

    [Fact]
    public void Text_stays_readable_and_safe_inside_a_script_element()
    {
        // given
        const string Text = "“引号” 'a' \\\"b\\\" a<b && c>d 𠮷 </script><!--";
        var json = Sample.Root($",\"note\":\"{Text}\"");

        // when
        var saved = DefinitionWriter.Write(Sample.Load(json));

        // then
        saved.ShouldContain("“引号” 'a' \\\"b\\\" a<b && c>d");
        saved.ShouldNotContain("</script", Case.Insensitive);
        saved.ShouldNotContain("<!--");
        JsonNode.Parse(saved)!["root"]!["note"]!.GetValue<string>().ShouldBe(Text.Replace("\\\"", "\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_text_has_the_schema_first_two_spaces_and_line_feeds()
    {
        // when
        var saved = DefinitionWriter.Write(Sample.Load(Sample.FromStudio));

        // then
        saved.ShouldStartWith("{\n  \"$schema\": \"https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json\",\n  \"id\"");
        saved.ShouldEndWith("}\n");
        saved.ShouldNotContain("\r");
    }

    [Fact]
    public void Another_schema_is_kept()
    {
        var saved = DefinitionWriter.Write(Sample.Load("""{"$schema":"https://example.org/v9","root":{"id":"r","type":"T"}}"""));

        JsonNode.Parse(saved)!["$schema"]!.GetValue<string>().ShouldBe("https://example.org/v9");
    }

    [Fact]
    public void Bytes_with_a_byte_order_mark_and_an_element_of_another_document_read_alike()
    {
        // given
        byte[] marked = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Sample.Full)];
        using var post = JsonDocument.Parse($$"""{"model":{{Sample.Full}}}""");

        // then
        DefinitionReader.Read(marked).Value.ShouldBe(Sample.Load(Sample.Full));
        DefinitionReader.Read("\uFEFF" + Sample.Full).Value.ShouldBe(Sample.Load(Sample.Full));
        DefinitionReader.Read(post.RootElement.GetProperty("model")).Value.ShouldBe(Sample.Load(Sample.Full));
    }
}
