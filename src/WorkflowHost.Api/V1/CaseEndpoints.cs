using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Access;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.V1;

/// <summary>案件.</summary>
internal static class CaseEndpoints
{
    private const string What = "案件";

    public static void Map(RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags(What);
        cases.MapPost("/", ReceiveAsync).RequireAuthorization(ApiAccess.Intake).Accepts<ReportRequest>("application/json")
            .WithSummary("提交检验报告，受理案件").WithDescription("市局经办人或管理员，只限本市的报告。报告成员见 docs/http-api.md，最大 1 MB。")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422);
        cases.MapGet("/", ListAsync).WithSummary("案件列表，新的在前").WithDescription("市局看全市，区县局看本局承办的。");
        cases.MapGet("/{id}", FindAsync).WithSummary("一个案件及其检验报告").ProducesProblem(404);
        cases.MapGet("/{id}/history", HistoryAsync).WithSummary("案件的办理经过").ProducesProblem(404);
        cases.MapGet("/{id}/documents", DocumentsAsync).WithSummary("案件的文书").ProducesProblem(404);
        cases.MapGet("/{id}/receipts", ReceiptsAsync).WithSummary("案件的送达回证").ProducesProblem(404);
    }

    private static async Task<Results<Created<CaseSummaryAnswer>, ProblemHttpResult>> ReceiveAsync(
        HttpRequest request, CaseIntake intake, ApiCaller caller, CaseVisibility visibility, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(request, cancellationToken);
        if (body.Refusal is not null)
        {
            return body.Refusal;
        }

        if (HandingIn.Forbids(body.Json, visibility.Scope) is { } forbidden)
        {
            return Problems.Refused([forbidden]);
        }

        var received = await intake.ReceiveAsync(body.Json, caller.Account.Id, cancellationToken);
        return received.IsValid
            ? TypedResults.Created($"/api/v1/cases/{received.Value.Id}", CaseSummaryAnswer.Of(received.Value))
            : Problems.Refused(received.Problems);
    }

    private static async Task<Ok<PageAnswer<CaseSummaryAnswer>>> ListAsync(
        [AsParameters] PageQuery query,
        [Description("案号、报告编号、产品或企业名称的一部分")] string? search,
        [Description("inProgress、closed、terminated 或 registered")] CaseStateQuery? state,
        ICaseStore cases, CaseVisibility visibility, CancellationToken cancellationToken) =>
        TypedResults.Ok(PageAnswer.Of(
            await cases.ListAsync(
                new CaseFilter(visibility.Scope, search, state?.Value), query.After, query.Size, cancellationToken),
            CaseSummaryAnswer.Of));

    private static async Task<Results<Ok<CaseAnswer>, ProblemHttpResult>> FindAsync(
        string id, CaseVisibility visibility, CancellationToken cancellationToken) =>
        await visibility.FindAsync(id, cancellationToken) is { } found ? TypedResults.Ok(CaseAnswer.Of(found)) : Problems.NotFound(What);

    private static async Task<Results<Ok<IReadOnlyList<HistoryAnswer>>, ProblemHttpResult>> HistoryAsync(
        string id, CaseVisibility visibility, IInstanceQueries instances, IOrganisationStore people, CancellationToken cancellationToken)
    {
        if (await visibility.FindAsync(id, cancellationToken) is not { } found)
        {
            return Problems.NotFound(What);
        }

        return TypedResults.Ok(await Histories.ReadAsync(found.InstanceId, instances, people, cancellationToken));
    }

    private static async Task<Results<Ok<IReadOnlyList<DocumentAnswer>>, ProblemHttpResult>> DocumentsAsync(
        string id, CaseVisibility visibility, IDocumentStore documents, CancellationToken cancellationToken)
    {
        if (await visibility.FindAsync(id, cancellationToken) is null)
        {
            return Problems.NotFound(What);
        }

        var found = await documents.OfCaseAsync(id, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<DocumentAnswer>>([.. found.Select(DocumentAnswer.Of)]);
    }

    private static async Task<Results<Ok<IReadOnlyList<ReceiptAnswer>>, ProblemHttpResult>> ReceiptsAsync(
        string id, CaseVisibility visibility, IServiceReceiptStore receipts, CancellationToken cancellationToken)
    {
        if (await visibility.FindAsync(id, cancellationToken) is null)
        {
            return Problems.NotFound(What);
        }

        var found = await receipts.OfCaseAsync(id, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<ReceiptAnswer>>([.. found.Select(ReceiptAnswer.Of)]);
    }
}
