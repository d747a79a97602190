using System.Globalization;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Elsa.Studio.Localization.BlazorWasm.Extensions;

/// <summary>What Studio's start calls, by this name, once its services exist.</summary>
public static class WebAssemblyHostExtensions
{
    /// <summary>Sets the culture and takes the page's dictionary over before the first component renders.</summary>
#pragma warning disable VSTHRD200 // Studio calls it by this name.
    public static async Task<WebAssemblyHost> UseElsaLocalization(this WebAssemblyHost host)
#pragma warning restore VSTHRD200
    {
        var culture = CultureInfo.GetCultureInfo("zh-CN");
        CultureInfo.DefaultThreadCurrentCulture = culture;
        CultureInfo.DefaultThreadCurrentUICulture = culture;
        var page = host.Services.GetRequiredService<IJSRuntime>();
        PageDictionary.Use(await page.InvokeAsync<Dictionary<string, string>>("studioWords.all"), page);
        return host;
    }
}
