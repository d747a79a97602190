using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;

namespace WorkflowHost.Portal.Pages;

/// <summary>What every page knows: its request and who sent it.</summary>
public abstract class PortalPage : ComponentBase
{
    /// <summary>Rows of a list page.</summary>
    protected const int PageSize = 50;

    /// <summary>The request.</summary>
    [CascadingParameter]
    public HttpContext Http { get; set; } = default!;

    [Inject]
    internal CurrentAccount Current { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigation { get; set; } = default!;

    /// <summary>The person.</summary>
    protected Account Me => Current.Value;

    /// <summary>Ends with the request.</summary>
    protected CancellationToken Aborted => Http.RequestAborted;

    /// <summary>Whether the page answers a form.</summary>
    protected bool IsPost => HttpMethods.IsPost(Http.Request.Method);

    /// <summary>A form's field; empty when absent.</summary>
    protected string Posted(string name) => IsPost ? Http.Request.Form[name].ToString() : "";

    /// <summary>Answers 404 with the page that says so; set late, because the renderer throws away the body of an early 404.</summary>
    protected void AnswerNotFound() => Http.Response.OnStarting(() =>
    {
        Http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    /// <summary>Answers 403 with the page that says so.</summary>
    protected void AnswerForbidden() => Http.Response.StatusCode = StatusCodes.Status403Forbidden;
}
