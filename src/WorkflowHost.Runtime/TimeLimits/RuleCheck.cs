using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime.TimeLimits;

/// <summary>What is wrong with a rule, in the words of whoever wrote it.</summary>
internal static class RuleCheck
{
    public static IEnumerable<Problem> ProblemsOf(TimeLimitRule rule)
    {
        var most = MostOf(rule.Unit);
        if (most == 0)
        {
            yield return new("limit-unit", "rule.unit", "期限单位应为工作日、日、小时或月。");
        }
        else if (rule.Value < 1 || rule.Value > most)
        {
            yield return new("limit-value", "rule.value", FormattableString.Invariant($"期限应为 1 至 {most}，现为 {rule.Value}。"));
        }

        if (string.IsNullOrWhiteSpace(rule.StartEvent))
        {
            yield return new("limit-start-event", "rule.startEvent", "请写明起算事件，例如“送达”。");
        }

        if (rule.CountsStartDay && rule.Unit is TimeLimitUnit.Hour)
        {
            yield return new("limit-start-day", "rule.countsStartDay", "按小时计算的期限自事件发生时起算，没有起算当日是否计入的问题。");
        }

        if (rule.End is TimeLimitEnd.EndOfBusiness && rule.Unit is TimeLimitUnit.Hour)
        {
            yield return new("limit-end", "rule.end", "按小时计算的期限于最后一小时届满，不以下班时间为准。");
        }

        foreach (var problem in ProblemsOfDirection(rule).Concat(ProblemsOfExtension(rule)))
        {
            yield return problem;
        }
    }

    /// <summary>The most units of one limit with its extensions; 0 for a unit that does not exist.</summary>
    public static int MostOf(TimeLimitUnit unit) => unit switch
    {
        TimeLimitUnit.CalendarDay or TimeLimitUnit.WorkingDay => 1000,
        TimeLimitUnit.Hour => 8760,
        TimeLimitUnit.Month => 120,
        _ => 0,
    };

    private static IEnumerable<Problem> ProblemsOfDirection(TimeLimitRule rule)
    {
        if (rule.Direction is not (TimeLimitDirection.NotLaterThan or TimeLimitDirection.NotBefore or TimeLimitDirection.Window))
        {
            yield return new("limit-direction", "rule.direction", "期限方向应为不迟于、不早于或窗口期。");
        }

        if (rule.End is not (TimeLimitEnd.EndOfDay or TimeLimitEnd.EndOfBusiness))
        {
            yield return new("limit-end", "rule.end", "期限应于当日24时或下班时届满。");
        }

        if (rule.Direction is TimeLimitDirection.Window)
        {
            if (rule.Unit is TimeLimitUnit.Hour)
            {
                yield return new("limit-window-hours", "rule.unit", "窗口期按日、工作日或月计算，不按小时。");
            }

            var least = rule.Unit is TimeLimitUnit.Month ? rule.Value + 1 : rule.Value + 2;
            if (rule.WindowEnd is not { } end)
            {
                yield return new("limit-window-end", "rule.windowEnd", "窗口期应写明在第几日之前。");
            }
            else if (end < least || end > MostOf(rule.Unit))
            {
                var text = FormattableString.Invariant($"窗口期的终点应为 {least} 至 {MostOf(rule.Unit)}，现为 {end}；否则窗口内没有一天。");
                yield return new("limit-window-end", "rule.windowEnd", text);
            }
        }
        else if (rule.WindowEnd is not null)
        {
            yield return new("limit-window-end", "rule.windowEnd", "只有窗口期才有终点。");
        }
    }

    private static IEnumerable<Problem> ProblemsOfExtension(TimeLimitRule rule)
    {
        if (rule.MostExtensions is < 0 or > 10)
        {
            yield return new("limit-extensions", "rule.mostExtensions", "可延长次数应为 0 至 10。");
        }

        if (rule.LongestExtension is < 1)
        {
            yield return new("limit-extension-length", "rule.longestExtension", "每次延长至少为 1。");
        }

        if (rule.MostExtensions > 0 && rule.Direction is TimeLimitDirection.Window)
        {
            yield return new("limit-extensions", "rule.mostExtensions", "窗口期不能延长。");
        }

        if (rule.Excludes.IsDefault || rule.Excludes.Any(kind => !Enum.IsDefined(kind)))
        {
            yield return new("limit-excludes", "rule.excludes", "不计入的期间应为检验、公告、听证或中止。");
        }
    }
}
