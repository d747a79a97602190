using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Runtime.Timers;

namespace WorkflowHost.Runtime;

/// <summary>Puts the runtime together. Stores, clock and ids come from outside.</summary>
public static class RuntimeModule
{
    /// <summary>Registers the engine, the runtime and the pumps (which a host starts as hosted services).</summary>
    public static IServiceCollection AddRuntime(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<RuntimeOptions>, RuntimeOptionsValidator>();
        services.AddSingleton<ActivityRegistry>();
        services.AddSingleton<GraphCompiler>();
        services.AddSingleton(provider =>
            new Interpreter(new TurnEnvironment(provider.GetServices<IExpressionEvaluator>(), provider)));
        services.AddSingleton<DefinitionLibrary>();
        services.AddSingleton<MachineClock>();
        services.AddSingleton<PumpSignal>();
        services.AddSingleton<WorkflowRuntime>();
        services.AddSingleton<InstanceDesk>();
        services.AddSingleton<TimerPump>();
        services.AddSingleton<OutboxPump>();
        return services;
    }
}
