using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkflowHost.Access;
using WorkflowHost.Portal.Access;
using WorkflowHost.Portal.Assets;
using WorkflowHost.Portal.Components;
using WorkflowHost.Portal.Files;
using WorkflowHost.Portal.Layout;
using WorkflowHost.Portal.Pages.Cases;
using WorkflowHost.Portal.Speech;
using WorkflowHost.Portal.Studio;

namespace WorkflowHost.Portal;

/// <summary>The pages of officers and supervisors, rendered on the server, without a connection that must stay open.</summary>
public static class PortalModule
{
    /// <summary>Registers pages, the session cookie and antiforgery. The host adds stores, files, clock and data protection keys.</summary>
    public static IServiceCollection AddPortal(this IServiceCollection services)
    {
        services.AddOptions<PortalOptions>().BindConfiguration("Portal").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsValidator>();
        services.AddAuthentication(PortalSession.Scheme).AddCookie(PortalSession.Scheme, PortalSession.Configure);
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options => options.Cookie.Name = "wh-form");
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddExceptionHandler<PortalExceptionHandler>();
        services.AddScoped<CurrentAccount>();
        services.AddScoped<CaseAccess>();
        services.AddScoped<TimelineWriter>();
        services.AddSingleton<Setbacks>();
        services.AddSingleton<TaskRows>();
        services.AddSingleton<DueDates>();
        services.AddSingleton<IntakePreview>();
        services.AddSingleton<StudioPackage>();
        services.AddAccess();
        return services;
    }

    /// <summary>Strict headers and antiforgery. Goes after the host's <c>UseExceptionHandler</c> and after routing and authentication.</summary>
    public static IApplicationBuilder UsePortal(this IApplicationBuilder app)
    {
        app.UseAntiforgery();
        app.Use(next => http => PortalResponses.HandleAsync(http, next));
        return app;
    }

    /// <summary>Maps pages, documents, files, logout, and a Chinese page for addresses that nobody answers.</summary>
    public static IEndpointRouteBuilder MapPortal(this IEndpointRouteBuilder endpoints)
    {
        var portal = endpoints.MapGroup("").WithMetadata(PortalEndpoint.Mark).ExcludeFromDescription();
        FileEndpoints.Map(portal.MapGroup("").RequireAuthorization());
        portal.MapPost("/logout", (Delegate)PortalSession.EndAsync).WithMetadata(new RequireAntiforgeryTokenAttribute()).AllowAnonymous();
        portal.MapFallback("{**path}", NobodyAnswers).AllowAnonymous();
        StudioEndpoints.Map(endpoints.MapGroup("").ExcludeFromDescription());
        PortalAssets.Map(endpoints.MapGroup("").ExcludeFromDescription());
        endpoints.MapRazorComponents<App>().WithMetadata(PortalEndpoint.Mark);
        return endpoints;
    }

    private static IResult NobodyAnswers(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? NoticeResult.NotFound
            : Results.NotFound();
}
