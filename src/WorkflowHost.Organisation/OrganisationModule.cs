using Microsoft.Extensions.DependencyInjection;

namespace WorkflowHost.Organisation;

/// <summary>Bureaus, people and roles.</summary>
public static class OrganisationModule
{
    /// <summary>Registers the module; the store and the hashing come from outside.</summary>
    public static IServiceCollection AddOrganisation(this IServiceCollection services)
    {
        services.AddSingleton<BureauDirectory>();
        services.AddSingleton<IBureauDirectory>(provider => provider.GetRequiredService<BureauDirectory>());
        services.AddSingleton<SignIn>();
        return services;
    }
}
