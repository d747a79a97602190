using Shouldly;
using Xunit;

namespace WorkflowHost.Definitions.Tests;

public sealed class ReadingTests
{
    [Fact]
    public void Studios_null_lists_take_the_defaults()
    {
        // when
        var definition = Sample.Load("""
            {"definitionId":null,"id":null,"name":"新流程","description":null,"version":1,"variables":null,"inputs":null,"outputs":null,
             "outcomes":null,"customProperties":null,"options":null,"isLatest":true,"isPublished":null,"createdAt":null,
             "root":{"id":"f","type":"Elsa.Flowchart","version":1,"name":"Flowchart1","activities":null,"metadata":null}}
            """);

        // then
        definition.ShouldBe(new WorkflowDefinition
        {
            Name = "新流程",
            IsLatest = true,
            Root = new ActivityDefinition { Id = "f", Type = "Elsa.Flowchart", Name = "Flowchart1" },
        });
    }

    [Fact]
    public void Inputs_outputs_and_unknown_members_are_properties()
    {
        // when
        var document = Sample.Load(Sample.FromStudio).Root.Activities[0];

        // then
        document.Properties.Select(p => p.Key).ShouldBe(["templateCode", "title", "result"]);
        document.Metadata["displayText"]!.GetValue<string>().ShouldBe("生成结果通知书");
        document.Ports.ShouldBeEmpty();
    }

    [Fact]
    public void Embedded_activities_are_reachable_by_their_port()
    {
        // given
        var sequence = Sample.Load(Sample.Full).Root;

        // when
        var fork = sequence.Activities[0].Ports["then"];

        // then
        fork.Type.ShouldBe("Elsa.Fork");
        fork.Ports.ShouldHaveSingleItem().Key.ShouldBe("branches[0]");
        sequence.Activities[1].Ports["cases[0].activity"].Id.ShouldBe("c1");
        sequence.Activities[0].Properties.ContainsKey("then").ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"id":"a","type":"T","expression":{"type":"Literal","value":1}}""")]
    [InlineData("""{"id":"a","name":"x","typeName":"String","type":"T"}""")]
    [InlineData("""[{"id":"a","type":"text"}]""")]
    [InlineData("""{"type":"Literal","value":1}""")]
    public void Other_values_with_a_type_are_no_ports(string value)
    {
        var root = Sample.Load(Sample.Root($",\"field\":{value}")).Root;

        root.Ports.ShouldBeEmpty();
        root.Properties.ContainsKey("field").ShouldBeTrue();
    }

    [Fact]
    public void A_property_that_looks_like_a_place_in_a_list_does_not_collide_with_it()
    {
        // given
        const string Activity = """{"id":"a","type":"T"}""";
        var json = Sample.Root($",\"branches\":[{Activity}],\"branches[0]\":{Activity}");

        // then
        JsonText.Lost(json, DefinitionWriter.Write(Sample.Load(json))).ShouldBeNull();
    }

    [Fact]
    public void A_time_without_offset_is_utc()
    {
        var definition = Sample.Load("""{"createdAt":"2026-05-01T08:00:00","root":{"id":"r","type":"T"}}""");

        definition.CreatedAt.ShouldBe(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero));
    }
}
