using System.Globalization;
using System.Text;
using System.Text.Json;
using WorkflowHost.Definitions;

namespace WorkflowHost.Host.Content;

/// <summary>Where in a JSON file a problem stands, as people look for it: file and line.</summary>
internal static class JsonPlace
{
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 1000 };

    /// <summary>Problems with the file and the line of their path; a path that is not in the text gets the line of the nearest thing around it.</summary>
    public static IReadOnlyList<Problem> Of(string file, string json, IReadOnlyList<Problem> problems)
    {
        var lines = LinesOf(json);
        return [.. problems.Select(problem => problem with { Path = Named(file, lines, problem.Path) })];
    }

    private static string Named(string file, Dictionary<string, int> lines, string path)
    {
        for (var around = path; around.Length > 0; around = Outer(around))
        {
            if (lines.TryGetValue(around, out var line))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{file} 第 {line} 行 {path}");
            }
        }

        return $"{file} {path}".TrimEnd();
    }

    private static string Outer(string path) => path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];

    /// <summary>The line of each value by its path, as far as the text can be read.</summary>
    private static Dictionary<string, int> LinesOf(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, Lenient);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<(string Path, bool IsList, int Items)>();
        var (name, line, at) = ("", 1, 0);
        try
        {
            while (reader.Read())
            {
                line += bytes.AsSpan(at, (int)reader.TokenStartIndex - at).Count((byte)'\n');
                at = (int)reader.TokenStartIndex;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = reader.GetString() ?? "";
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        open.Pop();
                        break;
                    default:
                        var path = PathOf(open, name);
                        lines.TryAdd(path, line);
                        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                        {
                            open.Push((path, reader.TokenType is JsonTokenType.StartArray, 0));
                        }

                        break;
                }
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The problem is of the whole text then, and stands where the reading ended.
            lines["$"] = broken is JsonException { LineNumber: { } last } ? (int)last + 1 : line;
        }

        return lines;
    }

    private static string PathOf(Stack<(string Path, bool IsList, int Items)> open, string name)
    {
        if (!open.TryPop(out var around))
        {
            return "$";
        }

        open.Push(around with { Items = around.Items + 1 });
        return around.IsList ? string.Create(CultureInfo.InvariantCulture, $"{around.Path}[{around.Items}]") : $"{around.Path}.{name}";
    }
}
