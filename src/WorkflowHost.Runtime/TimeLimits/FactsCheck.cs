using System.Globalization;
using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime.TimeLimits;

/// <summary>What is wrong with the facts of a case under a rule.</summary>
internal static class FactsCheck
{
    private const int MostExcludedDays = 3660;
    private static readonly DateOnly FirstStart = new(2004, 1, 1);
    private static readonly DateOnly LastStart = new(2100, 12, 31);

    public static IEnumerable<Problem> ProblemsOf(TimeLimitRule rule, TimeLimitFacts facts)
    {
        if (facts.Start < FirstStart || facts.Start > LastStart)
        {
            yield return new("limit-start", "facts.start", "起算日应在2004年至2100年之间。");
        }

        if (rule.Unit is TimeLimitUnit.Hour && facts.StartTime is null)
        {
            yield return new("limit-start-time", "facts.startTime", "按小时计算的期限应写明起算时刻。");
        }

        if (facts.Hours is { } hours && hours.Open >= hours.Close)
        {
            yield return new("limit-hours", "facts.hours", "下班时间应晚于上班时间。");
        }
        else if (facts.Hours is null && rule.End is TimeLimitEnd.EndOfBusiness)
        {
            yield return new("limit-hours", "facts.hours", "期限于下班时届满，应写明本单位的上下班时间。");
        }

        foreach (var problem in ProblemsOfExcluded(rule, facts).Concat(ProblemsOfExtensions(rule, facts)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<Problem> ProblemsOfExcluded(TimeLimitRule rule, TimeLimitFacts facts)
    {
        if (facts.Excluded.IsDefault || facts.Excluded.Contains(null!))
        {
            yield return new("limit-excluded", "facts.excluded", "没有不计入的期间时应为空列表，每一项应为一个期间。");
            yield break;
        }

        var days = 0;
        for (var i = 0; i < facts.Excluded.Length; i++)
        {
            var period = facts.Excluded[i];
            var path = string.Create(CultureInfo.InvariantCulture, $"facts.excluded[{i}]");
            if (!rule.Excludes.IsDefault && !rule.Excludes.Contains(period.Kind))
            {
                yield return new("limit-excluded-kind", path, $"本期限不扣除{LimitWords.Of(period.Kind)}期间。");
            }

            if (period.Last < period.First)
            {
                yield return new("limit-excluded-order", path, "期间的末日早于首日。");
            }
            else if (period.First < facts.Start)
            {
                yield return new("limit-excluded-start", path, "不计入的期间早于起算日。");
            }
            else if (period.Last is { } last)
            {
                days += Math.Min(last.DayNumber - period.First.DayNumber + 1, MostExcludedDays + 1);
            }
        }

        if (facts.Excluded.Count(p => p.Last is null) > 1)
        {
            yield return new("limit-excluded-open", "facts.excluded", "只能有一个期间尚未结束。");
        }

        if (days > MostExcludedDays)
        {
            yield return new("limit-excluded-long", "facts.excluded", "不计入的期间合计不得超过十年。");
        }
    }

    private static IEnumerable<Problem> ProblemsOfExtensions(TimeLimitRule rule, TimeLimitFacts facts)
    {
        if (facts.Extensions.IsDefault || facts.Extensions.Contains(null!))
        {
            yield return new("limit-extension", "facts.extensions", "没有延长时应为空列表，每一项应为一次延长。");
            yield break;
        }

        if (facts.Extensions.Length > Math.Max(0, rule.MostExtensions))
        {
            var text = rule.MostExtensions == 0
                ? "本期限不能延长。"
                : FormattableString.Invariant($"本期限最多延长 {rule.MostExtensions} 次，现有 {facts.Extensions.Length} 次。");
            yield return new("limit-extension-count", "facts.extensions", text);
        }

        for (var i = 0; i < facts.Extensions.Length; i++)
        {
            var extension = facts.Extensions[i];
            var path = string.Create(CultureInfo.InvariantCulture, $"facts.extensions[{i}]");
            var most = rule.LongestExtension ?? RuleCheck.MostOf(rule.Unit);
            if (extension.Value < 1 || extension.Value > most)
            {
                yield return new("limit-extension-value", path, FormattableString.Invariant($"延长应为 1 至 {most}，现为 {extension.Value}。"));
            }

            if (string.IsNullOrWhiteSpace(extension.Reason) || string.IsNullOrWhiteSpace(extension.ApprovedBy))
            {
                yield return new("limit-extension-approval", path, "延长应写明理由和批准人。");
            }

            if (extension.ApprovedOn < facts.Start)
            {
                yield return new("limit-extension-day", path, "批准延长的日期早于起算日。");
            }
        }

        if (!facts.Extensions.IsEmpty && rule.Value + facts.Extensions.Sum(e => (long)e.Value) > RuleCheck.MostOf(rule.Unit))
        {
            yield return new("limit-extension-sum", "facts.extensions", "期限连同延长超出可计算的范围。");
        }
    }
}
