using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Cases.Experts;
using WorkflowHost.Cases.Products;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Persistence.EffectWriters;
using WorkflowHost.Persistence.Stores;
using WorkflowHost.Regulations.Fulfilment;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Runtime.Stimuli;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.Persistence;

/// <summary>The stores behind every port of the runtime and the modules. A provider's own module names the database.</summary>
public static class PersistenceModule
{
    /// <summary>Registers the stores. <c>AddSqlitePersistence</c> or <c>AddPostgreSqlPersistence</c> must be called too.</summary>
    public static IServiceCollection AddPersistence(this IServiceCollection services)
    {
        services.AddSingleton<TurnWriter>();
        services.AddSingleton<ITurnStore, TurnStore>();
        services.AddSingleton<IDefinitionStore, DefinitionStore>();
        services.AddSingleton<IDefinitionDrafts, DefinitionDrafts>();
        services.AddSingleton<IDefinitionLists, DefinitionLists>();
        services.AddSingleton<ITimerStore, TimerStore>();
        services.AddSingleton<IOutboxStore, OutboxStore>();
        services.AddSingleton<IInstanceQueries, InstanceQueries>();
        services.AddSingleton<IInstanceJournal, InstanceJournal>();
        services.AddSingleton<ITaskStore, TaskStore>();
        services.AddSingleton<IStimulusStore, StimulusStore>();
        services.AddSingleton<ITimeLimitStore, TimeLimitStore>();
        services.AddSingleton<IExtensionStore, ExtensionStore>();
        services.AddSingleton<ICaseHaltStore, CaseHaltStore>();
        services.AddSingleton<INoticeStore, NoticeStore>();
        services.AddSingleton<ICalendarStore, CalendarStore>();
        services.AddSingleton<IServiceReceiptStore, ServiceReceiptStore>();
        services.AddSingleton<IDocumentStore, DocumentStore>();
        services.AddSingleton<ICaseStore, CaseStore>();
        services.AddSingleton<ICaseProcedures, CaseProcedures>();
        services.AddSingleton<IEnterpriseRecords, EnterpriseRecords>();
        services.AddSingleton<IExpertStore, ExpertStore>();
        services.AddSingleton<IProductStore, ProductStore>();
        services.AddSingleton<IOrganisationStore, OrganisationStore>();
        services.AddSingleton<IObligationRecords, ObligationRecords>();

        services.AddSingleton<IEffectWriter, StartAloneWriter>();
        services.AddSingleton<IEffectWriter, StartOnceAYearWriter>();
        services.AddSingleton<IEffectWriter, AdvanceTriggerWriter>();
        services.AddSingleton<IEffectWriter, ScheduleTimerWriter>();
        services.AddSingleton<IEffectWriter, MoveTimerWriter>();
        services.AddSingleton<IEffectWriter, KeepLimitWriter>();
        services.AddSingleton<IEffectWriter, EndLimitWriter>();
        services.AddSingleton<IEffectWriter, AskExtensionWriter>();
        services.AddSingleton<IEffectWriter, DecideExtensionWriter>();
        services.AddSingleton<IEffectWriter, GiveNoticeWriter>();
        services.AddSingleton<IEffectWriter, MoveTaskWriter>();
        services.AddSingleton<IEffectWriter, EnqueueWriter>();
        services.AddSingleton<IEffectWriter, SettleMessageWriter>();
        services.AddSingleton<IEffectWriter, ResolveMessageWriter>();
        services.AddSingleton<IEffectWriter, OpenTaskWriter>();
        services.AddSingleton<IEffectWriter, CompleteTaskWriter>();
        services.AddSingleton<IEffectWriter, KeepServiceReceiptWriter>();
        services.AddSingleton<IEffectWriter, RequestDocumentWriter>();
        services.AddSingleton<IEffectWriter, IssueDocumentWriter>();
        services.AddSingleton<IEffectWriter, OpenCaseWriter>();
        services.AddSingleton<IEffectWriter, AssignCaseWriter>();
        services.AddSingleton<IEffectWriter, KeepEnterpriseRecordWriter>();
        services.AddSingleton<IEffectWriter, CloseCaseWriter>();
        services.AddSingleton<IEffectWriter, TerminateCaseWriter>();
        services.AddSingleton<IEffectWriter, KeepObligationsWriter>();
        return services;
    }

    /// <summary>What holds on every database: reads track nothing, and statements are logged only at debug level.</summary>
    internal static DbContextOptionsBuilder UseCommonOptions(this DbContextOptionsBuilder options) => options
        .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        .ConfigureWarnings(warnings => warnings.Log(
            (RelationalEventId.CommandExecuted, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug),
            (CoreEventId.SaveChangesFailed, LogLevel.Debug)));
}
