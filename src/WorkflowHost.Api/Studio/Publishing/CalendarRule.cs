using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Api.Studio.Descriptors;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.Api.Studio.Publishing;

/// <summary>
/// A time limit is counted on the calendar of a bureau that is there, from a day that calendars reach. What an expression gives is known only
/// when it runs.
/// </summary>
internal sealed class CalendarRule(LiveChoices choices) : IPublishingRule
{
    public Task<IReadOnlyList<Problem>> ProblemsAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished) =>
        Task.FromResult<IReadOnlyList<Problem>>([.. ProblemsOf(definition)]);

    private IEnumerable<Problem> ProblemsOf(WorkflowDefinition definition)
    {
        var bureaus = choices.Bureaus.Select(choice => choice.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var step in DrawnStep.AllOf(definition).Where(step => StepObligationField.IsOf(step.Activity.Type)))
        {
            if (step.Literal("LimitStart") is { } start && !IsInCalendar(start))
            {
                yield return new Problem(
                    "limit-start-unknown", step.Path + ".limitStart",
                    $"{step.Title}的起算日期“{start}”不在日历之内：应为 {WorkingCalendar.FirstDay.AddDays(1):yyyy-MM-dd} 以后的日期，如 2026-11-21。");
            }

            if (step.Written("LimitTerms") is JsonObject terms && terms.Text("bureau") is { Length: > 0 } bureau && !bureaus.Contains(bureau))
            {
                yield return new Problem(
                    "calendar-unknown", step.Path + ".limitTerms", $"{step.Title}的期限细则按单位“{bureau}”的日历计算，但没有这个单位。请改为列表中的单位编号，或删去 bureau。");
            }
        }
    }

    private static bool IsInCalendar(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day > WorkingCalendar.FirstDay && day < WorkingCalendar.LastDay;
}
