using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Messaging;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Api.V1;

/// <summary>短信箱 and 邮件箱.</summary>
internal static class MessageEndpoints
{
    private const string What = "消息";
    private static readonly Dictionary<string, OutboxState> States = WordsOf<OutboxState>();
    private static readonly Dictionary<string, MessageDecision> Decisions = WordsOf<MessageDecision>();

    public static void Map(RouteGroupBuilder api)
    {
        var messages = api.MapGroup("/messages").WithTags("短信与邮件");
        messages.MapGet("/", ListAsync).WithSummary("短信和邮件，新的在前").WithDescription("只含可见案件的消息。").ProducesProblem(400);
        messages.MapGet("/{id}", FindAsync).WithSummary("一条消息及其发送经过").ProducesProblem(404);
        messages.MapPost("/{id}/resolution", ResolveAsync).Accepts<ResolutionRequest>("application/json").WithSummary("处理结果不明或失败的消息")
            .WithDescription("结果不明：delivered（确认已送达）或 resend（重新发送）；失败：resend 或 abandon（作罢）。重复提交得到第一次的答复；已变动时答复 409。")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Results<Ok<PageAnswer<MessageAnswer>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageQuery query,
        [Description("email 或 sms；不填为两者")] string? kind,
        [Description("pending、sending、done、failed、unknown、abandoned 或 kept（未接通外部通道，没有发出）；不填为全部")] string? state,
        [Description("只看这个流程实例的")] string? instanceId,
        IOutboxStore outbox, IInstanceQueries instances, CaseVisibility visibility, CancellationToken cancellationToken)
    {
        if (kind is not null && !MessageKinds.All.Contains(kind, StringComparer.Ordinal))
        {
            return Problems.BadParameter("kind", MessageKinds.All);
        }

        if (state is not null && !States.ContainsKey(state))
        {
            return Problems.BadParameter("state", States.Keys);
        }

        var filter = new OutboxFilter(kind is null ? MessageKinds.All : [kind], state is null ? [] : [States[state]], instanceId);
        return TypedResults.Ok(await VisiblePage.ReadAsync<OutboxMessage, MessageAnswer>(
            query.After,
            after => outbox.ListAsync(filter, after, query.Size, cancellationToken),
            items => VisibleAsync(items, instances, visibility, cancellationToken)));
    }

    private static async Task<Results<Ok<MessageDetailAnswer>, ProblemHttpResult>> FindAsync(
        string id, MessageDesk desk, IOutboxStore outbox, IInstanceQueries instances, IOrganisationStore people, CaseVisibility visibility,
        ApiCaller caller, CancellationToken cancellationToken)
    {
        if (await FindVisibleAsync(id, desk, instances, visibility, cancellationToken) is not { } found)
        {
            return Problems.NotFound(What);
        }

        var changes = await outbox.ChangesAsync(id, cancellationToken);
        var names = await people.NamesAsync([.. changes.Select(change => change.Actor).Distinct(StringComparer.Ordinal)], cancellationToken);
        return TypedResults.Ok(new MessageDetailAnswer(
            MessageAnswer.Of(found),
            desk.MayResolve(caller.Account) ? ResolveMessage.ChoicesFor(found.State) : [],
            [.. changes.Select(change => MessageChangeAnswer.Of(change, names))]));
    }

    private static async Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> ResolveAsync(
        string id, HttpRequest http, MessageDesk desk, IInstanceQueries instances, CaseVisibility visibility, ApiCaller caller,
        CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync<ResolutionRequest>(http, cancellationToken);
        if (request is null)
        {
            return refusal!;
        }

        if (await FindVisibleAsync(id, desk, instances, visibility, cancellationToken) is null)
        {
            return Problems.NotFound(What);
        }

        MessageDecision? decision = Decisions.TryGetValue(request.Resolution ?? "", out var known) ? known : null;
        var command = new MessageResolution(id, request.OperationId ?? "", request.ExpectedRevision, decision, request.Reason ?? "");
        var result = await desk.ResolveAsync(command, caller.Account, cancellationToken);
        return Problems.Of(result, What) is { } problem
            ? problem
            : TypedResults.Ok(result is RuntimeResult.Repeated repeated
                ? new CommandAnswer(repeated.Answer, true)
                : new CommandAnswer(MessageDesk.AnswerTo(known), false));
    }

    private static async Task<OutboxMessage?> FindVisibleAsync(
        string id, MessageDesk desk, IInstanceQueries instances, CaseVisibility visibility, CancellationToken cancellationToken) =>
        await desk.FindAsync(id, cancellationToken) is { } found
        && await instances.FindAsync(found.InstanceId, cancellationToken) is { } instance
        && await visibility.MaySeeInstanceAsync(instance.CorrelationId, cancellationToken)
            ? found
            : null;

    private static async Task<IReadOnlyList<MessageAnswer>> VisibleAsync(
        IReadOnlyList<OutboxMessage> items, IInstanceQueries instances, CaseVisibility visibility, CancellationToken cancellationToken)
    {
        var caseOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in items.Select(item => item.InstanceId).Distinct(StringComparer.Ordinal))
        {
            caseOf[id] = (await instances.FindAsync(id, cancellationToken))?.CorrelationId ?? "";
        }

        var seen = (await visibility.VisibleAsync(caseOf.Values, cancellationToken)).Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var id in caseOf.Values.Distinct(StringComparer.Ordinal).Where(id => !seen.Contains(id)).ToList())
        {
            if (visibility.Scope.WithoutCase && await visibility.MaySeeInstanceAsync(id, cancellationToken))
            {
                seen.Add(id);
            }
        }

        return [.. items.Where(item => seen.Contains(caseOf[item.InstanceId])).Select(MessageAnswer.Of)];
    }

    /// <summary>Members as the interface writes them.</summary>
    private static Dictionary<string, T> WordsOf<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(
            value => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), StringComparer.Ordinal);
}
