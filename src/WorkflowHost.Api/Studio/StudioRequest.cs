using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkflowHost.Definitions;

namespace WorkflowHost.Api.Studio;

/// <summary>What Studio sends: names in any case, numbers and flags as text. What can't be read counts as not given.</summary>
internal static class StudioRequest
{
    public static string? Text(this IQueryCollection query, string name) =>
        query[name].ToString() is { Length: > 0 } text ? text : null;

    public static int? Number(this IQueryCollection query, string name) =>
        int.TryParse(query[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool? Flag(this IQueryCollection query, string name) => bool.TryParse(query[name], out var flag) ? flag : null;

    /// <summary>The values of a repeated name; null when it is not there.</summary>
    public static IReadOnlyList<string>? Texts(this IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) ? [.. values.OfType<string>().Where(value => value.Length > 0)] : null;

    /// <summary>A body as an object; an empty one counts as an object without members.</summary>
    public static async Task<(JsonObject Body, ProblemHttpResult? Refusal)> ReadAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        if (buffer.Length == 0)
        {
            return ([], null);
        }

        var read = StrictJson.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        return read.Value switch
        {
            JsonObject body => (body, null),
            null => ([], StudioProblems.Of(read.Problems)),
            _ => ([], StudioProblems.Of("wrong-type", "请求的内容应为一个 JSON 对象。")),
        };
    }

    public static string? Text(this JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static int? Number(this JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    public static bool? Flag(this JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>The texts of a list; empty when there is none.</summary>
    public static IReadOnlyList<string> Texts(this JsonObject body, string name) => body[name] is JsonArray list
        ? [.. list.OfType<JsonValue>().Select(value => value.TryGetValue<string>(out var text) ? text : null).OfType<string>()]
        : [];
}
