using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using WorkflowHost.Definitions;

namespace WorkflowHost.Documents;

/// <summary>A file that somebody uploaded.</summary>
/// <param name="Name">As uploaded, without folders.</param>
/// <param name="Hash">SHA-256, lower-case hex.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ContentType">By the bytes themselves; <c>application/octet-stream</c> when a browser is not to show them.</param>
public sealed record UploadedFile(string Name, string Hash, long Size, string ContentType)
{
    /// <summary>As a task's form keeps it.</summary>
    public JsonObject ToForm() => new() { ["name"] = Name, ["hash"] = Hash, ["size"] = Size, ["contentType"] = ContentType };
}

/// <summary>Takes uploaded files into the file store. Every check of an upload is made here.</summary>
public sealed class UploadDesk(IFileStore files, IOptions<UploadOptions> options)
{
    private const int MaxName = 200;

    /// <summary>Keeps a file.</summary>
    /// <param name="fileName">As sent; folders in it are left out.</param>
    /// <param name="content">The bytes, at their start; its length is known.</param>
    /// <param name="path">Where the upload stands, for problems.</param>
    /// <param name="what">What people call it, in Chinese.</param>
    /// <param name="cancellationToken">Stops before it is kept.</param>
    /// <returns>The file; or why it was not taken, with code <c>file-large</c> when it is too large and <c>field-file</c> otherwise.</returns>
    public async Task<Checked<UploadedFile>> KeepAsync(
        string fileName, Stream content, string path, string what, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(fileName.Replace('\\', '/'));
        if (content.Length > options.Value.MaxBytes)
        {
            return Refused("file-large", path, $"{what}超过 {options.Value.MaxMb} MB，请压缩后重新上传。");
        }

        if (content.Length == 0 || name.Length is 0 or > MaxName || name.Any(char.IsControl))
        {
            return Refused("field-file", path, $"{what}是空文件，或文件名为空、过长、含有控制字符，请检查后重新上传。");
        }

        if (!FileKind.IsAccepted(name))
        {
            return Refused("field-file", path, $"{what}只能是{FileKind.Names}。");
        }

        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, cancellationToken);
        var hash = await files.PutAsync(bytes, cancellationToken);
        return Checked<UploadedFile>.Valid(
            new UploadedFile(name, hash, bytes.Length, FileKind.ShownAs(bytes) ?? "application/octet-stream"));
    }

    private static Checked<UploadedFile> Refused(string code, string path, string message) =>
        Checked<UploadedFile>.Refused([new Problem(code, path, message)]);
}
