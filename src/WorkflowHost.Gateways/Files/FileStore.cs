using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using WorkflowHost.Documents;
using WorkflowHost.Runtime;

namespace WorkflowHost.Gateways.Files;

/// <summary>
/// Files named by their SHA-256 under two levels of folders, such as <c>ab/cd/abcd…</c>. A file appears under its name only
/// when all its bytes are on the disk, so a crash leaves at most a <c>.tmp</c> file that nobody reads.
/// </summary>
public sealed class FileStore(IOptions<FilesOptions> options, IIdGenerator ids) : IFileStore
{
    private readonly string root = Path.GetFullPath(options.Value.Folder);

    /// <inheritdoc/>
    public async Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var hash = HashOf(content.Span);
        var path = PathOf(hash);
        if (await IsIntactAsync(path, hash, cancellationToken))
        {
            return hash;
        }

        var folder = Path.GetDirectoryName(path)!;
        DurableFolder.Create(folder, root);
        var draft = Path.Combine(folder, $"{hash}.{ids.NewId()}.tmp");
        try
        {
            await WriteAsync(draft, content, cancellationToken);
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }

        DurableFolder.Flush(folder);
        return hash;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The bytes on the disk no longer have this hash.</exception>
    public async Task<byte[]?> GetAsync(string hash, CancellationToken cancellationToken)
    {
        if (!IsHash(hash) || !File.Exists(PathOf(hash)))
        {
            return null;
        }

        var content = await File.ReadAllBytesAsync(PathOf(hash), cancellationToken);
        return HashOf(content) == hash
            ? content
            : throw new InvalidDataException($"The kept file {hash} has other bytes than were put: its disk or somebody changed them.");
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(character => char.IsAsciiDigit(character) || character is >= 'a' and <= 'f');

    private static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>A damaged file is written again, not believed.</summary>
    private static async Task<bool> IsIntactAsync(string path, string hash, CancellationToken cancellationToken) =>
        File.Exists(path) && HashOf(await File.ReadAllBytesAsync(path, cancellationToken)) == hash;

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        await file.WriteAsync(content, cancellationToken);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    private string PathOf(string hash) => Path.Combine(root, hash[..2], hash[2..4], hash);
}
