using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;

namespace WorkflowHost.Scenarios.Answers;

/// <summary>Fills forms so that the desk accepts them.</summary>
public sealed class FormFilling(IBureauDirectory bureaus)
{
    private const string AnyHash = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>A form with all required fields filled in.</summary>
    /// <param name="task">The task.</param>
    /// <param name="outcome">The outcome chosen.</param>
    /// <param name="today">In China.</param>
    /// <param name="given">What is filled in already; wins.</param>
    /// <param name="chance">Chooses among what is possible; a number below the one given; null takes the plain choice.</param>
    public JsonObject Of(HumanTask task, string outcome, DateOnly today, JsonObject? given = null, Func<int, int>? chance = null)
    {
        var form = new JsonObject();
        foreach (var field in task.Form)
        {
            if (given is not null && given.TryGetPropertyValue(field.Name, out var value))
            {
                form[field.Name] = field.Type is FormFieldType.Date ? DayOf(value, today) : value?.DeepClone();
            }
            else if (IsNeeded(field, outcome, form) || (chance?.Invoke(4) == 0 && !IsToCome(field, today)))
            {
                form[field.Name] = ValueOf(field, task, today, chance);
            }
        }

        foreach (var (name, value) in given ?? [])
        {
            if (!form.ContainsKey(name))
            {
                form[name] = value?.DeepClone();
            }
        }

        return form;
    }

    /// <summary>The first day on which the outcome can be chosen: a day that must be given and may not lie in the future has come by then; null when it can be at once.</summary>
    /// <param name="task">The task.</param>
    /// <param name="outcome">The outcome chosen.</param>
    public static DateOnly? FirstDayFor(HumanTask task, string outcome) =>
        task.Form.Where(field => field.Type is FormFieldType.Date && field.NotInFuture && IsNeeded(field, outcome, [])).Max(field => field.NotBefore);

    private static bool IsToCome(FormField field, DateOnly today) => field.Type is FormFieldType.Date && field.NotInFuture && field.NotBefore > today;

    /// <summary><c>today</c>, <c>today-3</c> or a day.</summary>
    private static JsonNode? DayOf(JsonNode? value, DateOnly today)
    {
        var text = value?.ToString() ?? "";
        return text.StartsWith("today", StringComparison.Ordinal)
            && (text.Length == 5 || int.TryParse(text.AsSpan(5), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? Day(today.AddDays(text.Length == 5 ? 0 : int.Parse(text.AsSpan(5), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)))
            : value?.DeepClone();
    }

    private static bool IsNeeded(FormField field, string outcome, JsonObject form) =>
        !field.NotFor.Contains(outcome, StringComparer.Ordinal)
        && (field.Required || (field.RequiredWhen.Split('=', 2) is [var name, var value] && (form[name]?.ToString() ?? "") == value));

    private JsonNode? ValueOf(FormField field, HumanTask task, DateOnly today, Func<int, int>? chance) => field.Type switch
    {
        FormFieldType.Date => Day(DateWithin(field, today, chance)),
        FormFieldType.Choice or FormFieldType.Choices => Chosen(field.Options, field.Default, chance),
        FormFieldType.Bureau => Chosen([.. BureauChoices.Of(field, task.BureauId, bureaus).Select(bureau => bureau.Id)], field.Default, chance),
        FormFieldType.File => new JsonObject { ["name"] = "附件.pdf", ["hash"] = AnyHash, ["size"] = 1 },
        _ => field.Default.Length > 0 ? field.Default : field.Label,
    };

    private static DateOnly DateWithin(FormField field, DateOnly today, Func<int, int>? chance)
    {
        var last = field.NotAfter is { } after && (after < today || !field.NotInFuture) ? after : today;
        var first = field.NotBefore ?? last.AddDays(-10);
        return chance is null || first >= last ? Later(last, field.NotBefore) : first.AddDays(chance(last.DayNumber - first.DayNumber + 1));
    }

    private static DateOnly Later(DateOnly day, DateOnly? least) => least > day ? least.Value : day;

    private static JsonNode? Chosen(IReadOnlyList<string> options, string usual, Func<int, int>? chance) =>
        chance is null && options.Contains(usual, StringComparer.Ordinal) ? usual
        : options.Count == 0 ? null
        : options[chance?.Invoke(options.Count) ?? 0];

    private static JsonValue Day(DateOnly day) => JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
