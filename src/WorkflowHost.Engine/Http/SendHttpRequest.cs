using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Http;

/// <summary>An activity that sends an HTTP request and waits for the answer.</summary>
public abstract class HttpSender : Activity<JsonNode>
{
    /// <summary>Absolute.</summary>
    [Input(DisplayName = "地址", Required = true)]
    public Input<string>? Url { get; set; }

    /// <summary>Such as <c>GET</c>, which it is when it is not given.</summary>
    [Input(DisplayName = "方法", UIHint = "dropdown", Options = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])]
    public Input<string>? Method { get; set; }

    /// <summary>The body.</summary>
    [Input(DisplayName = "内容", UIHint = "multiline")]
    public Input<JsonNode>? Content { get; set; }

    /// <summary>The body's type.</summary>
    [Input(DisplayName = "内容类型")]
    public Input<string>? ContentType { get; set; }

    /// <summary>The value of the Authorization header.</summary>
    [Input(DisplayName = "授权")]
    public Input<string>? Authorization { get; set; }

    /// <summary>By name.</summary>
    [Input(DisplayName = "请求头", UIHint = "json-editor")]
    public Input<JsonObject>? RequestHeaders { get; set; }

    /// <summary>The answer's status; absent when there was no answer.</summary>
    public Output<int?>? StatusCode { get; set; }

    /// <summary>The answer's content.</summary>
    public Output<JsonNode>? ParsedContent { get; set; }

    /// <summary>The answer's headers.</summary>
    public Output<JsonNode>? ResponseHeaders { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        if (context.Get(Url) is not { Length: > 0 } url || !Uri.IsWellFormedUriString(url, UriKind.Absolute))
        {
            throw new WorkflowFaultException("http-url", $"“{context.Get(Url)}”不是完整的网址。");
        }

        var method = context.Get(Method) is { Length: > 0 } given ? given : "GET";
        if (!method.All(char.IsAsciiLetter))
        {
            throw new WorkflowFaultException("http-method", $"“{method}”不是 HTTP 请求方法。");
        }

        var bookmark = context.CreateBookmark(callback: OnAnsweredAsync);
        context.AddEffect(new SendRequest(
            context.NewKey(), bookmark.Id, method, url, context.Get(Content),
            context.Get(ContentType) ?? "", context.Get(Authorization) ?? "", context.Get(RequestHeaders) ?? []));
    }

    /// <summary>An answer has come.</summary>
    private protected abstract ValueTask AnsweredAsync(ActivityExecutionContext context, int statusCode);

    /// <summary>None has come, for want of a connection or of time.</summary>
    private protected abstract ValueTask FailedAsync(ActivityExecutionContext context, bool isTimeout);

    private ValueTask OnAnsweredAsync(ActivityExecutionContext context)
    {
        if (context.GetWorkflowInput(HttpResult.Failure) is { } failure)
        {
            return FailedAsync(context, Conversion.TextOf(failure) is "timeout");
        }

        var status = Conversion.To<int>(context.GetWorkflowInput(HttpResult.StatusCode));
        var content = context.GetWorkflowInput(HttpResult.Content);
        context.SetResult(content);
        context.Set(ParsedContent, content);
        context.Set(StatusCode, status);
        context.Set(ResponseHeaders, context.GetWorkflowInput(HttpResult.Headers));
        return AnsweredAsync(context, status);
    }
}

/// <summary>Sends a request and runs the activity of the status inside itself.</summary>
[Activity("Elsa", "SendHttpRequest", Category = "外部接口", DisplayName = "HTTP 请求", Description = "发送 HTTP 请求，按状态码执行相应步骤")]
public sealed class SendHttpRequest : HttpSender
{
    private ImmutableArray<(Input<int>? Status, Activity? Activity)> expected = [];

    /// <summary>Runs for a status that is not expected.</summary>
    [Port]
    public Activity? UnmatchedStatusCode { get; set; }

    /// <summary>Runs when no connection was made.</summary>
    [Port]
    public Activity? FailedToConnect { get; set; }

    /// <summary>Runs when the answer took too long.</summary>
    [Port]
    public Activity? Timeout { get; set; }

    internal override void Bind(ActivityBinding binding) => expected =
        [.. binding.Items("expectedStatusCodes").Select((item, index) => (ActivityBinding.Input<int>(item["statusCode"]), binding.Port($"expectedStatusCodes[{index}].activity")))];

    private protected override ValueTask AnsweredAsync(ActivityExecutionContext context, int statusCode)
    {
        var match = expected.FirstOrDefault(item => item.Status is not null && (int?)item.Status.Evaluate(context.Expressions) == statusCode);
        return context.ScheduleActivityAsync(match.Status is null ? UnmatchedStatusCode : match.Activity, OnHandledAsync);
    }

    private protected override ValueTask FailedAsync(ActivityExecutionContext context, bool isTimeout) =>
        context.ScheduleActivityAsync(isTimeout ? Timeout : FailedToConnect, OnHandledAsync);

    private ValueTask OnHandledAsync(ActivityCompletedContext completed) => completed.TargetContext.CompleteActivityAsync();
}

/// <summary>Sends a request and leaves by the status.</summary>
[Activity("Elsa", "FlowSendHttpRequest", Category = "外部接口", DisplayName = "HTTP 请求（流程）", Description = "发送 HTTP 请求，按状态码选择出口")]
[FlowNode("Done", "Unmatched status code", "Failed to connect", "Timeout")]
public sealed class FlowSendHttpRequest : HttpSender
{
    /// <summary>The ports; 200 when it is not given, none when it is empty.</summary>
    [Input(DisplayName = "预期状态码", UIHint = "multitext")]
    public Input<int[]>? ExpectedStatusCodes { get; set; }

    internal override IEnumerable<string> OwnPorts => ExpectedStatusCodes is null ? ["200"]
        : ExpectedStatusCodes.IsConstant && ExpectedStatusCodes.Evaluate(null!) is int[] codes ? codes.Select(code => code.ToString(CultureInfo.InvariantCulture)) : [];

    private protected override ValueTask AnsweredAsync(ActivityExecutionContext context, int statusCode)
    {
        var expected = ExpectedStatusCodes is null ? [200] : context.Get(ExpectedStatusCodes) ?? [];
        return expected.Length == 0 ? context.CompleteActivityWithOutcomesAsync(Outcomes.DonePort)
            : expected.Contains(statusCode) ? context.CompleteActivityWithOutcomesAsync(statusCode.ToString(CultureInfo.InvariantCulture), Outcomes.DonePort)
            : context.CompleteActivityWithOutcomesAsync("Unmatched status code", Outcomes.DonePort);
    }

    private protected override ValueTask FailedAsync(ActivityExecutionContext context, bool isTimeout) =>
        context.CompleteActivityWithOutcomesAsync(isTimeout ? "Timeout" : "Failed to connect");
}
