using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;

namespace WorkflowHost.HumanTasks;

/// <summary>Checks what was filled into a form, all fields at once.</summary>
public static class FormCheck
{
    internal const int MaxText = 4000;
    private const int FirstYear = 2004;
    private const int LastYear = 2100;

    /// <summary>Problems by field name; empty when the form is in order.</summary>
    /// <param name="fields">The form.</param>
    /// <param name="data">What was filled in; members that the form does not have are a problem.</param>
    /// <param name="outcome">The outcome chosen: some fields may stay empty for some outcomes.</param>
    /// <param name="today">In China.</param>
    /// <param name="bureausOf">The bureaus that a field may name.</param>
    public static IReadOnlyList<Problem> Of(
        IReadOnlyList<FormField> fields, JsonObject data, string outcome, DateOnly today, Func<FormField, IReadOnlyList<Bureau>> bureausOf)
    {
        var problems = new List<Problem>();
        foreach (var field in fields)
        {
            Check(field, data[field.Name], IsRequired(field, outcome, data), today, bureausOf, problems);
        }

        problems.AddRange(data
            .Where(member => !fields.Any(field => field.Name == member.Key))
            .Select(member => new Problem("field-unknown", member.Key, $"表单中没有“{member.Key}”这一项。")));
        return problems;
    }

    private static void Check(
        FormField field, JsonNode? value, bool isRequired, DateOnly today, Func<FormField, IReadOnlyList<Bureau>> bureausOf, List<Problem> problems)
    {
        void Refuse(string code, string message) => problems.Add(new Problem(code, field.Name, $"“{field.Label}”{message}"));

        if (field.Type is FormFieldType.File)
        {
            if (value is JsonObject file)
            {
                if (file["hash"] is not JsonValue || file["name"] is not JsonValue)
                {
                    Refuse("field-file", "的附件没有上传完整，请重新上传。");
                }
            }
            else if (value is not null)
            {
                Refuse("field-file", "应为上传的附件。");
            }
            else if (isRequired)
            {
                Refuse("field-required", "必须上传附件。");
            }

            return;
        }

        if (value is not null && !(value is JsonValue scalar && scalar.TryGetValue<string>(out _)))
        {
            Refuse("field-type", "应为文字。");
            return;
        }

        var text = value?.GetValue<string>().Trim() ?? "";
        if (text.Length == 0)
        {
            if (isRequired)
            {
                Refuse("field-required", "不能为空。");
            }

            return;
        }

        switch (field.Type)
        {
            case FormFieldType.Date:
                CheckDate(field, text, today, Refuse);
                break;
            case FormFieldType.Choice when !field.Options.Contains(text, StringComparer.Ordinal):
                Refuse("field-choice", $"只能选择：{string.Join('、', field.Options)}。");
                break;
            case FormFieldType.Choices when text.Split('、').Except(field.Options, StringComparer.Ordinal).Any():
                Refuse("field-choice", $"只能从这些中选择：{string.Join('、', field.Options)}。");
                break;
            case FormFieldType.Bureau when bureausOf(field) is var bureaus && bureaus.All(bureau => bureau.Id != text):
                Refuse("field-bureau", $"只能选择：{string.Join('、', bureaus.Select(bureau => bureau.Name))}。");
                break;
            default:
                if (text.Length > MaxText)
                {
                    Refuse("field-long", $"超过 {MaxText} 字。");
                }
                else if (HasControls(text))
                {
                    Refuse("field-control", "含有不能保存的控制字符。");
                }

                break;
        }
    }

    private static void CheckDate(FormField field, string text, DateOnly today, Action<string, string> refuse)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            refuse("field-date", "不是有效日期，应如 2026-09-16。");
        }
        else if (day.Year is < FirstYear or > LastYear)
        {
            refuse("field-date", "不在系统支持的年份内。");
        }
        else if (field.NotInFuture && day > today)
        {
            refuse("field-future", "不能晚于今天。");
        }
        else if (day < field.NotBefore)
        {
            refuse("field-early", $"填的是{InFull(day)}，不能早于{Named(field.NotBeforeEvent, "最早日期")}（{InFull(field.NotBefore.Value)}）。");
        }
        else if (day > field.NotAfter)
        {
            refuse("field-late", $"填的是{InFull(day)}，不能晚于{Named(field.NotAfterEvent, "最晚日期")}（{InFull(field.NotAfter.Value)}）。");
        }
    }

    private static string InFull(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    private static string Named(string name, string otherwise) => name.Length > 0 ? name : otherwise;

    /// <summary>Characters that no page shows and no database keeps alike; line breaks and tabs are text.</summary>
    internal static bool HasControls(string text) =>
        text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t'));

    private static bool IsRequired(FormField field, string outcome, JsonObject data) =>
        (field.Required || Holds(field.RequiredWhen, data)) && !field.NotFor.Contains(outcome, StringComparer.Ordinal);

    private static bool Holds(string condition, JsonObject data) =>
        condition.Split('=', 2) is [var name, var value] && (data[name]?.ToString() ?? "") == value;
}
