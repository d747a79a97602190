namespace WorkflowHost.EndToEnd.Tests.Processes;

/// <summary>
/// The clock that one process of the host is told to show. The next one goes on where the last one stood, later by the time that
/// the host is said to have been down: so limits of 30 days pass in two minutes, many of them while no process is alive.
/// </summary>
/// <param name="real">The machine's clock.</param>
/// <param name="start">What the first process shows at its start.</param>
/// <param name="speed">How much faster than the machine's clock it runs; more than 1.</param>
internal sealed class DemoClock(TimeProvider real, DateTimeOffset start, double speed = DemoClock.Speed)
{
    /// <summary>A day in 43 s. An access token of 8 hours lasts 14 s, so logins are not all that the run does.</summary>
    public const double Speed = 2000;

    private DateTimeOffset shown = start;
    private DateTimeOffset since = real.GetUtcNow();

    /// <summary>What the host's clock shows.</summary>
    public DateTimeOffset Now => shown + ((real.GetUtcNow() - since) * speed);

    /// <summary>The host is down for so long on its own clock.</summary>
    public void Skip(TimeSpan down)
    {
        shown = Now + down;
        since = real.GetUtcNow();
    }

    /// <summary>The instant at which the accelerated and the real clock agree: <c>anchor + (since - anchor) * speed = shown</c>.</summary>
    public DateTimeOffset Anchor() => since - ((shown - since) / (speed - 1));
}
