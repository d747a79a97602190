using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkflowHost.Access;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.Studio.Definitions;
using WorkflowHost.Cases;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.Studio.Instances;

/// <summary>
/// Ends instances for the caller: test runs and procedures without a case. A case's procedure is ended where a reason is asked for, which
/// Studio does not do.
/// </summary>
internal sealed class InstanceEnding(
    InstanceSight sight, InstanceDesk desk, ICaseStore cases, IDefinitionStore definitions, DefinitionRights rights, DefinitionEditing editing,
    IBureauDirectory bureaus, ApiCaller caller, IIdGenerator ids)
{
    /// <summary>Code of the answer that there is no such instance, or none that the caller sees.</summary>
    public const string Missing = "instance-missing";

    private const string Reason = "在流程设计器中终止";

    /// <summary>An instance may move while it is looked at: it is then looked at again.</summary>
    private const int MaxTries = 3;

    /// <returns>Whether it was ended now, or why not; neither when it was over before.</returns>
    public async Task<(bool IsEnded, Problem? Refusal)> EndAsync(string instanceId, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            if (await sight.FindWithStateAsync(instanceId, cancellationToken) is not var (instance, state))
            {
                return (false, new Problem(Missing, "", "流程实例不存在，或不在您的查看范围内。"));
            }

            if (instance.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled)
            {
                return (false, null);
            }

            if (await ForbidsAsync(instance, state, cancellationToken) is { } forbidden)
            {
                return (false, forbidden);
            }

            var command = new InstanceCommand(instance.Id, ids.NewId(), instance.Revision, Reason, caller.Account.Id);
            switch (await desk.CancelAsync(command, cancellationToken))
            {
                case RuntimeResult.Refused { Problems: [{ Code: "instance-stale" }, ..] } when tries < MaxTries:
                    continue;
                case RuntimeResult.Refused refused:
                    return (false, refused.Problems[0]);
                case RuntimeResult.Gone:
                    return (false, null);
                default:
                    return (true, null);
            }
        }
    }

    /// <summary>Ends each that may be.</summary>
    public async Task<EndedInstances> EndAllAsync(IEnumerable<string> instanceIds, CancellationToken cancellationToken)
    {
        var count = 0;
        var refusals = new List<Problem>();
        foreach (var id in instanceIds)
        {
            var (isEnded, refusal) = await EndAsync(id, cancellationToken);
            count += isEnded ? 1 : 0;
            if (refusal is not null)
            {
                refusals.Add(refusal);
            }
        }

        return new EndedInstances(count, refusals);
    }

    private async Task<Problem?> ForbidsAsync(InstanceSummary instance, InstanceState state, CancellationToken cancellationToken)
    {
        if (await cases.FindAsync(instance.CorrelationId, cancellationToken) is not null)
        {
            return new Problem("case-instance", "", "案件的流程须写明原因才能终止：请返回平台，在“运行实例”中打开该流程实例办理。");
        }

        var isTheirs = state.Test is { } test
            ? test.AccountId == caller.Account.Id || (bureaus.Find(test.BureauId) is { } bureau && editing.MayEdit(caller.Account, [bureau.City]))
            : await definitions.FindAsync(instance.DefinitionVersionId, cancellationToken) is { } version && rights.MayEdit(version);
        return isTheirs ? null : new Problem("ending-not-yours", "", "试运行由启动它的人或本市市局的管理员终止，没有案件的流程由本市市局的管理员终止。");
    }
}

/// <summary>What came of ending several.</summary>
/// <param name="Count">So many were ended now.</param>
/// <param name="Refusals">One for each that could not be.</param>
internal sealed record EndedInstances(int Count, IReadOnlyList<Problem> Refusals)
{
    /// <param name="answer">The answer when none was refused, without the count.</param>
    public Results<JsonHttpResult<JsonObject>, ProblemHttpResult> Answer(JsonObject answer)
    {
        answer["cancelledCount"] = Count;
        if (Refusals.Count == 0)
        {
            return StudioJson.Answer(answer);
        }

        var counts = string.Create(CultureInfo.InvariantCulture, $"已终止 {Count} 个流程实例，另有 {Refusals.Count} 个没有终止。");
        return StudioProblems.Of(
            [
                new Problem("instances-left", "", counts),
                .. Refusals.GroupBy(refusal => refusal.Code, StringComparer.Ordinal).Select(group => group.First() with
                {
                    Message = string.Create(CultureInfo.InvariantCulture, $"{group.Count()} 个没有终止：{group.First().Message}"),
                }),
            ],
            KeyValuePair.Create("cancelledCount", (object?)Count),
            KeyValuePair.Create("refusedCount", (object?)Refusals.Count));
    }
}
