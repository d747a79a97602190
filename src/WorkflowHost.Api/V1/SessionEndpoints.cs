using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Organisation;

namespace WorkflowHost.Api.V1;

/// <summary>登录.</summary>
internal static class SessionEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/session", LogInAsync).AllowAnonymous().WithTags("登录")
            .WithSummary("登录，取得访问令牌").WithDescription("令牌 8 小时有效，放入请求头 Authorization: Bearer。密码连续错 5 次锁定 15 分钟。")
            .Produces<AccessTokenResponse>().ProducesProblem(StatusCodes.Status401Unauthorized);
        api.MapPost("/session/token", GiveToken).RequireAuthorization(ApiAccess.Supervision).WithTags("登录")
            .WithSummary("用浏览器会话换取短时令牌，供流程设计器使用").ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static async Task<Results<SignInHttpResult, ProblemHttpResult>> LogInAsync(
        SessionRequest request, SignIn signIn, CancellationToken cancellationToken)
    {
        var account = await signIn.TryAsync(request.Login ?? "", request.Password ?? "", cancellationToken);
        return account.IsValid
            ? TypedResults.SignIn(ApiAccess.PrincipalOf(account.Value), authenticationScheme: ApiAccess.BearerScheme)
            : Problems.Refused(account.Problems);
    }

    /// <summary>A token does not buy the next one, so that what it can do ends with the session.</summary>
    private static Results<Ok<SessionToken>, ProblemHttpResult> GiveToken(HttpRequest request, ApiCaller caller, SessionTokens tokens) =>
        ApiAccess.ShowsToken(request)
            ? Problems.Forbidden("只有浏览器会话可以换取令牌。")
            : TypedResults.Ok(tokens.For(caller.Account));
}
