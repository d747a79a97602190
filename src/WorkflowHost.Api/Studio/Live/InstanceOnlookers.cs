using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.Studio.Instances;
using WorkflowHost.Organisation;

namespace WorkflowHost.Api.Studio.Live;

/// <summary>
/// Whether an account may look at an instance at this moment. A viewer's connection outlives the token that opened it, because Studio does not
/// connect again: so it is not the token that is asked, but the organisation, each time that there is news.
/// </summary>
internal sealed class InstanceOnlookers(IServiceScopeFactory scopes)
{
    public async Task<bool> MaySeeAsync(string accountId, string instanceId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        if (await services.GetRequiredService<IOrganisationStore>().FindAsync(accountId, cancellationToken) is not { } account
            || !ApiAccess.Supervising.IsMetBy(account, services.GetRequiredService<IBureauDirectory>().Find(account.BureauId)))
        {
            return false;
        }

        services.GetRequiredService<ApiCaller>().Set(account);
        return await services.GetRequiredService<InstanceSight>().FindAsync(instanceId, cancellationToken) is not null;
    }
}
