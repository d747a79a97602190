namespace WorkflowHost.Gateways.Smtp;

/// <summary>
/// The bytes of an e-mail's body, which know whether anybody has read them. The client reads them only after the server
/// has agreed to take the message: while nobody has, the e-mail certainly has not left.
/// </summary>
internal sealed class ObservedBody(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    private volatile bool wasRead;

    public bool WasRead => wasRead;

    public override int Read(byte[] buffer, int offset, int count)
    {
        wasRead = true;
        return base.Read(buffer, offset, count);
    }

    public override int Read(Span<byte> buffer)
    {
        wasRead = true;
        return base.Read(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        wasRead = true;
        return base.ReadAsync(buffer, offset, count, cancellationToken);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        wasRead = true;
        return base.ReadAsync(buffer, cancellationToken);
    }

    public override void CopyTo(Stream destination, int bufferSize)
    {
        wasRead = true;
        base.CopyTo(destination, bufferSize);
    }

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        wasRead = true;
        return base.CopyToAsync(destination, bufferSize, cancellationToken);
    }
}
