using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Http;

/// <summary>Answer the HTTP request that this turn serves.</summary>
/// <param name="StatusCode">HTTP status.</param>
/// <param name="Content">A text is sent as it is, anything else as JSON; null for no body.</param>
/// <param name="ContentType">Empty leaves it to the content: <c>text/plain</c> or <c>application/json</c>.</param>
/// <param name="Headers">By name; values are texts or lists of texts.</param>
public sealed record AnswerRequest(int StatusCode, JsonNode? Content, string ContentType, JsonObject Headers) : Effect;

/// <summary>Send an HTTP request and resume with what came of it.</summary>
/// <param name="Key">See <see cref="ActivityExecutionContext.NewKey"/>.</param>
/// <param name="BookmarkId">Resumed with the members of <see cref="HttpResult"/> as input.</param>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Url">Absolute.</param>
/// <param name="Content">A text is sent as it is, anything else as JSON; null for no body.</param>
/// <param name="ContentType">Empty means <c>application/json</c> when there is a content.</param>
/// <param name="Authorization">The header's value; empty when there is none. Not to be logged.</param>
/// <param name="Headers">By name; values are texts or lists of texts.</param>
public sealed record SendRequest(
    string Key, string BookmarkId, string Method, string Url, JsonNode? Content, string ContentType, string Authorization, JsonObject Headers) : Effect
{
    /// <inheritdoc/>
    public override string? ServedBookmark => BookmarkId;
}

/// <summary>Names of the inputs by which a resume tells what came of a request.</summary>
public static class HttpResult
{
    /// <summary>The answer's status; absent when there was no answer.</summary>
    public const string StatusCode = "StatusCode";

    /// <summary>The answer's content: JSON as a value, else text; absent when empty.</summary>
    public const string Content = "Content";

    /// <summary>The answer's headers by name.</summary>
    public const string Headers = "Headers";

    /// <summary>Why there was no answer: <c>connection</c> or <c>timeout</c>.</summary>
    public const string Failure = "Failure";
}

/// <summary>Waits for an HTTP request. As a trigger it starts the workflow with one.</summary>
/// <remarks>A start or resume brings the request as inputs <c>Method</c>, <c>Path</c>, <c>RouteData</c>, <c>QueryStringData</c>, <c>Headers</c> and <c>Body</c>.</remarks>
[Activity("Elsa", "HttpEndpoint", Category = "外部接口", DisplayName = "HTTP 入口", Description = "等待外部 HTTP 请求")]
public sealed class HttpEndpoint : Activity<JsonNode>, ITrigger
{
    /// <summary>Below the base path of all endpoints.</summary>
    [Input(DisplayName = "路径", Required = true)]
    public Input<string>? Path { get; set; }

    /// <summary>Such as <c>GET</c>; only that when it is not given.</summary>
    [Input(DisplayName = "方法", UIHint = "check-list")]
    public Input<string[]>? SupportedMethods { get; set; }

    /// <summary>Whether the caller must be known.</summary>
    [Input(DisplayName = "需要登录", UIHint = "checkbox")]
    public Input<bool>? Authorize { get; set; }

    /// <summary>The request's body: JSON as a value, form fields as an object, else text.</summary>
    public Output<JsonNode>? ParsedContent { get; set; }

    /// <summary>Values from the path by name.</summary>
    public Output<JsonNode>? RouteData { get; set; }

    /// <summary>Values from the query by name.</summary>
    public Output<JsonNode>? QueryStringData { get; set; }

    /// <summary>The request's headers by name.</summary>
    public Output<JsonNode>? Headers { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow)
        {
            return OnRequestAsync(context);
        }

        foreach (var request in StimuliOf(context))
        {
            context.CreateBookmark(request with { Callback = OnRequestAsync });
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IEnumerable<BookmarkRequest> StimuliOf(ActivityExecutionContext context)
    {
        if (context.Get(Path) is not { } path || path.Contains("//", StringComparison.Ordinal))
        {
            throw new WorkflowFaultException("http-path", "没有写明 HTTP 入口的路径，或路径中有连续的斜杠。");
        }

        var route = "/" + path.Trim('/').ToLowerInvariant();
        foreach (var method in context.Get(SupportedMethods) ?? ["GET"])
        {
            var hashed = new JsonObject { [nameof(Path)] = route, ["Method"] = method.ToLowerInvariant() };
            var stimulus = (JsonObject)hashed.DeepClone();
            stimulus[nameof(Authorize)] = context.Get(Authorize);
            yield return new() { Stimulus = stimulus, HashedStimulus = hashed };
        }
    }

    private ValueTask OnRequestAsync(ActivityExecutionContext context)
    {
        context.SetResult<JsonNode>(new JsonObject { ["Method"] = context.GetWorkflowInput("Method"), [nameof(Path)] = context.GetWorkflowInput(nameof(Path)) });
        context.Set(RouteData, context.GetWorkflowInput("RouteData"));
        context.Set(QueryStringData, context.GetWorkflowInput("QueryStringData"));
        context.Set(Headers, context.GetWorkflowInput("Headers"));
        context.Set(ParsedContent, context.GetWorkflowInput("Body"));
        return context.CompleteActivityAsync();
    }
}

/// <summary>Answers the request that the turn serves.</summary>
[Activity("Elsa", "WriteHttpResponse", Category = "外部接口", DisplayName = "HTTP 应答", Description = "对当前请求作出应答")]
public sealed class WriteHttpResponse : CodeActivity
{
    /// <summary>A number or .NET's name of it; 200 when it is not given.</summary>
    [Input(DisplayName = "状态码")]
    public Input<JsonNode>? StatusCode { get; set; }

    /// <summary>The body.</summary>
    [Input(DisplayName = "内容", UIHint = "multiline")]
    public Input<JsonNode>? Content { get; set; }

    /// <summary>Found from the content when it is not given.</summary>
    [Input(DisplayName = "内容类型")]
    public Input<string>? ContentType { get; set; }

    /// <summary>By name.</summary>
    [Input(DisplayName = "响应头", UIHint = "json-editor")]
    public Input<JsonObject>? ResponseHeaders { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var headers = context.Get(ResponseHeaders) ?? [];
        var type = context.Get(ContentType) ?? "";
        foreach (var (name, value) in headers.Append(KeyValuePair.Create("Content-Type", (JsonNode?)type)))
        {
            var texts = value is JsonArray several ? several.Select(Conversion.TextOf) : [Conversion.TextOf(value)];
            if (name.Length == 0 || name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_'))
                || texts.Any(text => text.Any(character => character is < ' ' or > '~')))
            {
                throw new WorkflowFaultException("http-header", $"响应头“{name}”的名称或内容含有 HTTP 不允许的字符。");
            }
        }

        context.AddEffect(new AnswerRequest(StatusOf(context.Get(StatusCode)), context.Get(Content), type, headers));
    }

    private static int StatusOf(JsonNode? status)
    {
        var text = Conversion.TextOf(status);
        return text.Length == 0 ? 200
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 200 and < 600 ? number
            : !char.IsAsciiDigit(text[0]) && Enum.TryParse<System.Net.HttpStatusCode>(text, ignoreCase: true, out var name) ? (int)name
            : throw new WorkflowFaultException("http-status", $"“{text}”不是 HTTP 状态码。");
    }
}
