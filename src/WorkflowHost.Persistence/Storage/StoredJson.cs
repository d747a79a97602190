using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace WorkflowHost.Persistence.Storage;

/// <summary>How values are kept in JSON columns. Members that a newer release adds read back with their initial value.</summary>
/// <remarks>Reflection on purpose: generated readers overwrite the initial value of init-only members that the text lacks.</remarks>
internal static class StoredJson
{
    /// <summary>The way texts are written, for JSON nodes too.</summary>
    public static readonly JsonSerializerOptions Text = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
    };

    /// <summary>The text to keep.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Text);

    /// <summary>The value that was kept.</summary>
    /// <exception cref="JsonException">The text is not what <see cref="Write"/> wrote.</exception>
    public static T Read<T>(string text)
        where T : class =>
        JsonSerializer.Deserialize<T>(text, Text)
            ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    /// <summary>The value that was kept, for structs.</summary>
    public static T ReadValue<T>(string text)
        where T : struct =>
        JsonSerializer.Deserialize<T>(text, Text);

    /// <summary>A free-form object that was kept.</summary>
    public static JsonObject ReadObject(string text) => Read<JsonObject>(text);
}
