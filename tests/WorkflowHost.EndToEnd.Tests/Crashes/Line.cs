using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using WorkflowHost.EndToEnd.Tests.Processes;

namespace WorkflowHost.EndToEnd.Tests.Crashes;

/// <summary>
/// One account's line to a host that may die at any moment. A request whose answer was lost is sent again, unchanged, until an
/// answer comes.
/// </summary>
internal sealed class Line(Uri address, string login, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient client = new(new SocketsHttpHandler()) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
    private readonly SemaphoreSlim door = new(1);
    private string token = "";
    private int resent;

    /// <summary>Requests that were sent again because no answer came.</summary>
    public int Resent => resent;

    public async Task<(HttpStatusCode Status, JsonNode? Body)> AskAsync(
        HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var used = token;
            try
            {
                using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
                request.Headers.Authorization = used.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", used);
                using var answer = await client.SendAsync(request, cancellationToken);
                if (answer.StatusCode is not HttpStatusCode.Unauthorized)
                {
                    var text = await answer.Content.ReadAsStringAsync(cancellationToken);
                    return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
                }

                await LogInAsync(used, cancellationToken);
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException
                || (lost is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                Interlocked.Increment(ref resent);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <summary>All items of a list.</summary>
    public async Task<List<JsonNode>> ListAsync(string path, CancellationToken cancellationToken)
    {
        List<JsonNode> items = [];
        string? after = null;
        do
        {
            var query = after is null ? "?limit=200" : $"?limit=200&after={Uri.EscapeDataString(after)}";
            var (status, page) = await AskAsync(HttpMethod.Get, path + query, null, cancellationToken);
            if (status is not HttpStatusCode.OK)
            {
                throw new InvalidOperationException($"{login} {path}: {status} {page}");
            }

            items.AddRange(page!["items"]!.AsArray()!);
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        return items;
    }

    public void Dispose()
    {
        client.Dispose();
        door.Dispose();
    }

    private async Task LogInAsync(string used, CancellationToken cancellationToken)
    {
        await door.WaitAsync(cancellationToken);
        try
        {
            if (token == used)
            {
                var credentials = new JsonObject { ["login"] = login, ["password"] = HostProcess.Password };
                using var answer = await client.PostAsJsonAsync("/api/v1/session", credentials, cancellationToken);
                answer.EnsureSuccessStatusCode();
                token = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["accessToken"]!.GetValue<string>();
            }
        }
        finally
        {
            door.Release();
        }
    }
}
