using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Layout;

namespace WorkflowHost.Portal.Access;

/// <summary>The session cookie: who may log in is the organisation's matter, this only remembers who did.</summary>
internal static class PortalSession
{
    public const string Scheme = "Cookies";
    public const string BureauClaim = "bureau";
    public const string LoginPath = "/login";
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(8);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "wh-session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Lasts;
        options.SlidingExpiration = true;
        options.LoginPath = LoginPath;
        options.LogoutPath = "/logout";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = ReadAccountAsync;
        options.Events.OnRedirectToAccessDenied = context => NoticeResult.Forbidden.ExecuteAsync(context.HttpContext);
    }

    public static Task StartAsync(HttpContext http, Account account) =>
        http.SignInAsync(Scheme, PrincipalOf(account), new AuthenticationProperties { IsPersistent = false });

    public static async Task<IResult> EndAsync(HttpContext http)
    {
        await http.SignOutAsync(Scheme);
        return Results.LocalRedirect(LoginPath);
    }

    private static ClaimsPrincipal PrincipalOf(Account account) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, account.Id),
            new Claim(ClaimTypes.Name, account.DisplayName),
            new Claim(BureauClaim, account.BureauId),
            .. account.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
        ],
        Scheme));

    private static async Task ReadAccountAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var id = context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        var account = await services.GetRequiredService<IOrganisationStore>().FindAsync(id, context.HttpContext.RequestAborted);
        if (account is null)
        {
            context.RejectPrincipal();
            return;
        }

        services.GetRequiredService<CurrentAccount>().Set(account);
        context.ReplacePrincipal(PrincipalOf(account));
    }
}
