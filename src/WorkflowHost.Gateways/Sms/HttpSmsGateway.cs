using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using WorkflowHost.Messaging;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Gateways.Sms;

/// <summary>
/// Posts text messages to a provider as JSON (<c>to</c>, <c>content</c>, <c>key</c>), with the header <c>Idempotency-Key</c>. Each goes
/// over a connection of its own: a reused one may have died unseen, and then nobody knows what became of the message.
/// </summary>
public sealed class HttpSmsGateway : ISmsGateway, IDisposable
{
    private const int LongestAnswer = 500;
    private readonly SocketsHttpHandler connections = new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        UseCookies = false,
    };

    private readonly HttpMessageInvoker invoker;
    private readonly SmsOptions settings;
    private readonly TimeProvider time;

    /// <summary>Opens no connection yet.</summary>
    public HttpSmsGateway(IOptions<SmsOptions> options, TimeProvider time)
    {
        settings = options.Value;
        this.time = time;
        invoker = new HttpMessageInvoker(connections, disposeHandler: false);
    }

    /// <inheritdoc/>
    public async Task<Delivery> SendAsync(Messaging.Sms sms, Departure departure, CancellationToken cancellationToken)
    {
        if (!await departure(cancellationToken))
        {
            return new Delivery.Retry("短信已由其他进程接手，本次没有发出。");
        }

        using var timeout = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = Compose(sms);
        try
        {
            using var response = await invoker.SendAsync(request, either.Token);
            return Judge(response.StatusCode, await AnswerAsync(response, either.Token));
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            return new Delivery.Retry($"未能连接短信服务商，短信没有发出：{Reason(failure.HttpRequestError)}。");
        }
        catch (HttpRequestException)
        {
            return new Delivery.Unknown("短信已提交，但没有等到服务商的答复：连接中断。");
        }
        catch (OperationCanceledException)
        {
            return new Delivery.Unknown($"短信已提交，但 {settings.Timeout.TotalSeconds:0} 秒内没有等到服务商的答复。");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        invoker.Dispose();
        connections.Dispose();
    }

    private static string Reason(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "找不到服务商的地址",
        HttpRequestError.SecureConnectionError => "不能建立加密连接",
        _ => "服务商没有应答",
    };

    /// <summary>Turned away before it was worked on (429, 503): later. Refused (other 4xx): never. Broken in between (5xx): nobody knows.</summary>
    private static Delivery Judge(HttpStatusCode status, string answer) => (int)status switch
    {
        >= 200 and < 300 => new Delivery.Done(answer.Length == 0 ? $"服务商已接收（{(int)status}）。" : answer),
        429 or 503 => new Delivery.Retry($"服务商暂不接收（{(int)status}）：{answer}"),
        >= 300 and < 500 => new Delivery.Failed($"服务商拒绝（{(int)status}）：{answer}"),
        _ => new Delivery.Unknown($"服务商处理时出错（{(int)status}），不能确定是否已经发出：{answer}"),
    };

    /// <summary>The provider's words, for the record. The status has decided already, so a broken answer changes nothing.</summary>
    private static async Task<string> AnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var text = (await response.Content.ReadAsStringAsync(cancellationToken)).Trim();
            return text.Length <= LongestAnswer ? text : text[..LongestAnswer];
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
        {
            return "";
        }
    }

    private HttpRequestMessage Compose(Messaging.Sms sms)
    {
        var content = new JsonObject { ["to"] = sms.To, ["content"] = Signed(sms.Body), ["key"] = sms.Key };
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Url) { Content = JsonContent.Create(content) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", sms.Key);
        if (settings.Token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
        }

        return request;
    }

    private string Signed(string body) =>
        settings.Signature.Length == 0 || body.StartsWith('【') ? body : $"【{settings.Signature}】{body}";
}
