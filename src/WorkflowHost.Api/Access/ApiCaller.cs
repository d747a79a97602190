using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using WorkflowHost.Organisation;

namespace WorkflowHost.Api.Access;

/// <summary>Who sends this request, read afresh from the organisation, so that a role taken away is gone at once.</summary>
internal sealed class ApiCaller
{
    private Account? account;

    /// <summary>The account; asked for only behind a policy.</summary>
    public Account Account => account ?? throw new InvalidOperationException("Nobody is logged in.");

    public void Set(Account known) => account = known;
}

/// <summary>An account that still exists, with any of some roles; with any role at all when none is named.</summary>
internal sealed class CallerRequirement(params string[] roles) : IAuthorizationRequirement
{
    /// <summary>Whether the account must belong to a 市局.</summary>
    public bool MunicipalOnly { get; init; }

    public bool IsMetBy(Account account, Bureau? bureau) =>
        (roles.Length == 0 || roles.Any(account.Is)) && (!MunicipalOnly || bureau?.Kind is BureauKind.Municipal);
}

/// <summary>Decides a <see cref="CallerRequirement"/> and remembers the account for the endpoint.</summary>
internal sealed class CallerHandler(IOrganisationStore people, IBureauDirectory bureaus, ApiCaller caller)
    : AuthorizationHandler<CallerRequirement>
{
    /// <summary>A page of another site can make a browser send the cookie, but not this header.</summary>
    public const string CookieProof = "X-Requested-With";

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, CallerRequirement requirement)
    {
        var http = (HttpContext)context.Resource!;
        if (!IsProven(http.Request))
        {
            context.Fail(new AuthorizationFailureReason(this, $"用浏览器会话提交时，请求头必须带有 {CookieProof}。"));
            return;
        }

        var id = context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        if (await people.FindAsync(id, http.RequestAborted) is not { } account)
        {
            context.Fail(new AuthorizationFailureReason(this, "该账号已不存在，请重新登录。"));
        }
        else if (requirement.IsMetBy(account, bureaus.Find(account.BureauId)))
        {
            caller.Set(account);
            context.Succeed(requirement);
        }
    }

    private static bool IsProven(HttpRequest request) =>
        ApiAccess.ShowsToken(request)
        || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
        || request.Headers.ContainsKey(CookieProof);
}
