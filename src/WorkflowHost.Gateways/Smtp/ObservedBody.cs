using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Gateways.Smtp;

/// <summary>
/// The bytes of an e-mail's body, which ask for the departure before anybody reads them. The client reads them only after the server
/// has agreed to take the message: while nobody has, the e-mail certainly has not left.
/// </summary>
internal sealed class ObservedBody(byte[] bytes, Departure departure) : MemoryStream(bytes, writable: false)
{
    private readonly byte[] bytes = bytes;
    private volatile bool hasDeparted;
    private volatile bool wasRefused;

    /// <summary>Whether bytes may have been handed over.</summary>
    public bool HasDeparted => hasDeparted;

    /// <summary>Whether the departure was refused.</summary>
    public bool WasRefused => wasRefused;

    public override int Read(byte[] buffer, int offset, int count) => throw OnlyAsynchronous();

    public override int Read(Span<byte> buffer) => throw OnlyAsynchronous();

    public override void CopyTo(Stream destination, int bufferSize) => throw OnlyAsynchronous();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await DepartAsync(cancellationToken);
        var count = (int)Math.Min(buffer.Length, Length - Position);
        bytes.AsMemory((int)Position, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        await DepartAsync(cancellationToken);
        await destination.WriteAsync(bytes.AsMemory((int)Position), cancellationToken);
    }

    private static NotSupportedException OnlyAsynchronous() => new("The departure can only be asked for asynchronously.");

    private async Task DepartAsync(CancellationToken cancellationToken)
    {
        if (hasDeparted)
        {
            return;
        }

        if (!await departure(cancellationToken))
        {
            wasRefused = true;
            throw new IOException("The departure was refused.");
        }

        hasDeparted = true;
    }
}
