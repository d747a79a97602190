using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace WorkflowHost.Testing.Messages;

/// <summary>A request as a web server has it.</summary>
/// <param name="Line">Method, path and version.</param>
/// <param name="Headers">By name, in lower case.</param>
/// <param name="Body">The text.</param>
public sealed record ReceivedRequest(string Line, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A real web server on 127.0.0.1 that keeps what it receives and gives one answer to everything.</summary>
public sealed class LoopbackWebServer : LoopbackServer
{
    private readonly ConcurrentQueue<ReceivedRequest> received = [];

    /// <summary>Listens at a free port.</summary>
    public LoopbackWebServer() => Start();

    /// <summary>Status line, headers and body after <c>HTTP/1.1</c>; null closes the connection without a word.</summary>
    public (int Status, string ContentType, string Body)? Answer { get; set; } = (200, "application/json", "{}");

    /// <summary>Its address.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/");

    /// <summary>Every request that came, in order.</summary>
    public IReadOnlyList<ReceivedRequest> Received => [.. received];

    /// <inheritdoc/>
    protected override async Task TalkAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(client, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } header)
            {
                var colon = header.IndexOf(':', StringComparison.Ordinal);
                headers[header[..colon].ToLowerInvariant()] = header[(colon + 1)..].Trim();
            }

            received.Enqueue(new ReceivedRequest(line, headers, await BodyAsync(reader, headers, cancellationToken)));
            if (Answer is not var (status, type, body))
            {
                return;
            }

            var bytes = Encoding.UTF8.GetBytes(body);
            var head = string.Create(
                CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\nContent-Length: {bytes.Length}\r\nX-Answer: yes\r\n\r\n");
            await client.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
            await client.WriteAsync(bytes, cancellationToken);
        }
    }

    private static async Task<string> BodyAsync(StreamReader reader, Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        var length = int.Parse(headers.GetValueOrDefault("content-length", "0"), CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        var one = new char[1];
        while (Encoding.UTF8.GetByteCount(text.ToString()) < length && await reader.ReadAsync(one, cancellationToken) > 0)
        {
            text.Append(one[0]);
        }

        return text.ToString();
    }
}
