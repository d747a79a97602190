using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkflowHost.Access;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api;

/// <summary>The one place where a refusal becomes an HTTP answer: RFC 9457 ProblemDetails, in Chinese.</summary>
internal static class Problems
{
    /// <summary>Member that lists what is wrong, each with code, path and message.</summary>
    private const string List = "problems";

    public static ProblemHttpResult NotLoggedIn() => Of(StatusCodes.Status401Unauthorized, "未登录", "请先登录，或登录已过期。");

    public static ProblemHttpResult Forbidden(string detail) => Of(StatusCodes.Status403Forbidden, "没有权限", detail);

    public static ProblemHttpResult NotFound(string what) =>
        Of(StatusCodes.Status404NotFound, "没有找到", $"{what}不存在，或不在您的查看范围内。");

    /// <summary>No route takes this address.</summary>
    public static ProblemHttpResult NoRoute() => Of(StatusCodes.Status404NotFound, "没有这个接口", "地址不符合接口说明，请对照 /openapi/v1.json。");

    /// <summary>The address is right, but not with this method.</summary>
    public static ProblemHttpResult WrongMethod(IEnumerable<string> methods) => Of(
        StatusCodes.Status405MethodNotAllowed, "请求方法不支持", $"这个地址只接受：{string.Join('、', methods)}。");

    /// <summary>Address and method are right, but not with this kind of content.</summary>
    public static ProblemHttpResult WrongContent() => Of(
        StatusCodes.Status415UnsupportedMediaType, "内容类型不支持", "请按接口说明提交 JSON 或 multipart/form-data，并注明 Content-Type。");

    /// <summary>A page that was never given out is asked for.</summary>
    public static ProblemHttpResult UnknownPosition()
    {
        const string What = "after 不是上一页答复中的 next，请去掉后从第一页读起。";
        return Of(StatusCodes.Status400BadRequest, "请求有误", What, [new Problem("after", "after", What)]);
    }

    public static ProblemHttpResult Gone(string what) => Of(StatusCodes.Status404NotFound, "没有找到", $"{what}已不存在，没有任何改动。");

    public static ProblemHttpResult TooLarge(string limit) =>
        Of(StatusCodes.Status413PayloadTooLarge, "内容过大", $"提交的内容超过 {limit}。");

    /// <summary>The text is not JSON.</summary>
    public static ProblemHttpResult Malformed(JsonException error) => Of(
        StatusCodes.Status400BadRequest,
        "不是有效的 JSON",
        error.LineNumber is { } line
            ? $"第 {line + 1} 行第 {error.BytePositionInLine + 1} 字节处有误。"
            : "有重复的成员或不完整的字符。",
        [new Problem("json", error.Path ?? "$", "此处不是有效的 JSON。")]);

    /// <summary>Some of its texts can't be kept.</summary>
    public static ProblemHttpResult UnusableText(IReadOnlyList<Problem> problems) =>
        Of(StatusCodes.Status400BadRequest, "请求有误", problems[0].Message, problems);

    /// <summary>The request itself is wrong, before anything of it was looked at.</summary>
    public static ProblemHttpResult BadRequest(BadHttpRequestException error) => error.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => TooLarge("上限"),
        StatusCodes.Status415UnsupportedMediaType => WrongContent(),
        _ => Of(error.StatusCode, "请求有误", "请求的参数或内容不符合接口说明。", [new Problem("request", "", "有参数或成员缺少、类型不对，请对照 /openapi/v1.json。")]),
    };

    /// <summary>A parameter has a value that it can't take.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="values">What it can take.</param>
    public static ProblemHttpResult BadParameter(string name, IEnumerable<string> values)
    {
        var message = $"参数 {name} 只能是：{string.Join('、', values)}。";
        return Of(StatusCodes.Status400BadRequest, "请求有误", message, [new Problem("parameter", name, message)]);
    }

    /// <summary>We are wrong.</summary>
    public static ProblemHttpResult Failed(string traceId) => TypedResults.Problem(
        statusCode: StatusCodes.Status500InternalServerError,
        title: "系统内部错误",
        detail: "没有完成您的操作，请稍后重试；仍有问题时把追踪编号告诉管理员。",
        extensions: [KeyValuePair.Create("traceId", (object?)traceId)]);

    /// <summary>A workflow that serves this request got stuck before it gave an answer.</summary>
    public static ProblemHttpResult WorkflowFaulted(string traceId) => TypedResults.Problem(
        statusCode: StatusCodes.Status500InternalServerError,
        title: "流程停在异常处",
        detail: "请求已受理，但流程在作出答复之前发生异常，由管理员处理。",
        extensions: [KeyValuePair.Create("traceId", (object?)traceId)]);

    /// <summary>Several workflows wait at this address, and only one can answer.</summary>
    public static ProblemHttpResult AmbiguousEndpoint() => Of(
        StatusCodes.Status409Conflict, "地址重复", "有多个流程在同一地址等待请求，请管理员调整流程中的路径。");

    /// <summary>The caller is wrong: the first problem's code decides the status.</summary>
    public static ProblemHttpResult Refused(IReadOnlyList<Problem> problems)
    {
        var (status, title) = problems[0].Code switch
        {
            "login-wrong" or "login-locked" => (StatusCodes.Status401Unauthorized, "登录失败"),
            "task-forbidden" or HandingIn.Code => (StatusCodes.Status403Forbidden, "没有权限"),
            "task-stale" => (StatusCodes.Status409Conflict, "待办已变动"),
            StartAlone.Code or StartOnceAYear.Code => (StatusCodes.Status409Conflict, "流程已在办理"),
            "instance-stale" => (StatusCodes.Status409Conflict, "流程已推进"),
            "file-large" => (StatusCodes.Status413PayloadTooLarge, "内容过大"),
            "products-forbidden" => (StatusCodes.Status403Forbidden, "没有权限"),
            "product-stale" or "product-known" => (StatusCodes.Status409Conflict, "产品目录已变动"),
            "message-forbidden" => (StatusCodes.Status403Forbidden, "没有权限"),
            "message-stale" => (StatusCodes.Status409Conflict, "消息已变动"),
            "report-duplicate" => (StatusCodes.Status409Conflict, "检验报告重复"),
            _ => (StatusCodes.Status422UnprocessableEntity, "内容不符合要求"),
        };
        return Of(status, title, problems[0].Message, problems);
    }

    /// <summary>What a command to the runtime did not do; null when it was done, now or before.</summary>
    /// <param name="result">The runtime's answer.</param>
    /// <param name="what">What the command was for, in Chinese.</param>
    public static ProblemHttpResult? Of(RuntimeResult result, string what) => result switch
    {
        RuntimeResult.Gone => Gone(what),
        RuntimeResult.Refused refused => Refused(refused.Problems),
        _ => null,
    };

    private static ProblemHttpResult Of(int status, string title, string detail, IReadOnlyList<Problem>? problems = null) =>
        TypedResults.Problem(
            statusCode: status,
            title: title,
            detail: detail,
            extensions: problems is null ? null : [KeyValuePair.Create(List, (object?)problems)]);
}
