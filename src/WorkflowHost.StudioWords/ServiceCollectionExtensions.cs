using Elsa.Studio.Localization.Extensions;
using Elsa.Studio.Localization.Models;
using Elsa.Studio.Workflows.UI.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Studio.Localization.BlazorWasm.Extensions;

/// <summary>What Studio's start calls, by this name, to register its language.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers Studio's own services and, last, so that it is the one taken, the page's dictionary; and the icons beside Studio's own.</summary>
    public static IServiceCollection AddLocalizationModule(this IServiceCollection services, LocalizationConfig localizationConfig) =>
        services.AddLocalizationModuleCore(localizationConfig)
            .AddScoped<ILocalizationProvider, PageDictionary>()
            .AddScoped<IActivityDisplaySettingsProvider, StepIcons>();
}
