using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace WorkflowHost.Portal.Assets;

/// <summary>The style sheet and the script, out of the assembly, under addresses that change with their content.</summary>
internal static class PortalAssets
{
    private static readonly byte[] Css = Read("portal.css");
    private static readonly byte[] Script = Read("portal.js");

    /// <summary>Address of the style sheet.</summary>
    public static string CssPath { get; } = $"/portal-assets/{Fingerprint(Css)}/portal.css";

    /// <summary>Address of the script.</summary>
    public static string ScriptPath { get; } = $"/portal-assets/{Fingerprint(Script)}/portal.js";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(CssPath, (HttpContext http) => Send(http, Css, "text/css; charset=utf-8")).AllowAnonymous();
        endpoints.MapGet(ScriptPath, (HttpContext http) => Send(http, Script, "text/javascript; charset=utf-8")).AllowAnonymous();
    }

    private static IResult Send(HttpContext http, byte[] content, string type)
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(content, type);
    }

    private static string Fingerprint(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..12];

    private static byte[] Read(string name)
    {
        using var stream = typeof(PortalAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
