using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkflowHost.Definitions.Json;

/// <summary>Takes the members of one object out of it, one by one; what is left at the end is what the format does not name.</summary>
/// <remarks>Null counts as absent. A member of the wrong type is a problem and reads as absent, so that reading goes on.</remarks>
internal sealed class JsonMembers(JsonObject members, Place place, FoundProblems problems)
{
    private readonly string[] order = [.. members.Select(member => member.Key)];
    private Dictionary<string, int>? positions;

    /// <summary>The names that were not taken yet, in the order of the input.</summary>
    public IReadOnlyList<string> Names => [.. members.Select(member => member.Key)];

    public string Text(string name, string otherwise = "") => OptionalText(name) ?? otherwise;

    public string? OptionalText(string name) => Take(name, "文本", JsonValueKind.String)?.GetValue<string>();

    /// <summary>Text that must be there and not be empty.</summary>
    /// <param name="name">The member.</param>
    /// <param name="missing">What to tell people when it is absent, null or empty.</param>
    public string RequiredText(string name, string missing)
    {
        var absent = Peek(name) is null || (Peek(name) is JsonValue value && value.TryGetValue(out string? text) && text.Length == 0);
        if (absent)
        {
            problems.Add(At(name), "missing-member", missing);
        }

        return Text(name);
    }

    public int Integer(string name, int otherwise)
    {
        if (Take(name, "整数", JsonValueKind.Number) is not { } value)
        {
            return otherwise;
        }

        if (int.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        problems.Add(At(name), "wrong-type", $"“{name}”应为整数，实际是 {value.ToJsonString()}。");
        return otherwise;
    }

    public bool Flag(string name) =>
        Take(name, "true 或 false", JsonValueKind.True, JsonValueKind.False)?.GetValue<bool>() ?? false;

    /// <summary>An ISO 8601 instant; without offset it is UTC.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (OptionalText(name) is not { } text)
        {
            return null;
        }

        if (text.Length >= 10 && text[4] == '-' && text[7] == '-'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant;
        }

        problems.Add(At(name), "invalid-time", $"“{name}”不是有效的时间，请写成 2026-01-31T09:00:00+08:00 的形式。");
        return null;
    }

    /// <summary>Any JSON; null for absent and for the JSON null.</summary>
    public JsonNode? Any(string name)
    {
        members.Remove(name, out var value);
        return value;
    }

    public JsonObject Object(string name) => Take(name, "对象", JsonValueKind.Object) as JsonObject ?? [];

    public JsonArray Array(string name) => Take(name, "列表", JsonValueKind.Array) as JsonArray ?? [];

    /// <summary>An object that must be there.</summary>
    /// <param name="name">The member.</param>
    /// <param name="missing">What to tell people when it is absent or null.</param>
    public JsonMembers? RequiredObject(string name, string missing)
    {
        if (Peek(name) is null)
        {
            problems.Add(At(name), "missing-member", missing);
        }

        return Take(name, "对象", JsonValueKind.Object) is JsonObject value ? Inner(value, At(name)) : null;
    }

    public ImmutableArray<string> Texts(string name)
    {
        var list = At(name);
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var (index, item) in Array(name).Index())
        {
            if (item?.GetValueKind() is JsonValueKind.String)
            {
                texts.Add(item.GetValue<string>());
            }
            else
            {
                problems.Add(list.Item(index), "wrong-type", $"“{name}”的每一项应为文本，实际是{KindOf(item)}。");
            }
        }

        return texts.ToImmutable();
    }

    /// <summary>A list of objects, each read by <paramref name="read"/>.</summary>
    public ImmutableArray<T> Objects<T>(string name, Func<JsonMembers, T> read)
    {
        var list = At(name);
        var array = Array(name);
        JsonNode?[] items = [.. array];
        array.Clear();
        var results = ImmutableArray.CreateBuilder<T>(items.Length);
        foreach (var (index, item) in items.Index())
        {
            if (item is JsonObject value)
            {
                results.Add(read(Inner(value, list.Item(index))));
            }
            else
            {
                problems.Add(list.Item(index), "wrong-type", $"“{name}”的每一项应为对象，实际是{KindOf(item)}。");
            }
        }

        return results.ToImmutable();
    }

    /// <summary>The member, left in its place.</summary>
    public JsonNode? Peek(string name) => members[name];

    /// <summary>Where a member stands or, when it is absent, would stand.</summary>
    public Place At(string name)
    {
        positions ??= order.Index().ToDictionary(member => member.Item, member => member.Index, StringComparer.Ordinal);
        return positions.TryGetValue(name, out var index) ? place.Member(name, index) : place.Member(name);
    }

    /// <summary>Reads an object that stands at <paramref name="at"/> with the same list of problems.</summary>
    public JsonMembers Inner(JsonObject value, Place at) => new(value, at, problems);

    /// <summary>Everything that was not taken.</summary>
    public JsonObject Rest() => members;

    /// <summary>Notes something wrong with a member.</summary>
    public void Refuse(string name, string code, string message) => problems.Add(At(name), code, message);

    private static string KindOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "空值",
        JsonValueKind.Object => "对象",
        JsonValueKind.Array => "列表",
        JsonValueKind.String => "文本",
        JsonValueKind.Number => "数字",
        _ => "true 或 false",
    };

    private JsonNode? Take(string name, string expected, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        if (kinds.Contains(value.GetValueKind()))
        {
            return value;
        }

        problems.Add(At(name), "wrong-type", $"“{name}”应为{expected}，实际是{KindOf(value)}。");
        return null;
    }
}
