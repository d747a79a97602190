using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WorkflowHost.Documents;

namespace WorkflowHost.Gateways.Rendering;

/// <summary>Registers the renderer.</summary>
public static class TypstRegistration
{
    /// <summary>
    /// Puts Typst behind <see cref="IDocumentRenderer" />; the options are checked at the host's start. A
    /// <see cref="TimeProvider" /> and logging are the host's to add.
    /// </summary>
    public static IServiceCollection AddTypstRendering(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TypstOptions>().Bind(configuration.GetSection(TypstOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<TypstOptions>, TypstOptionsValidator>());
        services.AddSingleton<IDocumentTemplates, TemplateFolder>();
        services.AddSingleton<TypstDocumentRenderer>();
        services.AddSingleton<IDocumentRenderer>(provider => provider.GetRequiredService<TypstDocumentRenderer>());
        return services;
    }
}
