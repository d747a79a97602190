using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Expressions;

/// <summary>Values between JSON and the types of inputs, outputs and variables. What does not fit is a fault, never a silent zero.</summary>
public static class Conversion
{
    /// <summary>No values by name.</summary>
    public static readonly ImmutableDictionary<string, JsonNode?> NoValues = ImmutableDictionary<string, JsonNode?>.Empty;

    /// <summary>How values of the engine are written: camel case, enums as words, Chinese readable.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly JsonSerializerOptions AsText = new(Json) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Reads a JSON value as a type.</summary>
    /// <exception cref="WorkflowFaultException">It does not fit.</exception>
    public static T? To<T>(JsonNode? node)
    {
        if (node is null)
        {
            return default;
        }

        if (node is T)
        {
            return (T)(object)node.DeepClone();
        }

        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (type == typeof(string))
        {
            return (T)(object)TextOf(node);
        }

        try
        {
            var read = node is JsonValue value && value.TryGetValue<string>(out var text)
                ? FromText<T>(text, type)
                : FromScalar(node, type).Deserialize<T>(Json);
            return read is double number && !double.IsFinite(number) || read is float single && !float.IsFinite(single) ? throw new OverflowException() : read;
        }
        catch (Exception error) when (error is JsonException or FormatException or OverflowException
            or InvalidOperationException or NotSupportedException)
        {
            throw new WorkflowFaultException(
                "value-type", $"值“{Shorten(TextOf(node))}”不能作为{NameOf(type)}使用。", error);
        }
    }

    /// <summary>Writes a value as JSON.</summary>
    public static JsonNode? From<T>(T? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        _ => JsonSerializer.SerializeToNode(value, value.GetType(), Json),
    };

    /// <summary>
    /// The text of a value as a whole (Elsa's rule): words for truth, digits as written, JSON for objects and lists, with quotes
    /// and angle brackets in their texts escaped.
    /// </summary>
    public static string TextOf(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "True" : "False",
        JsonValue => node.ToJsonString(Json),
        _ => JsonOf(node),
    };

    /// <summary>JSON as Elsa writes it for people: quotes and angle brackets within texts are escaped.</summary>
    public static string JsonOf(JsonNode? node) => node?.ToJsonString(AsText) ?? "null";

    /// <summary>A value as a variable keeps it; an empty text is no number and no truth, but nothing.</summary>
    /// <exception cref="WorkflowFaultException">It does not fit.</exception>
    public static JsonNode? ForVariable(VariableType type, JsonNode? node) => node is null ? null : type switch
    {
        VariableType.Text => node is JsonValue value && value.TryGetValue<string>(out _) ? node : JsonValue.Create(TextOf(node)),
        VariableType.Int16 => JsonValue.Create(To<short?>(BlankAsNull(node))),
        VariableType.Int32 => JsonValue.Create(To<int?>(BlankAsNull(node))),
        VariableType.Int64 => JsonValue.Create(To<long?>(BlankAsNull(node))),
        VariableType.Single => To<float?>(BlankAsNull(node)) is { } single ? JsonValue.Create(double.Parse(single.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)) : null,
        VariableType.Double => JsonValue.Create(To<double?>(BlankAsNull(node))),
        VariableType.Decimal => JsonValue.Create(To<decimal?>(BlankAsNull(node))),
        VariableType.Truth => JsonValue.Create(To<bool?>(BlankAsNull(node))),
        VariableType.Instant => Fitting<DateTimeOffset?>(BlankAsNull(node)),
        VariableType.Day => Fitting<DateOnly?>(BlankAsNull(node)),
        VariableType.Span => Fitting<TimeSpan?>(BlankAsNull(node)),
        VariableType.Guid => Fitting<Guid?>(BlankAsNull(node)),
        VariableType.List => To<JsonArray>(BlankAsNull(node)),
        VariableType.Members => To<JsonObject>(BlankAsNull(node)),
        VariableType.Json => FirstOf(node) switch { '[' => To<JsonArray>(node), '{' => To<JsonObject>(node), _ => node },
        _ => node,
    };

    /// <summary>The value as it is written, when it can be read as a type.</summary>
    private static JsonNode? Fitting<T>(JsonNode? node) => To<T>(node) is null ? null : node;

    /// <summary>The character that a text begins with; none for what is no text.</summary>
    private static char FirstOf(JsonNode node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.AsSpan().TrimStart() is [var first, ..] ? first : default;

    /// <summary>Studio writes an empty text for a value that was never given.</summary>
    internal static JsonNode? BlankAsNull(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text) ? null : node;

    /// <summary>
    /// As Elsa has it: truth is 1 or 0, a number other than 0 is true, and a whole number is found by rounding, halves to the even
    /// one. A number that a script has just computed is binary: as a decimal it has the 15 digits that are sure.
    /// </summary>
    private static JsonNode FromScalar(JsonNode node, Type type)
    {
        if (node is not JsonValue value || !(type.IsPrimitive || type == typeof(decimal)))
        {
            return node;
        }

        if (value.TryGetValue<bool>(out var flag))
        {
            return type == typeof(bool) ? node : JsonValue.Create(flag ? 1 : 0);
        }

        if (type == typeof(bool))
        {
            return JsonValue.Create(node.Deserialize<double>() != 0);
        }

        if (type == typeof(decimal) && !value.TryGetValue<decimal>(out _) && value.TryGetValue<double>(out var binary))
        {
            return JsonValue.Create((decimal)binary);
        }

        var isBroken = type != typeof(double) && type != typeof(float) && type != typeof(decimal) && !value.TryGetValue<long>(out _)
            && (value.TryGetValue<double>(out _) || value.TryGetValue<decimal>(out _));
        return isBroken ? JsonValue.Create(Math.Round(node.Deserialize<decimal>(), MidpointRounding.ToEven)) : node;
    }

    private static T? FromText<T>(string text, Type type)
    {
        if (type == typeof(bool))
        {
            return string.IsNullOrWhiteSpace(text) ? default : (T)(object)bool.Parse(text);
        }

        if (type == typeof(DateOnly))
        {
            return (T)(object)DateOnly.Parse(text.AsSpan(0, Math.Min(text.Length, 10)), CultureInfo.InvariantCulture);
        }

        if (type == typeof(decimal))
        {
            return (T)(object)decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        if (type == typeof(double))
        {
            return (T)(object)double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        if (type.IsPrimitive)
        {
            return (T)Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }

        var isScalar = type.IsEnum || type == typeof(DateTimeOffset) || type == typeof(DateTime) || type == typeof(TimeSpan) || type == typeof(Guid);
        return isScalar || string.IsNullOrWhiteSpace(text)
            ? JsonSerializer.Deserialize<T>(JsonValue.Create(text), Json)
            : JsonSerializer.Deserialize<T>(text, Json);
    }

    private static string NameOf(Type type) =>
        type == typeof(bool) ? "真假值"
        : type == typeof(DateOnly) || type == typeof(DateTimeOffset) ? "日期"
        : type.IsPrimitive || type == typeof(decimal) ? "数字"
        : type.Name;

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
