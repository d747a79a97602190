using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkflowHost.Access;

namespace WorkflowHost.Portal.Layout;

/// <summary>Whole pages that say why there is no other page.</summary>
internal static class NoticeResult
{
    public const string NotFoundHeading = "没有找到这个页面";
    public const string NotFoundText = "地址可能有误，或者内容已不存在。请返回工作台，或从左侧菜单重新进入。";
    public const string ForbiddenHeading = "您没有权限查看此内容";
    public const string ForbiddenText = "区县局人员可查看本局承办的案件，市局人员可查看本市案件。如确需查看，请联系本单位管理员。";

    public static IResult NotFound => Page(StatusCodes.Status404NotFound, NotFoundHeading, NotFoundText);

    public static IResult Forbidden => Page(StatusCodes.Status403Forbidden, ForbiddenHeading, ForbiddenText);

    public static IResult FormTooOld => Page(
        StatusCodes.Status400BadRequest, "页面已过期", "登录状态已变化，本次提交没有生效。请返回上一页并刷新后重新提交，已填写的内容会保留。");

    public static IResult PageGone => Page(
        StatusCodes.Status400BadRequest, "没有这一页", "翻页地址不完整或已失效。请返回列表，从第一页重新查看。");

    public static IResult UnusableText => Page(StatusCodes.Status400BadRequest, "内容不能保存", $"提交的文字{StorableText.Refusal}本次操作没有生效。");

    public static IResult TooLarge => Page(
        StatusCodes.Status413PayloadTooLarge, "上传的文件过大", "本次提交没有生效。请返回上一页，压缩文件后重新上传。");

    public static IResult Failed(string traceId) => Page(
        StatusCodes.Status500InternalServerError, "系统出现错误", $"操作没有完成，请稍后重试。如仍不成功，请将编号 {traceId} 告知管理员。");

    private static RazorComponentResult<NoticePage> Page(int status, string heading, string text) =>
        new(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(NoticePage.Heading)] = heading,
            [nameof(NoticePage.Text)] = text,
        })
        {
            StatusCode = status,
        };
}
