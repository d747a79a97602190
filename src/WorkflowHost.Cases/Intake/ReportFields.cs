using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Cases.Intake;

/// <summary>Reads members of one JSON object and collects what is wrong with them: the first thing of each place.</summary>
/// <param name="source">The object; null when it is missing or wrong, which is reported already.</param>
/// <param name="path">Where it stands.</param>
/// <param name="refusals">What is wrong in the whole report.</param>
internal sealed class ReportFields(JsonObject? source, string path, Refusals refusals)
{
    public void Refuse(string name, string code, string message) => refusals.Add(new Problem(code, $"{path}.{name}", message));

    /// <summary>Refuses members with other names: a misspelt one would be lost in silence.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in source ?? [])
        {
            if (!names.Contains(name))
            {
                Refuse(name, "unknown-member", $"没有名为“{name}”的项目，请核对拼写。");
            }
        }
    }

    public string Text(string name, string label, int max)
    {
        var text = OptionalText(name, label, max);
        if (text.Length == 0 && source is not null)
        {
            Refuse(name, "required", $"缺少{label}。");
        }

        return text;
    }

    /// <param name="name">The member.</param>
    /// <param name="label">What people call it.</param>
    /// <param name="max">In characters as people count them: a rare one outside the basic plane is one.</param>
    public string OptionalText(string name, string label, int max)
    {
        switch (source?[name])
        {
            case null:
                return "";
            case JsonValue value when value.TryGetValue<string>(out var text):
                text = text.Trim();
                if (text.EnumerateRunes().Count() > max)
                {
                    Refuse(name, "too-long", $"{label}超过 {max} 个字符。");
                }
                else if (text.Any(char.IsControl))
                {
                    Refuse(name, "control-character", $"{label}含有控制字符。");
                }

                return text;
            default:
                Refuse(name, "type", $"{label}应为文字。");
                return "";
        }
    }

    /// <summary>Absent is false.</summary>
    public bool Flag(string name, string label)
    {
        switch (source?[name])
        {
            case null:
                return false;
            case JsonValue value when value.TryGetValue<bool>(out var flag):
                return flag;
            default:
                Refuse(name, "type", $"{label}应为 true 或 false。");
                return false;
        }
    }

    /// <returns>Null when it is missing or not one of the choices, which is reported.</returns>
    public T? Choice<T>(string name, string label, params (string Word, T Value)[] choices)
        where T : struct
    {
        var word = Word(name, label, [.. choices.Select(choice => choice.Word)]);
        foreach (var choice in choices)
        {
            if (choice.Word == word)
            {
                return choice.Value;
            }
        }

        return null;
    }

    /// <summary>One of some words.</summary>
    public string Word(string name, string label, IReadOnlyCollection<string> words)
    {
        var word = Text(name, label, 50);
        if (word.Length > 0 && !words.Contains(word))
        {
            Refuse(name, "choice", $"{label}只能是：{string.Join('、', words)}。");
        }

        return word;
    }

    /// <returns>Null when it is missing or no date, which is reported.</returns>
    public DateOnly? Date(string name, string label, DateOnly today)
    {
        var text = Text(name, label, 50);
        if (text.Length == 0)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Refuse(name, "date", $"{label}“{text}”不是有效日期，应如 2026-09-16。");
            return null;
        }

        if (day > today)
        {
            Refuse(name, "date-future", $"{label}不能晚于今天。");
        }

        return day;
    }

    public string Phone(string name, string label)
    {
        var text = Text(name, label, 20);
        var digits = text.Count(char.IsAsciiDigit);
        if (text.Length > 0 && (digits is < 7 or > 15 || text.Any(character => !char.IsAsciiDigit(character) && character is not ('-' or '+' or ' '))))
        {
            Refuse(name, "phone", $"{label}“{text}”不是有效的电话号码。");
        }

        return text;
    }

    public string Email(string name, string label)
    {
        var text = OptionalText(name, label, 254);
        if (text.Length > 0 && !(System.Net.Mail.MailAddress.TryCreate(text, out var address) && address.Address == text))
        {
            Refuse(name, "email", $"{label}“{text}”不是有效的邮箱地址。");
        }

        return text;
    }

    public ReportFields Object(string name, string label)
    {
        var item = OptionalObject(name, label);
        if (item is null && source is not null)
        {
            Refuse(name, "required", $"缺少{label}。");
        }

        return item ?? new ReportFields(null, $"{path}.{name}", refusals);
    }

    /// <returns>Null when it is missing, or no object, which is reported.</returns>
    public ReportFields? OptionalObject(string name, string label)
    {
        switch (source?[name])
        {
            case null:
                return null;
            case JsonObject item:
                return new ReportFields(item, $"{path}.{name}", refusals);
            default:
                Refuse(name, "type", $"{label}应为一个 JSON 对象。");
                return null;
        }
    }

    /// <summary>Items of a list, to be read once, each to its end before the next.</summary>
    public IEnumerable<ReportFields> Items(string name, string label, int max)
    {
        switch (source?[name])
        {
            case null:
                return [];
            case JsonArray { Count: var count } when count > max:
                Refuse(name, "too-many", $"{label}超过 {max} 项。");
                return [];
            case JsonArray array:
                return array.Select((item, index) => Item(item, $"{path}.{name}[{index}]", label));
            default:
                Refuse(name, "type", $"{label}应为列表。");
                return [];
        }
    }

    /// <summary>Words of a list that must have at least one.</summary>
    public IReadOnlyList<string> Texts(string name, string label, int max)
    {
        switch (source?[name])
        {
            case JsonArray { Count: > 0 } array when array.Count <= max && array.All(item => item is JsonValue value && value.TryGetValue<string>(out _)):
                return [.. array.Select(item => item!.GetValue<string>())];
            case null when source is null:
                return [];
            default:
                Refuse(name, "type", $"{label}应为 1 至 {max} 个词的列表。");
                return [];
        }
    }

    private ReportFields Item(JsonNode? item, string itemPath, string label)
    {
        if (item is not JsonObject)
        {
            refusals.Add(new Problem("type", itemPath, $"{label}的每一项应为 JSON 对象。"));
        }

        return new ReportFields(item as JsonObject, itemPath, refusals);
    }
}

/// <summary>What is wrong with a report, in the order of reading.</summary>
internal sealed class Refusals
{
    private readonly HashSet<string> paths = new(StringComparer.Ordinal);
    private readonly List<Problem> problems = [];

    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Adds a problem; a further one of the same place follows from the first and is dropped.</summary>
    public void Add(Problem problem)
    {
        if (paths.Add(problem.Path))
        {
            problems.Add(problem);
        }
    }
}
