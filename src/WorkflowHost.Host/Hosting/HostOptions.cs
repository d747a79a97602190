using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using Microsoft.Extensions.Options;

namespace WorkflowHost.Host.Hosting;

/// <summary>Where data is kept. Section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary><c>Sqlite</c> (one machine) or <c>PostgreSql</c>. Default Sqlite.</summary>
    [RegularExpression("Sqlite|PostgreSql", ErrorMessage = "Storage:Provider 只能是 Sqlite 或 PostgreSql")]
    public string Provider { get; init; } = "Sqlite";

    /// <summary>Folder of the database file and of issued documents, relative to the current directory. Default <c>data</c>.</summary>
    [Required(ErrorMessage = "Storage:Folder 不能为空")]
    public string Folder { get; init; } = "data";

    /// <summary>Connection string; needed for PostgreSql.</summary>
    public string PostgreSql { get; init; } = "";
}

/// <summary>The demo bureau. Section <c>Demo</c>. Off in production.</summary>
public sealed class DemoOptions
{
    /// <summary>Whether demo bureaus and accounts are created and shown on the login page. Default false.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whether the first start of a demo takes the example reports in, when there is no case yet. Default true.</summary>
    public bool Examples { get; init; } = true;

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
    public ValidateOptionsResult Validate(string? name, StorageOptions options) => Answer(
        (options.Provider is "PostgreSql" && string.IsNullOrWhiteSpace(options.PostgreSql), "Storage:PostgreSql 应填写连接字符串，因为 Storage:Provider 是 PostgreSql"),
        (!IsConnectionString(options.PostgreSql), "Storage:PostgreSql 不是有效的连接字符串"));

    public ValidateOptionsResult Validate(string? name, DemoOptions options) => Answer(
        (options is { Enabled: true, Password.Length: < 8 }, "Demo:Password 至少 8 个字符，因为 Demo:Enabled 是 true"),
        (!options.Enabled && options.ClockSpeed != 1, "Demo:ClockSpeed 只能是 1，除非 Demo:Enabled 是 true"),
        (options is { Enabled: true, ClockSpeed: not 1, ClockAnchor: null }, "Demo:ClockAnchor 应填写，因为 Demo:ClockSpeed 不是 1"));

    private static ValidateOptionsResult Answer(params ReadOnlySpan<(bool IsWrong, string Fault)> rules)
    {
        var faults = new List<string>();
        foreach (var (isWrong, fault) in rules)
        {
            if (isWrong)
            {
                faults.Add(fault);
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            _ = new DbConnectionStringBuilder { ConnectionString = text };
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
