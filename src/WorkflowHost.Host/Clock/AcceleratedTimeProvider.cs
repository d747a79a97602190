using WorkflowHost.Runtime;

namespace WorkflowHost.Host.Clock;

/// <summary>A clock that runs faster than the real one from an anchor on, so that a demo can show a 30-day limit in minutes.</summary>
/// <param name="real">The real clock.</param>
/// <param name="anchor">Where both clocks show the same.</param>
/// <param name="speed">At least 1.</param>
internal sealed class AcceleratedTimeProvider(TimeProvider real, DateTimeOffset anchor, double speed) : TimeProvider, IFasterClock
{
    public TimeProvider Real => real;

    public override long TimestampFrequency => real.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => anchor + ((real.GetUtcNow() - anchor) * speed);

    /// <summary>What the machinery measures, such as the time a document may take, stays in real time like its pauses.</summary>
    public override long GetTimestamp() => real.GetTimestamp();

    /// <summary>Pauses of the machinery itself stay in real time: only what people and limits see runs faster.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);
}
