using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkflowHost.Organisation;

namespace WorkflowHost.Api.Access;

/// <summary>Who gets in: a bearer token, or the portal's cookie. A request that brings a token is judged by the token alone.</summary>
internal static class ApiAccess
{
    public const string BureauClaim = "bureau";
    public const string BearerScheme = BearerTokenDefaults.AuthenticationScheme;
    public const string CookieScheme = "Cookies";
    public const string Anybody = "api";
    public const string Intake = "api-intake";
    public const string Supervision = "api-supervision";
    public const string Integration = "api-integration";
    public const string Design = "api-design";

    /// <summary>Who looks at what runs.</summary>
    public static readonly CallerRequirement Supervising = new(Roles.Supervisor, Roles.Administrator);

    /// <summary>Below this a web socket may show its token in the query, because a browser can give it no header.</summary>
    private static readonly PathString Hubs = "/elsa/hubs";
    private const string EitherScheme = "api";
    private static readonly TimeSpan TokenLasts = TimeSpan.FromHours(8);

    public static void AddApiAccess(this IServiceCollection services)
    {
        services.AddAuthentication()
            .AddBearerToken(BearerScheme, options =>
            {
                options.BearerTokenExpiration = TokenLasts;
                options.Events.OnMessageReceived = message =>
                {
                    message.Token = TokenOfSocket(message.Request);
                    return Task.CompletedTask;
                };
            })
            .AddPolicyScheme(EitherScheme, null, options => options.ForwardDefaultSelector = SchemeOf);
        services.AddAuthorizationBuilder()
            .AddPolicy(Anybody, policy => Require(policy, new CallerRequirement()))
            .AddPolicy(Intake, policy => Require(
                policy, new CallerRequirement(Roles.CaseOfficer, Roles.Administrator) { MunicipalOnly = true }))
            .AddPolicy(Integration, policy => Require(policy, new CallerRequirement(Roles.Administrator) { MunicipalOnly = true }))
            .AddPolicy(Design, policy => Require(policy, new CallerRequirement(Roles.Administrator) { MunicipalOnly = true }))
            .AddPolicy(Supervision, policy => Require(policy, Supervising));
        services.AddOptions<StudioOptions>().BindConfiguration("Studio").ValidateOnStart();
        services.AddSingleton<IValidateOptions<StudioOptions>, StudioOptionsValidator>();
        services.AddSingleton<SessionTokens>();
        services.AddScoped<ApiCaller>();
        services.AddScoped<CaseVisibility>();
        services.AddScoped<IAuthorizationHandler, CallerHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ApiRefusals>();
    }

    public static ClaimsPrincipal PrincipalOf(Account account) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, account.Id),
            new Claim(ClaimTypes.Name, account.DisplayName),
            new Claim(BureauClaim, account.BureauId),
            .. account.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
        ],
        BearerScheme));

    /// <summary>Whether the request shows a token; if not, it can only be the cookie that lets it in.</summary>
    public static bool ShowsToken(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || TokenOfSocket(request) is not null;

    private static string? TokenOfSocket(HttpRequest request) =>
        request.Path.StartsWithSegments(Hubs, StringComparison.OrdinalIgnoreCase) && request.Query["access_token"].ToString() is { Length: > 0 } token ? token : null;

    private static string SchemeOf(HttpContext http) => ShowsToken(http.Request) ? BearerScheme : CookieScheme;

    private static void Require(AuthorizationPolicyBuilder policy, CallerRequirement requirement) =>
        policy.AddAuthenticationSchemes(EitherScheme).RequireAuthenticatedUser().AddRequirements(requirement);
}
