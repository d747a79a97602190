using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Documents;

namespace WorkflowHost.Api.V1;

/// <summary>文书.</summary>
internal static class DocumentEndpoints
{
    private const string Pdf = "application/pdf";

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/documents/{id}/content", ContentAsync).WithTags("文书").WithSummary("文书的 PDF")
            .Produces<byte[]>(StatusCodes.Status200OK, Pdf).ProducesProblem(404);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ContentAsync(
        string id, IDocumentStore documents, IFileStore files, CaseVisibility visibility, CancellationToken cancellationToken)
    {
        if (await documents.FindAsync(id, cancellationToken) is not { ContentHash.Length: > 0 } document
            || !await visibility.MaySeeAsync(document, cancellationToken))
        {
            return Problems.NotFound("文书");
        }

        var content = await files.GetAsync(document.ContentHash, cancellationToken)
            ?? throw new InvalidOperationException($"The bytes {document.ContentHash} of document {id} are not in the file store.");
        return TypedResults.File(content, Pdf, $"{document.Title}（{document.Number}）.pdf");
    }
}
