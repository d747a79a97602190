namespace WorkflowHost.Documents;

/// <summary>Which files may be uploaded and which of them a browser may show in the page.</summary>
public static class FileKind
{
    /// <summary>What file inputs offer.</summary>
    public const string Accept = ".pdf,.ofd,.jpg,.jpeg,.png,.doc,.docx,.xls,.xlsx";

    /// <summary>The same, for people.</summary>
    public const string Names = "PDF、OFD、JPG、PNG、Word 或 Excel 文件";

    private static ReadOnlySpan<byte> Pdf => "%PDF-"u8;

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    /// <summary>Whether a name ends as one of the accepted kinds does.</summary>
    public static bool IsAccepted(string name) =>
        Accept.Split(',').Contains(Path.GetExtension(name).ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>The content type by the bytes themselves; null when a browser is not to show them.</summary>
    public static string? ShownAs(ReadOnlySpan<byte> content) =>
        content.StartsWith(Pdf) ? "application/pdf"
        : content.StartsWith(Png) ? "image/png"
        : content.StartsWith(Jpeg) ? "image/jpeg"
        : null;
}
