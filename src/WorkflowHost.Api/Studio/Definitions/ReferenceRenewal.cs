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
internal sealed class ReferenceRenewal(IDefinitionStore store, IDefinitionLists lists, DefinitionDesk desk)
{
    /// <summary>Whether a definition asks for this whenever it is published.</summary>
    public static bool IsAskedFor(DefinitionVersion published) =>
        DefinitionReader.Read(published.Json).Value?.Options is { } options
        && options.Flag("usableAsActivity") is true && options.Flag("autoUpdateConsumingWorkflows") is true;

    /// <param name="published">The version that is to be taken.</param>
    /// <param name="actor">An account's id.</param>
    /// <param name="forbids">Why that person may not change a user; null when nothing speaks against it.</param>
    /// <param name="whyNotAsync">Says in Chinese what a result means that is not done.</param>
    /// <param name="cancellationToken">Stops between two users.</param>
    public async Task<RenewedReferences> RenewAsync(
        DefinitionVersion published, string actor, Func<DefinitionVersion, Problem?> forbids,
        Func<DefinitionResult, Task<IReadOnlyList<Problem>>> whyNotAsync, CancellationToken cancellationToken)
    {
        var renewed = new Dictionary<string, DefinitionVersion>(StringComparer.Ordinal);
        var left = new Dictionary<string, LeftReference>(StringComparer.Ordinal);
        var waiting = new Queue<DefinitionVersion>([published]);
        while (waiting.TryDequeue(out var used))
        {
            foreach (var id in (await lists.ConsumersAsync(used.DefinitionId, cancellationToken)).Select(user => user.DefinitionId).Distinct(StringComparer.Ordinal))
            {
                if (await store.FindLatestAsync(id, cancellationToken) is not { IsReadonly: false } latest || Renewed(latest, used) is not { } definition)
                {
                    continue;
                }

                var result = forbids(latest) is { } forbidden ? new DefinitionResult.Refused([forbidden]) : await SaveAsync(latest, definition, actor, cancellationToken);
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

    private async Task<DefinitionResult> SaveAsync(DefinitionVersion latest, WorkflowDefinition definition, string actor, CancellationToken cancellationToken)
    {
        var saved = await desk.SaveAsync(definition, null, actor, cancellationToken);
        return saved is DefinitionResult.Done && latest.IsPublished ? await desk.PublishAsync(latest.DefinitionId, actor, cancellationToken) : saved;
    }
}
