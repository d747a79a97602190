using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>What came of a renewal.</summary>
/// <param name="Renewed">The definitions that now stand for the newer version, each once, as they are now.</param>
/// <param name="Left">Those that do not, each once, with the reason; read-only ones are left without a word.</param>
internal sealed record RenewedReferences(IReadOnlyList<DefinitionVersion> Renewed, IReadOnlyList<LeftReference> Left)
{
    public static readonly RenewedReferences None = new([], []);

    /// <summary>Those that were left, as answers list them.</summary>
    public JsonArray LeftList => [.. Left.Select(left => new JsonObject
    {
        ["definitionId"] = left.User.DefinitionId,
        ["name"] = left.User.Name,
        ["reason"] = string.Concat(left.Reasons.Select(reason => reason.Message)),
    })];
}

/// <summary>A definition that goes on standing for an older version.</summary>
internal sealed record LeftReference(DefinitionVersion User, IReadOnlyList<Problem> Reasons);

/// <summary>
/// Lets the definitions that use one as a step take its published version, and those that use them in turn. Who was published is published
/// again; who is being drawn stays a draft, and what somebody else is drawing stays as it is.
/// </summary>
internal sealed class ReferenceRenewal(IDefinitionStore store, IDefinitionLists lists, DrawingBoard board, DefinitionDesk desk)
{
    /// <summary>A user may be saved while it is renewed: it is then read anew.</summary>
    private const int MaxTries = 5;

    /// <summary>Whether a definition asks for this whenever it is published.</summary>
    public static bool IsAskedFor(DefinitionVersion published) =>
        DefinitionReader.Read(published.Json).Value?.Options is { } options
        && options.Flag("usableAsActivity") is true && options.Flag("autoUpdateConsumingWorkflows") is true;

    /// <param name="published">The version that is to be taken.</param>
    /// <param name="only">The definitions that may take it; null when all may.</param>
    /// <param name="actor">An account's id.</param>
    /// <param name="forbids">Why that person may not change a user; null when nothing speaks against it.</param>
    /// <param name="whyNotAsync">Says in Chinese what a result means that is not done.</param>
    /// <param name="cancellationToken">Stops between two users.</param>
    public async Task<RenewedReferences> RenewAsync(
        DefinitionVersion published, IReadOnlyCollection<string>? only, string actor, Func<DefinitionVersion, Problem?> forbids,
        Func<DefinitionResult, Task<IReadOnlyList<Problem>>> whyNotAsync, CancellationToken cancellationToken)
    {
        var renewed = new Dictionary<string, DefinitionVersion>(StringComparer.Ordinal);
        var left = new Dictionary<string, LeftReference>(StringComparer.Ordinal);
        var waiting = new Queue<DefinitionVersion>([published]);
        while (waiting.TryDequeue(out var used))
        {
            var users = (await lists.ConsumersAsync(used.DefinitionId, cancellationToken)).Select(user => user.DefinitionId).Distinct(StringComparer.Ordinal);
            foreach (var id in users.Where(id => only?.Contains(id) is not false))
            {
                if (await RenewAsync(id, used, actor, forbids, cancellationToken) is not var (latest, result))
                {
                    continue;
                }

                if (result is DefinitionResult.Done { Version: var user })
                {
                    renewed[id] = user;
                    if (user.IsPublished)
                    {
                        waiting.Enqueue(user);
                    }
                }
                else if (await whyNotAsync(result) is { Count: > 0 } reasons)
                {
                    left[id] = new LeftReference(latest, reasons);
                }
            }
        }

        return new RenewedReferences([.. renewed.Values], [.. left.Values]);
    }

    /// <summary>A user that stands for the version; null when it did before.</summary>
    private static WorkflowDefinition? Renewed(DefinitionVersion user, DefinitionVersion used)
    {
        var model = JsonNode.Parse(user.Json)!.AsObject();
        return UsedWorkflows.Renew(model["root"], used.DefinitionId, used.Id, used.Version) ? DefinitionReader.Read(model.ToJsonString()).Value : null;
    }

    /// <returns>
    /// The user as it was, and what came of it; null when it has nothing to take. Who draws it meanwhile keeps what they drew, and publishes it: what
    /// somebody has saved since is not published unasked.
    /// </returns>
    private async Task<(DefinitionVersion Latest, DefinitionResult Result)?> RenewAsync(
        string id, DefinitionVersion used, string actor, Func<DefinitionVersion, Problem?> forbids, CancellationToken cancellationToken)
    {
        var isOvertaken = false;
        for (var tries = 1; ; tries++)
        {
            if (await store.FindLatestAsync(id, cancellationToken) is not { IsReadonly: false } latest)
            {
                return null;
            }

            if (Renewed(latest, used) is not { } definition)
            {
                return tries == 1 ? null : (latest, WhatCameOf(new DefinitionResult.Done(latest), isOvertaken));
            }

            if (forbids(latest) is { } forbidden)
            {
                return (latest, new DefinitionResult.Refused([forbidden]));
            }

            var result = await board.SaveOverAsync(latest, definition, actor, cancellationToken);
            if (result is DefinitionResult.Done { Version: var renewed } && latest.IsPublished)
            {
                result = await desk.PublishAsync(latest.DefinitionId, actor, DefinitionMark.Of(renewed), cancellationToken);
                isOvertaken |= result is DefinitionResult.Stale;
            }

            if (result is not DefinitionResult.Stale || (latest.IsDraft && latest.ChangedBy != actor) || tries == MaxTries)
            {
                return (latest, WhatCameOf(result, isOvertaken));
            }
        }
    }

    /// <summary>Who was published and was to be again, but was saved in between, has the reference in a draft only.</summary>
    private static DefinitionResult WhatCameOf(DefinitionResult result, bool isOvertaken) =>
        isOvertaken && result is DefinitionResult.Done { Version.IsPublished: false }
            ? new DefinitionResult.Refused([new Problem(
                "reference-in-draft", "", "更新时这个流程又有改动，因此没有发布，新的引用只在它的草稿里。请核对草稿后自行发布。")])
            : result;
}
