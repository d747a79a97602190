using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using WorkflowHost.Access;
using WorkflowHost.Api.Access;
using WorkflowHost.Definitions;

namespace WorkflowHost.Api;

/// <summary>Refuses a request of the interface that carries text which can't be kept, wherever in it that stands: one check for all endpoints.</summary>
internal static class RequestText
{
    /// <summary>Reads bodies other than forms, as far as the endpoint allows, and hands them on to the endpoint as they came.</summary>
    public static async Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (ApiEndpoint.Of(http.GetEndpoint()) is not { MaxBody: var most } endpoint)
        {
            await next(http);
            return;
        }

        var found = new List<Problem>();
        found.AddRange(http.Request.Query
            .Where(pair => !StorableText.Is(pair.Key) || pair.Value.Any(value => !StorableText.Is(value)))
            .Select(pair => Refused(Visible(pair.Key))));
        found.AddRange(http.Request.RouteValues
            .Where(pair => !StorableText.Is(pair.Value as string)).Select(pair => Refused(pair.Key)));
        if (HasBody(http) && !http.Request.HasFormContentType)
        {
            if (http.Request.HasJsonContentType() && MediaTypeHeaderValue.Parse(http.Request.ContentType).Encoding is not (null or UTF8Encoding))
            {
                await Problems.WrongContent().ExecuteAsync(http);
                return;
            }

            var bytes = new byte[Math.Min(http.Request.ContentLength ?? most, most) + 1];
            var length = await http.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, http.RequestAborted);
            if (length > most)
            {
                await Problems.TooLarge($"{most / 1024 / 1024} MB").ExecuteAsync(http);
                return;
            }

            http.Request.Body = new MemoryStream(bytes, 0, length, writable: false);
            CheckBody(bytes.AsMemory(0, length), found);
        }

        await (found.Count == 0 ? next(http)
            : endpoint.IsStudio ? Studio.StudioProblems.Of(found).ExecuteAsync(http) : Problems.UnusableText(found).ExecuteAsync(http));
    }

    private static bool HasBody(HttpContext http) => http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not false;

    /// <summary>Looks through a body; one that is no JSON is the endpoint's to refuse.</summary>
    private static void CheckBody(ReadOnlyMemory<byte> bytes, List<Problem> found)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            CheckValue(document.RootElement, "$", found);
        }
        catch (JsonException)
        {
            return;
        }
    }

    private static void CheckValue(JsonElement value, string path, List<Problem> found)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when TextOf(() => value.GetString()) is null:
                found.Add(Refused(path));
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    CheckValue(item, FormattableString.Invariant($"{path}[{index++}]"), found);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    CheckMember(member, path, found);
                }

                break;
        }
    }

    private static void CheckMember(JsonProperty member, string path, List<Problem> found)
    {
        if (TextOf(() => member.Name) is { } name)
        {
            CheckValue(member.Value, $"{path}.{name}", found);
        }
        else
        {
            found.Add(Refused($"{path}['{member.ToString().Split('"')[1]}']"));
        }
    }

    /// <returns>Null when it can't be kept; a half surrogate can't even be read.</returns>
    private static string? TextOf(Func<string?> read)
    {
        try
        {
            var text = read();
            return StorableText.Is(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Visible(string name) => name.Replace("\0", "\\u0000", StringComparison.Ordinal);

    private static Problem Refused(string path) => new("text", path, $"“{path}”{StorableText.Refusal}");
}
