using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks.Activities;
using WorkflowHost.HumanTasks.Service;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.HumanTasks;

/// <summary>Tasks that people do, and service receipts.</summary>
public static class HumanTasksModule
{
    /// <summary>Registers the module's activities and the desk.</summary>
    public static IServiceCollection AddHumanTasks(this IServiceCollection services)
    {
        services.AddSingleton(ActivityType.Of<ApprovalTask>());
        services.AddSingleton(ActivityType.Of<RecordService>());
        services.AddSingleton<ITestRunEffects, TaskTestEffects>();
        services.AddSingleton<TaskDesk>();
        return services;
    }
}
