using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using WorkflowHost.Engine.History;

namespace WorkflowHost.Runtime;

/// <summary>How the runtime works through timers and messages. Section <c>Runtime</c>.</summary>
public sealed class RuntimeOptions
{
    /// <summary>Longest pause between two looks at the store, 0.05 s to 60 s. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Timers fired between two looks, 1 to 10,000. Default 200.</summary>
    [Range(1, 10_000)]
    public int TimerBatch { get; init; } = 200;

    /// <summary>Instances whose timers fire side by side, 1 to 64. Default 32: SQLite commits their turns together; PostgreSQL takes a connection for each.</summary>
    [Range(1, 64)]
    public int TimersSideBySide { get; init; } = 32;

    /// <summary>Messages taken at once and delivered side by side, 1 to 100. Default 8.</summary>
    [Range(1, 100)]
    public int OutboxBatch { get; init; } = 8;

    /// <summary>How long a taken message may stay undelivered before its process counts as dead, 1 s to 1 h. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan OutboxLease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Deliveries tried before a message fails for good, 1 to 50. Default 8.</summary>
    [Range(1, 50)]
    public int OutboxAttempts { get; init; } = 8;

    /// <summary>
    /// Whether the history keeps what steps took and gave where neither the step nor its procedure says (Elsa's log persistence mode).
    /// Default: it does; long values are cut.
    /// </summary>
    public LogPersistenceMode LogPersistence { get; init; } = LogPersistenceMode.Include;

    /// <summary>Pause before the next attempt: 5 s doubled with each attempt, at most 1 h.</summary>
    public static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(2, Math.Max(0, attempts - 1))));
}

/// <summary>Checks <see cref="RuntimeOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class RuntimeOptionsValidator : IValidateOptions<RuntimeOptions>;
