using System.Net;
using System.Net.Sockets;

namespace WorkflowHost.Testing.Messages;

/// <summary>A TCP server on 127.0.0.1 whose port stays its own while it is down, so that it can come back.</summary>
public abstract class LoopbackServer : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly List<Task> conversations = [];
    private CancellationTokenSource stop = new();
    private Task listening = Task.CompletedTask;

    /// <summary>The port, known after <see cref="Start"/>.</summary>
    public int Port { get; private set; }

    /// <summary>Begins to listen: at any free port the first time, at the same one later.</summary>
    public void Start()
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        var listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listening = ListenAsync(listener, stop.Token);
    }

    /// <summary>Stops listening and cuts every connection; connecting is refused from now on.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll([listening]);
        await Task.WhenAll(conversations);
        conversations.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await end.CancelAsync();
        stop.Dispose();
        end.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Talks to one client until it leaves.</summary>
    protected abstract Task TalkAsync(NetworkStream client, CancellationToken cancellationToken);

    private async Task ListenAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                conversations.Add(ServeAsync(await listener.AcceptTcpClientAsync(cancellationToken), cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            listener.Stop();
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using (client)
        {
            try
            {
                await TalkAsync(client.GetStream(), cancellationToken);
            }
            catch (Exception left) when (left is IOException or OperationCanceledException)
            {
                // The client has gone, or the server is being stopped.
            }
        }
    }
}
