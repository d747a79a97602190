using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>What came of a renewal.</summary>
/// <param name="Renewed">The definitions that now stand for the newer version, each once, as they are now.</param>
/// <param name="Refused">Why others do not: read-only ones are no reason.</param>
internal sealed record RenewedReferences(IReadOnlyList<DefinitionVersion> Renewed, IReadOnlyList<DefinitionResult> Refused)
{
    public static readonly RenewedReferences None = new([], []);
}

/// <summary>
/// Lets the definitions that use one as a step take its published version, and those that use them in turn. Who was published is published
/// again; who is being drawn stays a draft.
/// </summary>
internal sealed class ReferenceRenewal(IDefinitionStore store, IDefinitionLists lists, DefinitionDesk desk)
{
    /// <summary>Whether a definition asks for this whenever it is published.</summary>
    public static bool IsAskedFor(DefinitionVersion published) =>
        DefinitionReader.Read(published.Json).Value?.Options is { } options
        && options.Flag("usableAsActivity") is true && options.Flag("autoUpdateConsumingWorkflows") is true;

    public async Task<RenewedReferences> RenewAsync(DefinitionVersion published, string actor, CancellationToken cancellationToken)
    {
        var renewed = new Dictionary<string, DefinitionVersion>(StringComparer.Ordinal);
        var refused = new List<DefinitionResult>();
        var waiting = new Queue<DefinitionVersion>([published]);
        while (waiting.TryDequeue(out var used))
        {
            foreach (var id in (await lists.ConsumersAsync(used.DefinitionId, cancellationToken)).Select(user => user.DefinitionId).Distinct(StringComparer.Ordinal))
            {
                switch (await RenewAsync(id, used, actor, cancellationToken))
                {
                    case DefinitionResult.Done { Version: var user }:
                        renewed[id] = user;
                        if (user.IsPublished)
                        {
                            waiting.Enqueue(user);
                        }

                        break;
                    case { } other:
                        refused.Add(other);
                        break;
                }
            }
        }

        return new RenewedReferences([.. renewed.Values], refused);
    }

    /// <returns>Null when it stands for that version already, or nobody may change it.</returns>
    private async Task<DefinitionResult?> RenewAsync(string userId, DefinitionVersion used, string actor, CancellationToken cancellationToken)
    {
        if (await store.FindLatestAsync(userId, cancellationToken) is not { IsReadonly: false } latest)
        {
            return null;
        }

        var model = JsonNode.Parse(latest.Json)!.AsObject();
        if (!UsedWorkflows.Renew(model["root"], used.DefinitionId, used.Id, used.Version) || DefinitionReader.Read(model.ToJsonString()).Value is not { } definition)
        {
            return null;
        }

        var saved = await desk.SaveAsync(definition, null, actor, cancellationToken);
        return saved is DefinitionResult.Done && latest.IsPublished ? await desk.PublishAsync(userId, actor, cancellationToken) : saved;
    }
}
