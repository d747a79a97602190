using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Children;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Runtime.Children;

/// <summary>What parents and children tell each other, each in the transaction of the turn that causes it.</summary>
internal static class ChildMessages
{
    public const string Start = "child-start";
    public const string Over = "child-over";
    public const string Cancel = "child-cancel";

    /// <summary>To the machine: begin this child.</summary>
    public static Enqueue Starting(StartChild child) => new(
        $"{child.InstanceId}/start",
        Start,
        new JsonObject
        {
            ["instanceId"] = child.InstanceId,
            ["definitionId"] = child.DefinitionId,
            ["correlationId"] = child.CorrelationId,
            ["input"] = child.Input.DeepClone(),
            ["bookmarkId"] = child.BookmarkId,
        },
        null);

    /// <summary>To the parent that waits: the child is over with this turn. Again when it is let go on after an incident and ends anew.</summary>
    public static IEnumerable<Enqueue> AboutEnd(InstanceSnapshot before, Turn turn)
    {
        var state = turn.State;
        var ends = state.Status is WorkflowStatus.Finished
            && (before.State.Status is not WorkflowStatus.Finished || before.State.SubStatus != state.SubStatus);
        return ends && before.Parent is { BookmarkId: { } bookmark } parent
            ? [Told(
                parent.InstanceId,
                bookmark,
                KeyOf(before, "over"),
                new JsonObject
                {
                    [ChildResult.InstanceId] = state.Id,
                    [ChildResult.Status] = state.Status.ToString(),
                    [ChildResult.SubStatus] = state.SubStatus.ToString(),
                    [ChildResult.Output] = new JsonObject(state.Output.Select(output => KeyValuePair.Create(output.Key, output.Value?.DeepClone()))),
                })]
            : [];
    }

    /// <summary>To the parent: the child could not be started.</summary>
    public static Enqueue IsImpossible(string parent, string bookmarkId, string key, string problem) =>
        Told(parent, bookmarkId, key, new JsonObject { [ChildResult.Problem] = problem });

    /// <summary>To the machine: end the children of a parent that is being cancelled.</summary>
    public static Enqueue Cancelling(InstanceSnapshot parent, string reason) => new(
        KeyOf(parent, "cancel"), Cancel, new JsonObject { ["reason"] = reason }, null);

    private static string KeyOf(InstanceSnapshot before, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{before.State.Id}/t{before.Revision + 1}/{what}");

    private static Enqueue Told(string parent, string bookmarkId, string key, JsonObject result) =>
        new(key, Over, result, bookmarkId) { InstanceId = parent };
}
