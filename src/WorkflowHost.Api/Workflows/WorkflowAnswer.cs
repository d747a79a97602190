using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using WorkflowHost.Engine.Http;

namespace WorkflowHost.Api.Workflows;

/// <summary>What a workflow answers to the request that moved it.</summary>
internal sealed class WorkflowAnswer(AnswerRequest answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.StatusCode;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value is JsonArray several ? several.Select(text => text?.ToString()).ToArray() : value?.ToString();
        }

        if (answer.Content is not { } content || answer.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        var isText = content is JsonValue single && single.TryGetValue<string>(out _);
        var type = answer.ContentType.Length > 0 ? answer.ContentType : isText ? MediaTypeNames.Text.Plain : MediaTypeNames.Application.Json;
        response.ContentType = type.Contains("charset", StringComparison.OrdinalIgnoreCase) ? type : $"{type}; charset=utf-8";
        await response.WriteAsync(isText ? content.GetValue<string>() : content.ToJsonString(), httpContext.RequestAborted);
    }
}
