using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Cases.Products;

namespace WorkflowHost.Api.V1;

/// <summary>产品目录: the kinds of product of the caller's city with their rules.</summary>
internal static class ProductEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var products = api.MapGroup("/products").WithTags("产品目录");
        products.MapGet("/", ListAsync).WithSummary("本市的产品类别及其规则").WithDescription("启用的在前，按名称排列；含修改记录。");
        products.MapPut("/{name}", SaveAsync).Accepts<ProductRequest>("application/json").WithSummary("增加或修改产品类别")
            .WithDescription("市局管理员。此后受理的案件按此办理，已受理的不变。").ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Ok<IReadOnlyList<ProductAnswer>>> ListAsync(ProductDesk desk, ApiCaller caller, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<ProductAnswer>>([.. (await desk.ForAsync(caller.Account, cancellationToken)).Select(ProductAnswer.Of)]);

    private static async Task<Results<Ok<ProductAnswer>, ProblemHttpResult>> SaveAsync(
        string name, HttpRequest http, ProductDesk desk, ApiCaller caller, CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync<ProductRequest>(http, cancellationToken);
        if (request is null)
        {
            return refusal!;
        }

        var saved = await desk.SaveAsync(request.ToEntry(name), caller.Account, cancellationToken);
        return saved.IsValid ? TypedResults.Ok(ProductAnswer.Of(saved.Value)) : Problems.Refused(saved.Problems);
    }
}
