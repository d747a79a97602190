using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WorkflowHost.Definitions;
using YamlDotNet.RepresentationModel;

namespace WorkflowHost.Regulations;

/// <summary>Reads keys of one YAML mapping and collects what is wrong with them.</summary>
/// <param name="source">The mapping.</param>
/// <param name="path">Where it stands, as a JSON path.</param>
/// <param name="problems">What is wrong in the whole text.</param>
internal sealed partial class YamlFields(YamlMappingNode source, string path, List<Problem> problems)
{
    public void AllowOnly(params string[] keys)
    {
        foreach (var key in source.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } word } || !keys.Contains(word))
            {
                Refuse(key, "key-unknown", path, $"不认识“{(key as YamlScalarNode)?.Value}”，可用的键：{string.Join('、', keys)}。");
            }
        }
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Line of a key's value, or of the mapping when the key is missing; from 1.</summary>
    public long LineOf(string key) => (Find(key) ?? source).Start.Line;

    public void Refuse(string key, string code, string message) => Refuse(Find(key) ?? source, code, $"{path}.{key}", message);

    public string Text(string key)
    {
        var known = problems.Count;
        var text = OptionalText(key);
        if (text.Length == 0 && problems.Count == known)
        {
            Refuse(key, "key-missing", $"缺少 {key}。");
        }

        return text;
    }

    public string OptionalText(string key)
    {
        switch (Find(key))
        {
            case null:
                return "";
            case YamlScalarNode scalar:
                return scalar.Value?.Trim() ?? "";
            default:
                Refuse(key, "type", $"{key} 应为文字。");
                return "";
        }
    }

    public string Id(string key)
    {
        var id = Text(key);
        if (id.Length > 0 && !IdPattern().IsMatch(id))
        {
            Refuse(key, "obligation-id", $"编号“{id}”应如 BJ-6 或 BJ-14a。");
        }

        return id;
    }

    public DateOnly Date(string key)
    {
        var text = Text(key);
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && text.Length > 0)
        {
            Refuse(key, "date", $"“{text}”不是有效日期，应如 2013-01-01。");
        }

        return day;
    }

    public DateOnly? OptionalDate(string key) => Find(key) is null ? null : Date(key);

    /// <summary>Null when the key is missing or wrong.</summary>
    /// <param name="key">The key.</param>
    /// <param name="kind">What is to stand there, for the sentence.</param>
    public int? OptionalNumber(string key, string kind = "正整数")
    {
        var text = OptionalText(key);
        if (text.Length == 0)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            Refuse(key, "number", $"“{text}”应为{kind}。");
            return null;
        }

        return number;
    }

    /// <summary>False when the key is missing.</summary>
    public bool Flag(string key)
    {
        var text = OptionalText(key);
        if (text is not ("" or "true" or "false"))
        {
            Refuse(key, "flag", $"“{text}”应为 true 或 false。");
        }

        return text == "true";
    }

    /// <summary>The word's value; null when the key is missing or wrong.</summary>
    public T? Word<T>(string key)
        where T : struct, Enum
    {
        var text = OptionalText(key);
        if (text.Length == 0)
        {
            return null;
        }

        if (!Enum.GetNames<T>().Contains(text, StringComparer.Ordinal))
        {
            Refuse(key, "word", $"“{text}”应为：{string.Join('、', Enum.GetNames<T>())}。");
            return null;
        }

        return Enum.Parse<T>(text);
    }

    /// <summary>The values of words in a list.</summary>
    public IEnumerable<T> Words<T>(string key)
        where T : struct, Enum
    {
        foreach (var text in Texts(key))
        {
            if (Enum.GetNames<T>().Contains(text, StringComparer.Ordinal))
            {
                yield return Enum.Parse<T>(text);
            }
            else
            {
                Refuse(key, "word", $"“{text}”应为：{string.Join('、', Enum.GetNames<T>())}。");
            }
        }
    }

    /// <summary>Texts by key, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Map(string key)
    {
        if (Find(key) is null)
        {
            return [];
        }

        if (Find(key) is YamlMappingNode map && map.All(entry => entry is { Key: YamlScalarNode { Value.Length: > 0 }, Value: YamlScalarNode { Value.Length: > 0 } }))
        {
            return [.. map.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, ((YamlScalarNode)entry.Value).Value!))];
        }

        Refuse(key, "type", $"{key} 应由“键: 文字”组成。");
        return [];
    }

    /// <summary>Texts by key, one or a list of them.</summary>
    public IReadOnlyList<KeyValuePair<string, ImmutableArray<string>>> Lists(string key)
    {
        if (Find(key) is null)
        {
            return [];
        }

        if (Find(key) is YamlMappingNode map && map.All(entry => entry.Key is YamlScalarNode { Value.Length: > 0 } && YamlValues.TextsOf(entry.Value).Length > 0))
        {
            return [.. map.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, YamlValues.TextsOf(entry.Value)))];
        }

        Refuse(key, "type", $"{key} 应由“键: 值”或“键: [值, 值]”组成。");
        return [];
    }

    public ImmutableArray<string> Texts(string key)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlSequenceNode list when list.All(item => item is YamlScalarNode { Value.Length: > 0 }):
                return [.. list.Select(item => ((YamlScalarNode)item).Value!)];
            default:
                Refuse(key, "type", $"{key} 应为文字的列表。");
                return [];
        }
    }

    /// <summary>The mappings of a list; none when the key is missing.</summary>
    public IReadOnlyList<YamlFields> OptionalItems(string key) => Find(key) is null ? [] : Items(key);

    /// <summary>The value as JSON: plain true and false are flags, every other scalar is text; null when the key is missing.</summary>
    public JsonNode? Json(string key) => Find(key) is { } value ? YamlValues.JsonOf(value) : null;

    /// <summary>The fields of a mapping; null when the key is missing or something else.</summary>
    public YamlFields? Fields(string key)
    {
        if (Find(key) is YamlMappingNode map)
        {
            return new YamlFields(map, $"{path}.{key}", problems);
        }

        if (Find(key) is not null)
        {
            Refuse(key, "type", $"{key} 应由“键: 值”组成。");
        }

        return null;
    }

    public IReadOnlyList<YamlFields> Items(string key)
    {
        if (Find(key) is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            Refuse(key, "key-missing", $"{key} 应为不为空的列表。");
            return [];
        }

        var items = new List<YamlFields>();
        foreach (var (index, item) in list.Index())
        {
            var itemPath = string.Create(null, $"{path}.{key}[{index}]");
            if (item is YamlMappingNode fields)
            {
                items.Add(new YamlFields(fields, itemPath, problems));
            }
            else
            {
                Refuse(item, "type", itemPath, "这一项应由“键: 值”组成。");
            }
        }

        return items;
    }

    private YamlNode? Find(string key) => source.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private void Refuse(YamlNode at, string code, string place, string message) =>
        problems.Add(new Problem(code, place, string.Create(null, $"第 {at.Start.Line} 行：{message}")));

    [GeneratedRegex("^[A-Z]{2}-[0-9A-Z]+(\\.[0-9]+)?[a-z]?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdPattern();
}
