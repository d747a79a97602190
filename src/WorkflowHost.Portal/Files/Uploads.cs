using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using WorkflowHost.Definitions;
using WorkflowHost.Documents;

namespace WorkflowHost.Portal.Files;

/// <summary>Takes an uploaded file into the file store.</summary>
internal sealed class Uploads(IFileStore files, IOptions<PortalOptions> options)
{
    private const int Mega = 1024 * 1024;
    private const int MaxName = 200;

    /// <summary>Keeps a file.</summary>
    /// <param name="upload">As sent.</param>
    /// <param name="field">Name of the field, for problems.</param>
    /// <param name="label">What people call the field.</param>
    /// <param name="cancellationToken">Stops before it is kept.</param>
    /// <returns>Name, hash, size and contentType, or why it was not taken.</returns>
    public async Task<Checked<JsonObject>> KeepAsync(IFormFile upload, string field, string label, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(upload.FileName.Replace('\\', '/'));
        if (upload.Length > (long)options.Value.MaxUploadMb * Mega)
        {
            return Refused(field, $"“{label}”的附件超过 {options.Value.MaxUploadMb} MB，请压缩后重新上传。");
        }

        if (upload.Length == 0 || name.Length is 0 or > MaxName)
        {
            return Refused(field, $"“{label}”的附件是空文件，或文件名过长，请检查后重新上传。");
        }

        if (!FileKind.IsAccepted(name))
        {
            return Refused(field, $"“{label}”只能上传{FileKind.Names}。");
        }

        using var content = new MemoryStream((int)upload.Length);
        await upload.CopyToAsync(content, cancellationToken);
        var bytes = content.ToArray();
        return Checked<JsonObject>.Valid(new JsonObject
        {
            ["name"] = name,
            ["hash"] = await files.PutAsync(bytes, cancellationToken),
            ["size"] = bytes.Length,
            ["contentType"] = FileKind.ShownAs(bytes) ?? "application/octet-stream",
        });
    }

    private static Checked<JsonObject> Refused(string field, string message) =>
        Checked<JsonObject>.Refused([new Problem("field-file", field, message)]);
}
