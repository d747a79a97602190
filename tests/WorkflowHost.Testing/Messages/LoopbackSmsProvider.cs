using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace WorkflowHost.Testing.Messages;

/// <summary>A text message as the provider has it.</summary>
/// <param name="Headers">By name, in lower case.</param>
/// <param name="Body">The JSON.</param>
public sealed record ReceivedSms(IReadOnlyDictionary<string, string> Headers, JsonObject Body);

/// <summary>How a <see cref="LoopbackSmsProvider"/> treats the next messages.</summary>
public enum SmsConduct
{
    /// <summary>Answers with <see cref="LoopbackSmsProvider.Status"/>.</summary>
    Answer,

    /// <summary>Keeps the message and closes the connection without a word.</summary>
    KeepAndClose,

    /// <summary>Keeps the message and never answers.</summary>
    KeepAndHang,
}

/// <summary>A real HTTP provider of text messages on 127.0.0.1 that keeps what it receives and misbehaves on request.</summary>
public sealed class LoopbackSmsProvider : LoopbackServer
{
    private readonly ConcurrentQueue<ReceivedSms> received = [];
    private volatile SmsConduct conduct;
    private volatile int status = 200;

    /// <summary>Listens at a free port.</summary>
    public LoopbackSmsProvider() => Start();

    /// <summary>How the provider behaves from now on.</summary>
    public SmsConduct Conduct
    {
        get => conduct;
        set => conduct = value;
    }

    /// <summary>The status that it answers with. Default 200.</summary>
    public int Status
    {
        get => status;
        set => status = value;
    }

    /// <summary>Where to post.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/messages");

    /// <summary>Every message that came, answered or not, in order.</summary>
    public IReadOnlyList<ReceivedSms> Received => [.. received];

    /// <inheritdoc/>
    protected override async Task TalkAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(client, Encoding.UTF8);
        while (await ReadAsync(reader, cancellationToken) is { } message)
        {
            received.Enqueue(message);
            switch (Conduct)
            {
                case SmsConduct.KeepAndClose:
                    return;
                case SmsConduct.KeepAndHang:
                    await reader.ReadLineAsync(cancellationToken);
                    return;
                default:
                    await AnswerAsync(client, cancellationToken);
                    break;
            }
        }
    }

    private static async Task<ReceivedSms?> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        if (await reader.ReadLineAsync(cancellationToken) is not { } request || !request.EndsWith(" HTTP/1.1", StringComparison.Ordinal))
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon].ToLowerInvariant()] = line[(colon + 1)..].Trim();
        }

        var body = headers.TryGetValue("content-length", out var length)
            ? await ReadBytesAsync(reader, int.Parse(length, CultureInfo.InvariantCulture), cancellationToken)
            : await ReadChunksAsync(reader, cancellationToken);
        return new ReceivedSms(headers, JsonNode.Parse(body)!.AsObject());
    }

    private static async Task<string> ReadChunksAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } line
            && int.Parse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var length)
        {
            text.Append(await ReadBytesAsync(reader, length, cancellationToken));
            await reader.ReadLineAsync(cancellationToken);
        }

        await reader.ReadLineAsync(cancellationToken);
        return text.ToString();
    }

    /// <summary>Reads characters until they make up so many bytes of UTF-8.</summary>
    private static async Task<string> ReadBytesAsync(StreamReader reader, int length, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var one = new char[1];
        for (var bytes = 0; bytes < length && await reader.ReadAsync(one.AsMemory(), cancellationToken) == 1;)
        {
            text.Append(one[0]);
            bytes += char.IsSurrogate(one[0]) ? 2 : Encoding.UTF8.GetByteCount(one);
        }

        return text.ToString();
    }

    private async Task AnswerAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"status":{{Status}},"id":"p-{{received.Count}}"}""");
        var head = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} Answer\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"));
        await client.WriteAsync(head, cancellationToken);
        await client.WriteAsync(body, cancellationToken);
    }
}
