using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using WorkflowHost.Api.Access;

namespace WorkflowHost.Api.Workflows;

/// <summary>Who sends a request to an endpoint that asks for it: the same rule as for the rest of the API.</summary>
internal sealed class EndpointCaller(IAuthorizationPolicyProvider policies, IPolicyEvaluator evaluator, ApiCaller caller)
{
    /// <summary>The account's id, once it is known.</summary>
    public string AccountId => caller.Account.Id;

    /// <summary>Whether the request comes from somebody with an account.</summary>
    public async Task<bool> IsKnownAsync(HttpContext context)
    {
        var policy = await policies.GetPolicyAsync(ApiAccess.Anybody)
            ?? throw new InvalidOperationException($"Policy {ApiAccess.Anybody} is missing.");
        var login = await evaluator.AuthenticateAsync(policy, context);
        return (await evaluator.AuthorizeAsync(policy, login, context, context)).Succeeded;
    }
}
