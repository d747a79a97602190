using Microsoft.AspNetCore.Http;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api;

/// <summary>Refuses a list's <c>after</c> that no page has given out, rather than showing the first page again.</summary>
internal sealed class ListPosition : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Cursor.IsValid(context.HttpContext.Request.Query["after"].ToString()) ? next(context) : new(Problems.UnknownPosition());
}
