using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WorkflowHost.Host.Hosting;

/// <summary>Where data is kept. Section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary><c>Sqlite</c> (one machine) or <c>PostgreSql</c>. Default Sqlite.</summary>
    [RegularExpression("Sqlite|PostgreSql")]
    public string Provider { get; init; } = "Sqlite";

    /// <summary>Folder of the database file and of issued documents, relative to the current directory. Default <c>data</c>.</summary>
    [Required]
    public string Folder { get; init; } = "data";

    /// <summary>Connection string; needed for PostgreSql.</summary>
    public string PostgreSql { get; init; } = "";
}

/// <summary>The demo bureau. Section <c>Demo</c>. Off in production.</summary>
public sealed class DemoOptions
{
    /// <summary>Whether demo bureaus and accounts are created and shown on the login page. Default false.</summary>
    public bool Enabled { get; init; }

    /// <summary>The password of all demo accounts, at least 8 characters; needed when enabled.</summary>
    public string Password { get; init; } = "";

    /// <summary>How much faster than real time the product's clock runs, 1 to 1,000,000. Only in the demo. Default 1.</summary>
    [Range(1, 1_000_000)]
    public double ClockSpeed { get; init; } = 1;

    /// <summary>Instant in real time from which the clock runs faster; needed with a speed, so that restarts do not turn time back.</summary>
    public DateTimeOffset? ClockAnchor { get; init; }
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;

[OptionsValidator]
internal sealed partial class DemoOptionsValidator : IValidateOptions<DemoOptions>;

/// <summary>What one section can't say alone.</summary>
internal sealed class HostOptionsValidator : IValidateOptions<StorageOptions>, IValidateOptions<DemoOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options) =>
        options.Provider is "PostgreSql" && string.IsNullOrWhiteSpace(options.PostgreSql)
            ? ValidateOptionsResult.Fail("Storage:PostgreSql must hold a connection string when Storage:Provider is PostgreSql.")
            : ValidateOptionsResult.Success;

    public ValidateOptionsResult Validate(string? name, DemoOptions options) =>
        options is { Enabled: true, Password.Length: < 8 }
            ? ValidateOptionsResult.Fail("Demo:Password must have at least 8 characters when Demo:Enabled is true.")
            : !options.Enabled && options.ClockSpeed != 1
                ? ValidateOptionsResult.Fail("Demo:ClockSpeed may differ from 1 only when Demo:Enabled is true.")
                : options is { ClockSpeed: not 1, ClockAnchor: null }
                    ? ValidateOptionsResult.Fail("Demo:ClockAnchor must be set when Demo:ClockSpeed differs from 1.")
                    : ValidateOptionsResult.Success;
}
