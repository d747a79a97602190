using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.Studio.Definitions;
using WorkflowHost.Api.Studio.Descriptors;
using WorkflowHost.Api.Studio.Graphs;
using WorkflowHost.Api.Studio.Instances;
using WorkflowHost.Api.Studio.Journal;
using WorkflowHost.Api.Studio.Live;
using WorkflowHost.Api.Studio.Publishing;
using WorkflowHost.Api.Studio.Trials;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio;

/// <summary>
/// What Elsa Studio asks of its server, under <c>/elsa/api</c>: supervisors and administrators read, administrators of a 市局 draw and
/// publish. Every route stands in <c>docs/http-api.md</c>.
/// </summary>
internal static class StudioModule
{
    private const int MaxBody = 8 * 1024 * 1024;

    public static void AddStudio(this IServiceCollection services)
    {
        services.AddSingleton<DefinitionCities>();
        services.AddScoped<DefinitionRights>();
        services.AddScoped<DefinitionAnswers>();
        services.AddScoped<DefinitionRefusals>();
        services.AddScoped<DefinitionSaving>();
        services.AddSingleton<ReferenceRenewal>();
        services.AddSingleton<DefinitionChoice>();
        services.AddSingleton<IPublishingRule, RequiredInputRule>();
        services.AddSingleton<IPublishingRule, KnownNameRule>();
        services.AddSingleton<IPublishingRule, CalendarRule>();
        services.AddSingleton<IPublishingRule, ObligationRule>();
        services.AddSingleton<IPublishingRule, ExpressionRule>();
        services.AddSingleton<IPublishingRule, StartedWorkflowRule>();
        services.AddScoped<TrialStart>();
        services.AddSingleton<StepTrial>();
        services.AddSingleton<DefinitionGraph>();
        services.AddScoped<InstanceSight>();
        services.AddScoped<InstanceEnding>();
        services.AddSingleton<InstanceFiles>();
        services.AddSingleton<ExecutionReports>();
        services.AddSingleton<ObservedInstances>();
        services.AddSingleton<InstanceOnlookers>();
        services.AddHostedService<InstanceNews>();
        services.AddSignalR().AddJsonProtocol(protocol => protocol.PayloadSerializerOptions = StudioJson.Options);
        services.AddSingleton<LiveChoices>();
        services.AddSingleton<StepDescriptors>();
        services.AddSingleton<UsedWorkflowDescriptors>();
        services.AddSingleton<Toolbox>();
    }

    public static void MapStudio(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/elsa/api").WithMetadata(new ApiEndpoint { MaxBody = MaxBody, IsStudio = true })
            .RequireAuthorization(ApiAccess.Supervision).ExcludeFromDescription();
        DescriptorEndpoints.Map(api);
        FeatureEndpoints.Map(api);
        ScriptEndpoints.Map(api);
        DefinitionEndpoints.Map(api);
        DefinitionCommandEndpoints.Map(api);
        DefinitionBulkEndpoints.Map(api);
        DefinitionFileEndpoints.Map(api);
        GraphEndpoints.Map(api);
        TrialEndpoints.Map(api);
        InstanceEndpoints.Map(api);
        InstanceCommandEndpoints.Map(api);
        JournalEndpoints.Map(api);
        endpoints.MapHub<WorkflowInstanceHub>("/elsa/hubs/workflow-instance").RequireAuthorization(ApiAccess.Supervision).WithMetadata(new ApiEndpoint { IsStudio = true });
        api.MapFallback("{**path}", UnansweredRequests.Answer).AllowAnonymous();
    }
}
