using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace WorkflowHost.Api.Studio;

/// <summary>JSON as Elsa Studio reads it: camel case, matched exactly; enumerations by their names as they stand.</summary>
internal static class StudioJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>For files that people may read.</summary>
    public static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true, IndentSize = 2, NewLine = "\n" };

    public static JsonHttpResult<T> Answer<T>(T value, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(value, Options, statusCode: status);
}

/// <summary>A list as most of Elsa's endpoints answer it.</summary>
internal sealed record StudioList<T>(IReadOnlyList<T> Items, int Count)
{
    public StudioList(IReadOnlyList<T> items)
        : this(items, items.Count)
    {
    }
}
