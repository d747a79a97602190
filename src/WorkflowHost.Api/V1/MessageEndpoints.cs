using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Messaging;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Api.V1;

/// <summary>短信箱 and 邮件箱.</summary>
internal static class MessageEndpoints
{
    private static readonly string[] Kinds = [MessageKinds.Email, MessageKinds.Sms];

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/messages", ListAsync).WithTags("短信与邮件").WithSummary("短信和邮件，新的在前").WithDescription("只含可见案件的消息。");

    private static async Task<Ok<PageAnswer<MessageAnswer>>> ListAsync(
        [AsParameters] PageQuery query,
        [Description("email 或 sms；不填为两者")] string? kind,
        [Description("只看这个流程实例的")] string? instanceId,
        IOutboxStore outbox, IInstanceQueries instances, CaseVisibility visibility, CancellationToken cancellationToken)
    {
        var kinds = kind is null ? Kinds : [.. Kinds.Where(known => known == kind)];
        return TypedResults.Ok(kinds.Length == 0 ? new([], null) : await VisiblePage.ReadAsync<OutboxMessage, MessageAnswer>(
            query.After,
            after => outbox.ListAsync(kinds, instanceId, after, query.Size, cancellationToken),
            items => VisibleAsync(items, instances, visibility, cancellationToken)));
    }

    private static async Task<IReadOnlyList<MessageAnswer>> VisibleAsync(
        IReadOnlyList<OutboxMessage> items, IInstanceQueries instances, CaseVisibility visibility, CancellationToken cancellationToken)
    {
        var caseOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in items.Select(item => item.InstanceId).Distinct(StringComparer.Ordinal))
        {
            caseOf[id] = (await instances.FindAsync(id, cancellationToken))?.CorrelationId ?? "";
        }

        var cases = await visibility.VisibleAsync(caseOf.Values, cancellationToken);
        return [.. items.Where(item => cases.ContainsKey(caseOf[item.InstanceId])).Select(MessageAnswer.Of)];
    }
}
