using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Regulations.Fulfilment;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Regulations;

/// <summary>The duties that procedures carry.</summary>
public static class RegulationsModule
{
    /// <summary>Registers the <see cref="ObligationCatalogue"/> the checker, which is asked when an administrator publishes, what reads off each turn what became of obligations, and the <see cref="IRuleVersions"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="catalogue">Of all cities; the host has read and checked it.</param>
    public static IServiceCollection AddRegulations(this IServiceCollection services, ObligationCatalogue catalogue) =>
        services.AddSingleton(catalogue).AddSingleton<ProcedureChecker>().AddSingleton<IPublishingRule, ObligationRule>()
            .AddSingleton<ITurnEffects, ObligationRecorder>().AddSingleton<ObligationAccount>().AddSingleton<PublishedSteps>().AddSingleton<IRuleVersions, RuleVersions>();
}
