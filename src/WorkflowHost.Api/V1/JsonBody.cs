using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

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
            CheckTexts(bytes.AsSpan(0, length));
            return new JsonBody(JsonNode.Parse(bytes.AsSpan(0, length), documentOptions: Strict), null);
        }
        catch (JsonException error)
        {
            return new JsonBody(null, Problems.Malformed(error));
        }
    }

    /// <summary>Half a character behind an escape is valid JSON and no text.</summary>
    private static void CheckTexts(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                try
                {
                    _ = reader.GetString();
                }
                catch (InvalidOperationException half)
                {
                    throw new JsonException(half.Message, null, null, null, half);
                }
            }
        }
    }
}
