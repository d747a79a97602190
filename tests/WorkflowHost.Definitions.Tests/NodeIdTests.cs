using Shouldly;
using Xunit;

namespace WorkflowHost.Definitions.Tests;

public sealed class NodeIdTests
{
    [Fact]
    public void Node_ids_lead_from_the_root_through_lists_and_ports()
    {
        // given
        var definition = Sample.Load("""
            {"root":{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","nodeId":"stale","type":"Elsa.If",
              "then":{"id":"t","type":"Elsa.Sequence","activities":[{"id":"x","type":"T"}]}},
              {"id":"k","type":"Elsa.Fork","branches":[{"id":"b","type":"T"}]}]}}
            """);

        // when
        var root = NodeIds.Assign(definition).Root;

        // then
        root.NodeId.ShouldBe("Workflow1:f");
        root.Activities[0].NodeId.ShouldBe("Workflow1:f:a");
        root.Activities[0].Ports["then"].NodeId.ShouldBe("Workflow1:f:a:t");
        root.Activities[0].Ports["then"].Activities[0].NodeId.ShouldBe("Workflow1:f:a:t:x");
        root.Activities[1].Ports["branches[0]"].NodeId.ShouldBe("Workflow1:f:k:b");
    }

    [Fact]
    public void They_are_written_to_the_file_and_correct_ones_stay()
    {
        foreach (var file in new[] { Sample.FromStudio, Sample.Full })
        {
            var definition = Sample.Load(file);

            NodeIds.Assign(definition).ShouldBe(definition);
        }
    }
}
