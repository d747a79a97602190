using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace WorkflowHost.Api.V1;

/// <summary>A request's body as JSON, or the answer to a body that is none.</summary>
/// <param name="Json">The value; may be JSON's null.</param>
/// <param name="Refusal">Null when the body is JSON.</param>
internal sealed record JsonBody(JsonNode? Json, ProblemHttpResult? Refusal)
{
    private const int MaxBytes = 1024 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads at most 1 MB of UTF-8, without trusting the length that the sender names.</summary>
    public static async Task<JsonBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxBytes)
        {
            return new JsonBody(null, Problems.TooLarge("1 MB"));
        }

        try
        {
            return new JsonBody(JsonNode.Parse(bytes.AsSpan(0, length), documentOptions: Strict), null);
        }
        catch (JsonException error)
        {
            return new JsonBody(null, Problems.Malformed(error));
        }
    }

    /// <summary>Reads a request: as strictly as any body, also within the free JSON that it carries.</summary>
    /// <returns>The request, or the answer to what is none.</returns>
    public static async Task<(T? Value, ProblemHttpResult? Refusal)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        var body = await ReadAsync(request, cancellationToken);
        if (body.Refusal is not null)
        {
            return (null, body.Refusal);
        }

        try
        {
            var options = request.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            return body.Json.Deserialize<T>(options) is { } value ? (value, null) : (null, NotOf("null", null));
        }
        catch (JsonException error)
        {
            return (null, NotOf(error.Message, error));
        }
    }

    private static ProblemHttpResult NotOf(string why, JsonException? error) =>
        Problems.BadRequest(new BadHttpRequestException(why, StatusCodes.Status400BadRequest, error!));
}
