using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WorkflowHost.Documents;

/// <summary>What may be uploaded. Section <c>Uploads</c>.</summary>
public sealed class UploadOptions
{
    private const int Mega = 1024 * 1024;

    /// <summary>Largest file in MB, 1 to 25. Default 10.</summary>
    [Range(1, 25)]
    public int MaxMb { get; init; } = 10;

    /// <summary>The same in bytes.</summary>
    public int MaxBytes => MaxMb * Mega;
}

/// <summary>Checks <see cref="UploadOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class UploadOptionsValidator : IValidateOptions<UploadOptions>;
