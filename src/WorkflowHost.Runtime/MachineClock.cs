namespace WorkflowHost.Runtime;

/// <summary>A product clock that runs faster than the real one, for demonstrations.</summary>
public interface IFasterClock
{
    /// <summary>The real clock.</summary>
    TimeProvider Real { get; }
}

/// <summary>
/// The clock of the machinery's own limits: leases and pauses between attempts. A process lives in real time, however fast the
/// product's clock is made to run.
/// </summary>
/// <param name="product">What people and time limits see.</param>
public sealed class MachineClock(TimeProvider product)
{
    /// <summary>The real clock; the product's own unless that is an <see cref="IFasterClock"/>.</summary>
    public TimeProvider Time { get; } = product is IFasterClock faster ? faster.Real : product;

    /// <summary>UTC.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();
}
