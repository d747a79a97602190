using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Runtime.Children;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Runtime.Stimuli;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Runtime.Timers;
using EventHandler = WorkflowHost.Runtime.Stimuli.EventHandler;

namespace WorkflowHost.Runtime;

/// <summary>Puts the runtime together. Stores, clock and ids come from outside.</summary>
public static class RuntimeModule
{
    /// <summary>Registers the engine, the runtime and the pumps (which a host starts as hosted services).</summary>
    public static IServiceCollection AddRuntime(this IServiceCollection services)
    {
        services.AddOptions();
        services.AddSingleton<IValidateOptions<RuntimeOptions>, RuntimeOptionsValidator>();
        services.TryAddSingleton<IRuleVersions, NoRuleVersions>();
        services.AddSingleton<ActivityRegistry>();
        services.AddSingleton(provider => new TurnEnvironment(provider.GetServices<IExpressionEvaluator>(), provider, hasOwnTurns: true,
            logPersistence: provider.GetRequiredService<IOptions<RuntimeOptions>>().Value.LogPersistence));
        services.AddSingleton<Interpreter>();
        services.AddSingleton<DefinitionLibrary>();
        services.AddSingleton<PublishedRemarks>();
        services.AddSingleton<DrawingBoard>();
        services.AddSingleton<DefinitionDesk>();
        services.AddSingleton<DefinitionDeletion>();
        services.AddSingleton<MachineClock>();
        services.AddSingleton<PumpSignal>();
        services.AddSingleton<WorkflowRuntime>();
        services.AddSingleton<ITestRunEffects, EngineTestEffects>();
        services.AddSingleton<InstanceDesk>();
        services.AddSingleton<StimulusSender>();
        services.AddSingleton<ExternalTasks>();
        services.AddSingleton<IOutboxHandler, EventHandler>();
        services.AddSingleton<IOutboxHandler, ExternalTaskHandler>();
        services.AddSingleton<IOutboxHandler, ChildStartHandler>();
        services.AddSingleton<IOutboxHandler, ChildOverHandler>();
        services.AddSingleton<IOutboxHandler, ChildCancelHandler>();
        services.AddSingleton<TriggerPump>();
        services.AddSingleton<TimerPump>();
        services.AddSingleton<OutboxPump>();
        return services;
    }
}
