using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Scenarios.Playing;
using WorkflowHost.Scenarios.Scripts;

namespace WorkflowHost.Scenarios;

/// <summary>Plays procedures on a virtual clock.</summary>
public static class ScenariosModule
{
    /// <summary>Registers the player, the runner of scenarios and the random walks.</summary>
    public static IServiceCollection AddScenarios(this IServiceCollection services)
    {
        services.AddSingleton<ScenarioPlayer>();
        services.AddSingleton<ScenarioRunner>();
        services.AddSingleton<RandomWalks>();
        return services;
    }
}
