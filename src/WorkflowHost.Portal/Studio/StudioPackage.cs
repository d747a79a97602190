using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;

namespace WorkflowHost.Portal.Studio;

/// <summary>The files of Elsa Studio's package, listed once. What is not in the list does not exist, whatever a path says.</summary>
internal sealed partial class StudioPackage
{
    private const string Start = "_framework/blazor.webassembly.js";
    private static readonly FileExtensionContentTypeProvider Types = new();
    private readonly Lazy<FrozenDictionary<string, StudioFile>> files = new(List);

    /// <param name="path">Below <c>/studio/</c>, with slashes, as Studio asks for it.</param>
    /// <returns>Null when the package has no such file.</returns>
    public StudioFile? Find(string path) => files.Value.GetValueOrDefault(path);

    /// <param name="path">Below <c>/studio/</c>.</param>
    /// <returns>The same with what changes with the file's content, so that a browser keeps it and asks no more.</returns>
    public string AddressOf(string path) => Find(path) is { } file ? $"{path}?v={file.Hash}" : path;

    private static FrozenDictionary<string, StudioFile> List()
    {
        var folder = Candidates().FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, Start)))
            ?? throw new InvalidOperationException("Elsa Studio's files are not there: build the host with npm installed.");
        var all = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), StringComparer.Ordinal);
        return all.Where(file => !file.Key.EndsWith(".br", StringComparison.Ordinal) && !file.Key.EndsWith(".gz", StringComparison.Ordinal))
            .ToFrozenDictionary(
                file => file.Key,
                file => new StudioFile(
                    file.Value,
                    TypeOf(file.Key),
                    FingerprintPattern().IsMatch(file.Key),
                    all.GetValueOrDefault(file.Key + ".br"),
                    all.GetValueOrDefault(file.Key + ".gz")),
                StringComparer.Ordinal);
    }

    /// <summary>Beside the binaries of a published host, else the folder that the build wrote into this assembly.</summary>
    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "studio");
        var built = typeof(StudioPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "StudioPackageFolder")?.Value;
        if (built is not null)
        {
            yield return built;
        }
    }

    private static string TypeOf(string path) => Types.TryGetContentType(path, out var type) ? type : "application/octet-stream";

    /// <summary>Names that change with their content, such as <c>Polly.dxil77l9kc.wasm</c>.</summary>
    [GeneratedRegex(@"\.[a-z0-9]{10}\.(?:wasm|js|dat|bundle\.scp\.css)$", RegexOptions.NonBacktracking)]
    private static partial Regex FingerprintPattern();
}

/// <summary>One file of the package.</summary>
/// <param name="path">Absolute.</param>
/// <param name="contentType">What it is.</param>
/// <param name="isFingerprinted">Whether its name changes with its content.</param>
/// <param name="brotli">Absolute path of the same, compressed; null when there is none.</param>
/// <param name="gzip">Absolute path of the same, compressed; null when there is none.</param>
internal sealed class StudioFile(string path, string contentType, bool isFingerprinted, string? brotli, string? gzip)
{
    private readonly Lazy<string> hash = new(() => HashOf(path));

    public string ContentType => contentType;

    public bool IsFingerprinted => isFingerprinted;

    /// <summary>Whether the answer depends on what the browser can unpack.</summary>
    public bool IsCompressed => brotli is not null || gzip is not null;

    /// <summary>Changes with the content.</summary>
    public string Hash => hash.Value;

    /// <param name="takesBrotli">Whether the browser unpacks Brotli.</param>
    /// <param name="takesGzip">Whether the browser unpacks gzip.</param>
    /// <returns>What to send, and under which content encoding; none for the file as it is.</returns>
    public (string Path, string? Encoding) For(bool takesBrotli, bool takesGzip) =>
        takesBrotli && brotli is not null ? (brotli, "br")
        : takesGzip && gzip is not null ? (gzip, "gzip")
        : (path, null);

    private static string HashOf(string path)
    {
        using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(content))[..16];
    }
}
