using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Portal.Studio;

namespace WorkflowHost.Portal.Assets;

/// <summary>Style sheets, scripts and what else the pages load, out of the assembly, under addresses that change with their content.</summary>
internal static class PortalAssets
{
    private static readonly List<Asset> All = [];

    /// <summary>Address of the portal's style sheet.</summary>
    public static string CssPath { get; } = Add("portal.css", "text/css; charset=utf-8");

    /// <summary>Address of the portal's script.</summary>
    public static string ScriptPath { get; } = Add("portal.js", "text/javascript; charset=utf-8");

    /// <summary>Address of the style sheet around Studio.</summary>
    public static string StudioCssPath { get; } = Add("studio.css", "text/css; charset=utf-8");

    /// <summary>Address of the script that starts Studio and changes its screens.</summary>
    public static string StudioScriptPath { get; } = Add("studio.js", "text/javascript; charset=utf-8");

    /// <summary>Address of the script that makes Studio speak Chinese.</summary>
    public static string StudioWordsScriptPath { get; } = Add("studio-words.js", "text/javascript; charset=utf-8");

    /// <summary>Address of the script that looks after what is not saved yet in Studio.</summary>
    public static string StudioChangesScriptPath { get; } = Add("studio-changes.js", "text/javascript; charset=utf-8");

    /// <summary>Address of the script that says in Studio what the host refuses.</summary>
    public static string StudioRefusalsScriptPath { get; } = Add("studio-refusals.js", "text/javascript; charset=utf-8");

    /// <summary>Address of the script that keeps Studio's session.</summary>
    public static string StudioSessionScriptPath { get; } = Add("studio-session.js", "text/javascript; charset=utf-8");

    /// <summary>Address of the script that helps who works in Studio with the keyboard.</summary>
    public static string StudioKeyboardScriptPath { get; } = Add("studio-keyboard.js", "text/javascript; charset=utf-8");

    /// <summary>Address of the script that brings a drawing into view.</summary>
    public static string StudioDrawingScriptPath { get; } = Add("studio-drawing.js", "text/javascript; charset=utf-8");

    /// <summary>Address of the script that shows a drawing without the panels around it.</summary>
    public static string StudioAloneScriptPath { get; } = Add("studio-alone.js", "text/javascript; charset=utf-8");

    /// <summary>Address of Studio's texts in Chinese.</summary>
    public static string StudioDictionaryPath { get; } = Add("studio.zh-CN.json", "application/json");

    /// <summary>Address of the assembly that hands Studio its texts.</summary>
    public static string StudioWordsAssemblyPath { get; } = Add("studio-words.dll", "application/octet-stream");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var asset in All)
        {
            endpoints.MapGet(asset.Path, (HttpContext http) => Send(http, asset)).AllowAnonymous();
        }
    }

    private static IResult Send(HttpContext http, Asset asset)
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(asset.Content, asset.Type);
    }

    private static string Add(string name, string type)
    {
        var content = name is "studio.css" or "studio-drawing.js" or "studio-changes.js" ? StudioIcons.Fill(Read(name), Read("icons.json")) : Read(name);
        var path = $"/portal-assets/{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}/{name}";
        All.Add(new Asset(path, content, type));
        return path;
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(PortalAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private sealed record Asset(string Path, byte[] Content, string Type);
}
