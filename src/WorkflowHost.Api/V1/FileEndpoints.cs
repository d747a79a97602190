using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using WorkflowHost.Access;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Definitions;
using WorkflowHost.Documents;

namespace WorkflowHost.Api.V1;

/// <summary>附件: uploaded first, then handed in with a task by their ticket.</summary>
internal static class FileEndpoints
{
    private const int RoomForMultipart = 64 * 1024;

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/files", KeepAsync).WithTags("附件").Accepts<IFormFile>("multipart/form-data")
            .WithSummary("上传附件").WithDescription("multipart/form-data，成员 file，默认最大 10 MB。答复原样放入待办表单的附件项；凭证只对上传者本人有效。")
            .ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);

    private static async Task<Results<Ok<FileAnswer>, ProblemHttpResult>> KeepAsync(
        HttpRequest request, UploadDesk uploads, UploadTicket tickets, IOptions<UploadOptions> options, ApiCaller caller,
        CancellationToken cancellationToken)
    {
        IFormFile? file;
        try
        {
            file = await FileOfAsync(request, options.Value.MaxBytes + RoomForMultipart, cancellationToken);
        }
        catch (BadHttpRequestException error) when (error.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return Problems.TooLarge($"{options.Value.MaxMb} MB");
        }

        if (file is null)
        {
            return Problems.Refused([new Problem("field-file", "file", "没有附件：multipart/form-data 中缺少文件 file。")]);
        }

        if (!StorableText.Is(file.FileName))
        {
            return Problems.UnusableText([new Problem("text", "file", $"文件名{StorableText.Refusal}")]);
        }

        await using var content = file.OpenReadStream();
        var kept = await uploads.KeepAsync(file.FileName, content, "file", "附件", cancellationToken);
        return kept.IsValid
            ? TypedResults.Ok(FileAnswer.Of(kept.Value, tickets.Seal(kept.Value, caller.Account.Id)))
            : Problems.Refused(kept.Problems);
    }

    /// <summary>Read here, as a bound parameter would answer a body over the transport's limit with no words at all.</summary>
    private static async Task<IFormFile?> FileOfAsync(HttpRequest request, long maxBytes, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            throw new BadHttpRequestException("The content is not multipart/form-data.", StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        try
        {
            return (await request.ReadFormAsync(cancellationToken)).Files.GetFile("file");
        }
        catch (InvalidDataException error)
        {
            throw new BadHttpRequestException("The multipart content can't be read.", StatusCodes.Status400BadRequest, error);
        }
    }
}
