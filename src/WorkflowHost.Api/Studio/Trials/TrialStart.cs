using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.Studio.Definitions;
using WorkflowHost.Api.Studio.Publishing;
using WorkflowHost.Cases;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Api.Studio.Trials;

/// <summary>Starts a definition as a test run: on the version that is being drawn, with a made-up case, for the person who draws it.</summary>
internal sealed class TrialStart(
    DefinitionDesk desk, DefinitionSaving saving, WorkflowRuntime runtime, TestCase cases, IBureauDirectory bureaus, ApiCaller caller, IIdGenerator ids,
    TimeProvider time)
{
    private const string CaseInput = "case";

    /// <returns>The new instance's id, or why there is none.</returns>
    public async Task<(string? InstanceId, ProblemHttpResult? Refusal)> StartAsync(DefinitionVersion version, JsonObject body, CancellationToken cancellationToken)
    {
        var trigger = body.Text("triggerActivityId") is { Length: > 0 } asked ? asked : null;
        if (trigger is not null && DefinitionReader.Read(version.Json).Value is { } drawn && DrawnStep.AllOf(drawn).All(step => step.Activity.Id != trigger))
        {
            return (null, StudioProblems.Of("trigger-unknown", $"流程里没有步骤“{trigger}”，不能从它开始。"));
        }

        // An instance is pinned to what it runs, so from here on the draft may not change.
        var frozen = await saving.AnswerAsync(await desk.FreezeAsync(version, caller.Account.Id, cancellationToken), "没有开始试运行", cancellationToken);
        if (frozen.Version is not { } runnable)
        {
            return (null, frozen.Refusal);
        }

        var id = ids.NewId();
        var correlationId = $"test-{id}";
        var started = await runtime.StartAsync(
            new NewInstance(id, runnable.DefinitionId, TestMark.On(runnable.Name), correlationId, await InputAsync(body, runnable, correlationId, cancellationToken))
            {
                VersionId = runnable.Id,
                TriggerActivityId = trigger,
                Test = new TestRun(caller.Account.Id, caller.Account.BureauId),
            },
            new Command(caller.Account.Id),
            cancellationToken);
        return started is RuntimeResult.Refused refused ? (null, StudioProblems.Of(refused.Problems)) : (id, null);
    }

    /// <summary>What the person gave, and of what the definition declares besides what can be made up.</summary>
    private async Task<ImmutableDictionary<string, JsonNode?>> InputAsync(
        JsonObject body, DefinitionVersion version, string correlationId, CancellationToken cancellationToken)
    {
        var input = (body["input"] as JsonObject ?? []).ToImmutableDictionary(entry => entry.Key, entry => entry.Value?.DeepClone(), StringComparer.Ordinal);
        if (DefinitionReader.Read(version.Json).Value is not { Inputs.Length: > 0 } definition
            || await cases.InputAsync(correlationId, CityOf(definition), cancellationToken) is not { } made)
        {
            return input;
        }

        var subject = input.GetValueOrDefault(CaseInput) as JsonObject ?? made;
        var madeUp = new MadeUpInput(version.Json, subject, ChinaTime.DateOf(time.GetUtcNow()));
        foreach (var declared in definition.Inputs.Where(declared => input.GetValueOrDefault(declared.Name) is null || declared.Name is CaseInput))
        {
            input = input.SetItem(declared.Name, declared.Name is CaseInput ? subject.DeepClone() : madeUp.Of(declared));
        }

        return input;
    }

    private string CityOf(WorkflowDefinition definition) =>
        definition.CustomProperties.Text("city") ?? bureaus.Find(caller.Account.BureauId)?.City ?? "";
}
