using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace WorkflowHost.Access;

/// <summary>Who sees what, for everything that speaks to people.</summary>
public static class AccessModule
{
    /// <summary>Registers the tickets of uploads, and who may change which procedures. The host adds data protection.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton<UploadTicket>();
        services.TryAddSingleton<DefinitionEditing>();
        return services;
    }
}
