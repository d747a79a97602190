using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;

namespace WorkflowHost.Portal.Studio;

/// <summary>Elsa Studio under <c>/studio/</c>: one page for all of its screens, and the files of its package. See decision 0014.</summary>
internal static class StudioEndpoints
{
    public const string Root = "/studio/";
    private const string Immutable = "public, max-age=31536000, immutable";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        // An address without an extension is a screen. The package is public, so only the page asks who comes.
        endpoints.MapMethods("/studio/{**path:nonfile}", Reading, Page).WithMetadata(PortalEndpoint.Studio)
            .RequireAuthorization(new AuthorizeAttribute { Roles = $"{Roles.Administrator},{Roles.Supervisor}" });
        endpoints.MapMethods("/studio/{**path:file}", Reading, SendFile).AllowAnonymous();
    }

    private static IResult Page(HttpRequest request) => request.Path == "/studio"
        ? Results.LocalRedirect(Root)
        : new RazorComponentResult<StudioPage>();

    private static IResult SendFile(HttpContext http, string path, string? v, StudioPackage package)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (package.Find(path) is not { } file)
        {
            return Results.NotFound();
        }

        var accepted = http.Request.GetTypedHeaders().AcceptEncoding;
        var (content, encoding) = file.For(Takes(accepted, "br"), Takes(accepted, "gzip"));
        var headers = http.Response.Headers;
        headers.CacheControl = file.IsFingerprinted || v == file.Hash ? Immutable : "no-cache";
        headers.ContentEncoding = encoding;
        if (file.IsCompressed)
        {
            headers.Vary = HeaderNames.AcceptEncoding;
        }

        return Results.File(content, file.ContentType, entityTag: new EntityTagHeaderValue($"\"{file.Hash}{encoding}\""));
    }

    private static bool Takes(IList<StringWithQualityHeaderValue> accepted, string encoding) =>
        accepted.Any(choice => choice.Quality is not 0 && choice.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase));
}
