using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using WorkflowHost.Engine.Http;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Gateways.Requests;

/// <summary>
/// Sends the HTTP requests of workflows. At least once: after a crash one is sent again with the same <c>Idempotency-Key</c>. Redirects
/// are not followed, so that what a workflow was allowed to send stays where it was sent to.
/// </summary>
public sealed class RequestHandler : IOutboxHandler, IDisposable
{
    private readonly SocketsHttpHandler connections = new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        UseCookies = false,
    };

    private readonly HttpMessageInvoker invoker;
    private readonly RequestOptions settings;
    private readonly TimeProvider time;

    /// <summary>Opens no connection yet.</summary>
    public RequestHandler(IOptions<RequestOptions> options, TimeProvider time)
    {
        settings = options.Value;
        this.time = time;
        invoker = new HttpMessageInvoker(connections, disposeHandler: false);
    }

    /// <inheritdoc/>
    public string Kind => RequestMessage.Kind;

    /// <inheritdoc/>
    public bool IsRepeatable => true;

    /// <inheritdoc/>
    public async Task<Delivery> DeliverAsync(OutboxMessage message, Departure departure, CancellationToken cancellationToken)
    {
        var asked = RequestMessage.Read(message);
        if (!Uri.TryCreate(asked.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            return Lost("connection", $"“{asked.Url}”不是 http 或 https 地址。");
        }

        using var timeout = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = Compose(asked, url, message.DeliveryKey);
        try
        {
            using var response = await invoker.SendAsync(request, either.Token);
            return Answer(response, await ReadAsync(response.Content, either.Token));
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return Lost("connection", "未能连接对方，或连接中断。");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Lost("timeout", $"{settings.Timeout.TotalSeconds:0} 秒内没有等到答复。");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        invoker.Dispose();
        connections.Dispose();
    }

    private static HttpRequestMessage Compose(SendRequest asked, Uri url, string key)
    {
        var request = new HttpRequestMessage(new HttpMethod(asked.Method), url);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (asked.Authorization.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Authorization", asked.Authorization);
        }

        if (asked.Content is { } content)
        {
            var type = asked.ContentType.Length > 0 ? asked.ContentType : MediaTypeNames.Application.Json;
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(TextOf(content)));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach (var (name, value) in asked.Headers)
        {
            foreach (var text in value is JsonArray several ? several.Select(TextOf) : [TextOf(value)])
            {
                _ = request.Headers.TryAddWithoutValidation(name, text) || request.Content?.Headers.TryAddWithoutValidation(name, text) == true;
            }
        }

        return request;
    }

    private static string TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString() ?? "";

    private static Delivery.Done Lost(string failure, string reason) => new(reason)
    {
        Result = ImmutableDictionary<string, JsonNode?>.Empty.Add(HttpResult.Failure, failure),
    };

    private static Delivery.Done Answer(HttpResponseMessage response, string text)
    {
        var status = (int)response.StatusCode;
        var headers = response.Headers.Concat(response.Content.Headers)
            .Select(header => KeyValuePair.Create(header.Key, (JsonNode?)new JsonArray([.. header.Value.Select(value => (JsonNode?)value)])));
        return new($"对方答复 {status}。")
        {
            Result = ImmutableDictionary<string, JsonNode?>.Empty
                .Add(HttpResult.StatusCode, status)
                .Add(HttpResult.Content, ContentOf(response.Content.Headers.ContentType, text))
                .Add(HttpResult.Headers, new JsonObject(headers)),
        };
    }

    private static JsonNode? ContentOf(MediaTypeHeaderValue? type, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            return type?.MediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true ? JsonNode.Parse(text) : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    /// <summary>The answer as text, cut off at the limit.</summary>
    private async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[settings.MaxAnswerBytes];
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
