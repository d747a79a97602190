using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WorkflowHost.Expressions;

/// <summary>Limits of one script. Section <c>JavaScript</c>. Reaching one is an incident on the step.</summary>
public sealed class JavaScriptOptions
{
    /// <summary>Statements that one evaluation may run, 100 to 10,000,000. Default 100,000.</summary>
    [Range(100, 10_000_000)]
    public int MaxStatements { get; init; } = 100_000;

    /// <summary>Time of the processor that one evaluation may take, 10 ms to 30 s. Default 2 s. Waiting for the processor does not count.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:30")]
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Depth of calls, 8 to 1,000. Default 64.</summary>
    [Range(8, 1_000)]
    public int MaxRecursion { get; init; } = 64;

    /// <summary>Bytes that one evaluation may allocate, what it drops again included, 16 MB to 4 GB. Default 256 MB.</summary>
    [Range(16L * 1024 * 1024, 4L * 1024 * 1024 * 1024)]
    public long MaxAllocatedBytes { get; init; } = 256L * 1024 * 1024;
}

/// <summary>Checks <see cref="JavaScriptOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class JavaScriptOptionsValidator : IValidateOptions<JavaScriptOptions>;
