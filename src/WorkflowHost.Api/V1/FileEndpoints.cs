using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Definitions;
using WorkflowHost.Documents;

namespace WorkflowHost.Api.V1;

/// <summary>附件: uploaded first, then named in a task's form.</summary>
internal static class FileEndpoints
{
    private const int MaxBytes = 10 * 1024 * 1024;
    private const int RoomForMultipart = 64 * 1024;
    private const int MaxName = 200;

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/files", KeepAsync).WithTags("附件").Accepts<IFormFile>("multipart/form-data")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes + RoomForMultipart))
            .WithSummary("上传附件").WithDescription("multipart/form-data，成员 file，最大 10 MB。答复原样放入待办表单的附件项。")
            .ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);

    private static async Task<Results<Ok<FileAnswer>, ProblemHttpResult>> KeepAsync(
        HttpRequest request, IFileStore files, CancellationToken cancellationToken)
    {
        IFormFile? file;
        try
        {
            file = await FileOfAsync(request, cancellationToken);
        }
        catch (BadHttpRequestException error) when (error.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return Problems.TooLarge("10 MB");
        }

        if (file is null)
        {
            return Problems.Refused([new Problem("field-file", "file", "没有附件：multipart/form-data 中缺少文件 file。")]);
        }

        var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
        if (file.Length > MaxBytes)
        {
            return Problems.TooLarge("10 MB");
        }

        if (file.Length == 0 || name.Length is 0 or > MaxName || name.Any(char.IsControl))
        {
            return Problems.Refused([new Problem("field-file", "file", "附件是空文件，或文件名为空、过长、含有控制字符。")]);
        }

        var content = await BytesAsync(file, cancellationToken);
        return TypedResults.Ok(new FileAnswer(name, await files.PutAsync(content, cancellationToken), content.Length, KindOf(content)));
    }

    /// <summary>Read here, as a bound parameter would answer a body over the transport's limit with no words at all.</summary>
    private static async Task<IFormFile?> FileOfAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            throw new BadHttpRequestException("The content is not multipart/form-data.", StatusCodes.Status415UnsupportedMediaType);
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

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken cancellationToken)
    {
        var content = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    private static string KindOf(ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? "application/pdf"
        : content.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : content.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : "application/octet-stream";
}
