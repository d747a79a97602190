using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Organisation;

namespace WorkflowHost.Api.Access;

/// <summary>How long the tokens last that a browser session gives to its scripts. Section <c>Studio</c>.</summary>
public sealed class StudioOptions
{
    /// <summary>At least 15 seconds, at most an hour: a token outlives its session by so much. Default 20 minutes.</summary>
    public TimeSpan TokenLasts { get; init; } = TimeSpan.FromMinutes(20);
}

/// <summary>Checks <see cref="StudioOptions"/> at start.</summary>
public sealed class StudioOptionsValidator : IValidateOptions<StudioOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StudioOptions options) => options.TokenLasts < Least || options.TokenLasts > Most
        ? ValidateOptionsResult.Fail("Studio:TokenLasts 应在 00:00:15 到 01:00:00 之间")
        : ValidateOptionsResult.Success;
}

/// <summary>Issues tokens that end soon. They are the same kind as those of a login by password, which ends after hours.</summary>
internal sealed class SessionTokens(IOptions<StudioOptions> options, IOptionsMonitor<BearerTokenOptions> schemes)
{
    public SessionToken For(Account account)
    {
        var scheme = schemes.Get(ApiAccess.BearerScheme);
        var lasts = options.Value.TokenLasts;
        var ticket = new AuthenticationTicket(
            ApiAccess.PrincipalOf(account),
            new AuthenticationProperties { ExpiresUtc = scheme.TimeProvider!.GetUtcNow() + lasts },
            ApiAccess.BearerScheme);
        return new SessionToken(scheme.BearerTokenProtector.Protect(ticket), (int)lasts.TotalSeconds, account.Id);
    }
}
