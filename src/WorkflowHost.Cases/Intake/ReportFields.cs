using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Cases.Intake;

/// <summary>Reads members of one JSON object and collects what is wrong with them.</summary>
internal sealed class ReportFields(JsonObject? source, string path = "$", List<Problem>? problems = null)
{
    public List<Problem> Problems { get; } = problems ?? [];

    public bool Has(string name) => source?[name] is not null;

    public void Refuse(string name, string code, string message) => Problems.Add(new Problem(code, $"{path}.{name}", message));

    public string Text(string name, string label, int max)
    {
        var text = OptionalText(name, label, max);
        if (text.Length == 0 && source is not null && source[name] is null or JsonValue)
        {
            RefuseOnce(name, "required", $"缺少{label}。");
        }

        return text;
    }

    public string OptionalText(string name, string label, int max)
    {
        switch (source?[name])
        {
            case null:
                return "";
            case JsonValue value when value.TryGetValue<string>(out var text):
                text = text.Trim();
                if (text.Length > max)
                {
                    Refuse(name, "too-long", $"{label}超过 {max} 个字符。");
                }

                if (text.Any(char.IsControl))
                {
                    Refuse(name, "control-character", $"{label}含有控制字符。");
                }

                return text;
            default:
                Refuse(name, "type", $"{label}应为文字。");
                return "";
        }
    }

    public bool Flag(string name, string label)
    {
        if (source?[name] is null or JsonValue && (source?[name] as JsonValue)?.TryGetValue<bool>(out var flag) is not false)
        {
            return source?[name]?.GetValue<bool>() ?? false;
        }

        Refuse(name, "type", $"{label}应为 true 或 false。");
        return false;
    }

    public T? Choice<T>(string name, string label, params (string Word, T Value)[] choices)
    {
        var word = Text(name, label, 50);
        foreach (var choice in choices)
        {
            if (choice.Word == word)
            {
                return choice.Value;
            }
        }

        if (word.Length > 0)
        {
            Refuse(name, "choice", $"{label}只能是：{string.Join('、', choices.Select(choice => choice.Word))}。");
        }

        return default;
    }

    public DateOnly Date(string name, string label, DateOnly today)
    {
        var text = Text(name, label, 10);
        if (text.Length == 0)
        {
            return default;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Refuse(name, "date", $"{label}“{text}”不是有效日期，应如 2026-09-16。");
        }
        else if (day > today)
        {
            Refuse(name, "date-future", $"{label}不能晚于今天。");
        }
        else if (day.Year < 2013)
        {
            Refuse(name, "date-early", $"{label}早于 2013 年，本规定自 2013 年 1 月 1 日起施行（BJ-29）。");
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
        if (source is not null && source[name] is null)
        {
            RefuseOnce(name, "required", $"缺少{label}。");
            return new ReportFields(null, $"{path}.{name}", Problems);
        }

        return OptionalObject(name, label) ?? new ReportFields(null, $"{path}.{name}", Problems);
    }

    public ReportFields? OptionalObject(string name, string label)
    {
        switch (source?[name])
        {
            case null:
                return null;
            case JsonObject item:
                return new ReportFields(item, $"{path}.{name}", Problems);
            default:
                Refuse(name, "type", $"{label}应为一个 JSON 对象。");
                return null;
        }
    }

    public IReadOnlyList<ReportFields> Items(string name, string label)
    {
        switch (source?[name])
        {
            case null:
                return [];
            case JsonArray array:
                return [.. array.Select((item, index) => Item(item, $"{path}.{name}[{index}]", label))];
            default:
                Refuse(name, "type", $"{label}应为列表。");
                return [];
        }
    }

    private ReportFields Item(JsonNode? item, string itemPath, string label)
    {
        if (item is not JsonObject fields)
        {
            Problems.Add(new Problem("type", itemPath, $"{label}的每一项应为 JSON 对象。"));
            return new ReportFields(null, itemPath, Problems);
        }

        return new ReportFields(fields, itemPath, Problems);
    }

    private void RefuseOnce(string name, string code, string message)
    {
        var at = $"{path}.{name}";
        if (!Problems.Exists(problem => problem.Path == at))
        {
            Problems.Add(new Problem(code, at, message));
        }
    }
}
