using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkflowHost.Definitions.Json;

/// <summary>Parses JSON strictly, without recursion, and says of everything wrong where it stands.</summary>
/// <remarks>
/// Stricter than <see cref="JsonNode.Parse(string, JsonNodeOptions?, JsonDocumentOptions)"/>: keys may not repeat and
/// text must be valid Unicode. The tree is complete at once, so threads may read it together. Numbers keep their text.
/// </remarks>
internal sealed class JsonTree
{
    /// <summary>Objects and lists within one another; some 25 nested containers.</summary>
    /// <remarks>.NET's JSON readers, Studio's among them, stop at 64, and a definition travels wrapped in other objects.</remarks>
    public const int MaxDepth = 60;

    private readonly Stack<Level> open = new();
    private readonly FoundProblems problems;
    private JsonNode? root;

    private JsonTree(FoundProblems problems) => this.problems = problems;

    private Place Here => open.TryPeek(out var level) ? level.Current : Place.Root;

    /// <summary>The tree; meaningful only while <paramref name="problems"/> stays empty, null also for the JSON null.</summary>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8, FoundProblems problems)
    {
        var tree = new JsonTree(problems);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        try
        {
            while (reader.Read() && tree.Accept(ref reader, utf8))
            {
            }
        }
        catch (JsonException exception)
        {
            var at = TextPosition.Of(utf8, exception);
            problems.Add(tree.Here, "json-syntax", $"JSON 语法错误：第 {at.Line} 行第 {at.Column} 列处无法解析，请检查内容是否完整，引号、逗号、括号是否配对。");
        }

        return tree.root;
    }

    private bool Accept(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                Name(ref reader);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= MaxDepth:
                var at = TextPosition.Of(utf8, (int)reader.TokenStartIndex);
                problems.Add(Place.Root, "json-too-deep", $"嵌套超过 {MaxDepth} 层（第 {at.Line} 行第 {at.Column} 列），请减少流程的嵌套层次。");
                return false;
            case JsonTokenType.StartObject:
                Open(new JsonObject());
                break;
            case JsonTokenType.StartArray:
                Open(new JsonArray());
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                open.Pop();
                break;
            case JsonTokenType.Number:
                Add(JsonValue.Create(JsonElement.ParseValue(ref reader)));
                break;
            case JsonTokenType.String:
                Add(JsonValue.Create(Text(ref reader, open.TryPeek(out var level) ? level.Upcoming : Place.Root)));
                break;
            case JsonTokenType.Null:
                Add(null);
                break;
            default:
                Add(JsonValue.Create(reader.GetBoolean()));
                break;
        }

        return true;
    }

    private void Name(ref Utf8JsonReader reader)
    {
        var level = open.Peek();
        var name = Text(ref reader, level.Place);
        level.EnterMember(name);
        if (((JsonObject)level.Node).ContainsKey(name))
        {
            problems.Add(level.Current, "duplicate-key", $"同一对象中“{name}”出现了不止一次，请只保留一个。");
        }
    }

    private void Open(JsonNode container)
    {
        var place = Add(container);
        open.Push(new Level(container, place));
    }

    private Place Add(JsonNode? value)
    {
        if (!open.TryPeek(out var level))
        {
            root = value;
            return Place.Root;
        }

        return level.Add(value);
    }

    private string Text(ref Utf8JsonReader reader, Place at)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            problems.Add(at, "invalid-text", "文本含有无效字符（不成对的代理项），请删除后重新输入。");
            return "\uFFFD";
        }
    }

    /// <summary>An object or list that is not closed yet.</summary>
    private sealed class Level
    {
        private string name = "";
        private int members;

        public Level(JsonNode node, Place place)
        {
            Node = node;
            Place = place;
            Current = place;
        }

        public JsonNode Node { get; }

        public Place Place { get; }

        /// <summary>Where the value that comes now will stand.</summary>
        public Place Upcoming => Node is JsonArray list ? Place.Item(list.Count) : Current;

        public Place Current { get; private set; }

        public void EnterMember(string member)
        {
            name = member;
            Current = Place.Member(member, members++);
        }

        public Place Add(JsonNode? value)
        {
            if (Node is JsonObject parent)
            {
                parent[name] = value;
                return Current;
            }

            Current = Upcoming;
            ((JsonArray)Node).Add(value);
            return Current;
        }
    }
}
