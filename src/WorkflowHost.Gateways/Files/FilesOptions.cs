using Microsoft.Extensions.Options;

namespace WorkflowHost.Gateways.Files;

/// <summary>Where documents and uploads are kept. Section <c>Documents:Files</c>.</summary>
public sealed class FilesOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Documents:Files";

    /// <summary>The folder, made at the first file. A relative path counts from the current directory. Default <c>data/files</c>.</summary>
    public string Folder { get; set; } = "data/files";
}

/// <summary>Refuses options with which no file could ever be kept.</summary>
public sealed class FilesOptionsValidator : IValidateOptions<FilesOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, FilesOptions options) =>
        string.IsNullOrWhiteSpace(options.Folder) || File.Exists(options.Folder)
            ? ValidateOptionsResult.Fail($"{FilesOptions.Section}:Folder 应为文件夹：“{options.Folder}”")
            : ValidateOptionsResult.Success;
}
