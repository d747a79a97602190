using Microsoft.Extensions.DependencyInjection;

namespace WorkflowHost.Regulations;

/// <summary>The duties that procedures carry.</summary>
public static class RegulationsModule
{
    /// <summary>Registers the <see cref="ObligationCatalogue"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="obligations">Of all cities; the host has read and checked them with <see cref="ObligationYaml"/>.</param>
    /// <exception cref="ArgumentException">Two obligations have one id.</exception>
    public static IServiceCollection AddRegulations(this IServiceCollection services, IEnumerable<Obligation> obligations) =>
        services.AddSingleton(new ObligationCatalogue(obligations));
}
