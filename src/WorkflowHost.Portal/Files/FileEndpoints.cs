using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using WorkflowHost.Access;
using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Portal.Access;
using WorkflowHost.Portal.Layout;

namespace WorkflowHost.Portal.Files;

/// <summary>Bytes that people may see: issued documents, and what was uploaded in a case.</summary>
internal static class FileEndpoints
{
    private const string FilePolicy = "frame-ancestors 'self'";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/documents/{id}.pdf", DocumentAsync);
        endpoints.MapGet("/files/{hash}", FileAsync);
    }

    /// <summary>Address of an issued document.</summary>
    public static string PathOf(IssuedDocument document) => $"/documents/{Uri.EscapeDataString(document.Id)}.pdf";

    /// <summary>Address of a file that belongs to a case.</summary>
    public static string PathOf(string hash, string caseId) =>
        $"/files/{Uri.EscapeDataString(hash)}?case={Uri.EscapeDataString(caseId)}";

    private static async Task<IResult> DocumentAsync(
        string id, HttpContext http, IDocumentStore documents, IFileStore files, CaseAccess access, CancellationToken cancellationToken)
    {
        if (await documents.FindAsync(id, cancellationToken) is not { ContentHash.Length: > 0 } document)
        {
            return NoticeResult.NotFound;
        }

        return await access.MaySeeAsync(document, cancellationToken)
            ? await SendAsync(http, files, document.ContentHash, $"{document.Title}（{document.Number}）.pdf", cancellationToken)
            : NoticeResult.Forbidden;
    }

    private static async Task<IResult> FileAsync(
        string hash, string @case, HttpContext http, ICaseStore cases, ITaskStore tasks, IServiceReceiptStore receipts,
        IFileStore files, CaseAccess access, CancellationToken cancellationToken)
    {
        if (await cases.FindAsync(@case, cancellationToken) is not { } subject)
        {
            return NoticeResult.NotFound;
        }

        var done = await tasks.OfCaseAsync(subject.Id, cancellationToken);
        var name = NameIn(await receipts.OfCaseAsync(subject.Id, cancellationToken), hash)
            ?? done.Select(task => task.FileNamed(hash)).FirstOrDefault(found => found is not null);
        if (name is null)
        {
            return NoticeResult.NotFound;
        }

        return access.Scope.CoversFile(hash, subject, done)
            ? await SendAsync(http, files, hash, name, cancellationToken)
            : NoticeResult.Forbidden;
    }

    private static string? NameIn(IEnumerable<ServiceReceipt> receipts, string hash) =>
        receipts.FirstOrDefault(receipt => receipt.ProofFileHash == hash)?.ProofFileName;

    private static async Task<IResult> SendAsync(
        HttpContext http, IFileStore files, string hash, string name, CancellationToken cancellationToken)
    {
        if (await files.GetAsync(hash, cancellationToken) is not { } content)
        {
            return NoticeResult.NotFound;
        }

        var type = FileKind.ShownAs(content);
        var disposition = new ContentDispositionHeaderValue(type is null ? "attachment" : "inline");
        disposition.SetHttpFileName(name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.ContentSecurityPolicy = FilePolicy;
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Bytes(content, type ?? "application/octet-stream");
    }
}
