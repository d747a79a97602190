using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkflowHost.Documents.Activities;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Documents;

/// <summary>Documents with numbers, typeset from templates.</summary>
public static class DocumentsModule
{
    /// <summary>Registers the module; renderer, file store and document store come from outside.</summary>
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.AddSingleton(ActivityType.Of<GenerateDocument>());
        services.AddSingleton<ITestRunEffects, DocumentTestEffects>();
        services.AddSingleton<IOutboxHandler, DocumentOutboxHandler>();
        services.AddSingleton<IValidateOptions<UploadOptions>, UploadOptionsValidator>();
        services.AddSingleton<UploadDesk>();
        return services;
    }
}
