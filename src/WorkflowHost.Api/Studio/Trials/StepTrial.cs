using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Trials;

/// <summary>Runs one step by itself in memory: nothing that it asks for is done, nothing is kept.</summary>
internal sealed class StepTrial(Interpreter interpreter, ActivityRegistry registry, IIdGenerator ids, TimeProvider time)
{
    /// <returns>What came of it, or what is wrong with the step.</returns>
    public Checked<JsonObject> Run(WorkflowDefinition definition, ActivityDefinition step)
    {
        var alone = new ActivityDefinition
        {
            Id = "trial",
            Type = "Elsa.Flowchart",
            Activities = [step with { CustomProperties = [] }],
        };
        var graph = new GraphCompiler(registry).Compile(definition with { Root = alone, Options = [] });
        if (!graph.IsValid)
        {
            return Checked<JsonObject>.Refused(graph.Problems);
        }

        var turn = interpreter.Play(
            graph.Value, InstanceState.New(ids.NewId(), ""), new Stimulus.Start(System.Collections.Immutable.ImmutableDictionary<string, JsonNode?>.Empty), time.GetUtcNow())!;
        var incident = turn.State.Incidents.FirstOrDefault();
        var completed = turn.History.LastOrDefault(line => line.ActivityId == step.Id && line.Event is HistoryEvents.Completed);
        return Checked<JsonObject>.Valid(new JsonObject
        {
            ["activityState"] = new JsonObject(),
            ["outputs"] = new JsonObject(turn.State.Outputs.Where(output => output.Key.StartsWith(step.Id + ".", StringComparison.Ordinal))
                .Select(output => KeyValuePair.Create(output.Key[(step.Id.Length + 1)..], output.Value?.DeepClone()))),
            ["payload"] = completed is null ? null : Journal.JournalAnswers.Payload(completed),
            ["exception"] = incident is null ? null : Instances.InstanceAnswers.Exception(incident),
            ["status"] = incident is not null ? "Faulted" : completed is not null ? "Completed" : "Running",
        });
    }
}
