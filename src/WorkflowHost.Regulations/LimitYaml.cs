using System.Collections.Immutable;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Regulations;

/// <summary>Reads the time limits of one obligation.</summary>
internal static class LimitYaml
{
    /// <summary>A day and hours with which every rule can be judged; only the rule's problems count.</summary>
    private static readonly TimeLimitFacts AnyFacts = new()
    {
        Start = new(2026, 1, 5),
        StartTime = new(9, 0),
        Hours = new BusinessHours(new(9, 0), new(17, 0)),
    };

    public static ImmutableArray<ObligationLimit> Of(YamlFields obligation) => [.. obligation.OptionalItems("limits").Select(Limit)];

    private static ObligationLimit Limit(YamlFields fields)
    {
        fields.AllowOnly(
            "act", "start", "value", "unit", "isDefault", "exact", "told", "fixedBy", "direction", "windowEnd", "countsStartDay", "rollsOver",
            "excludes");
        var (act, fixedBy) = (fields.OptionalText("act"), fields.OptionalText("fixedBy"));
        if (fixedBy.Length > 0)
        {
            if (fields.Has("value") || fields.Has("unit"))
            {
                fields.Refuse("fixedBy", "limit-twice", "期限或者由文书确定（fixedBy），或者写明数值和单位，不能都写。");
            }

            return new ObligationLimit(act, null, fixedBy);
        }

        return new ObligationLimit(act, Rule(fields), "")
        {
            IsExact = fields.Flag("exact"),
            IsTold = fields.Flag("told"),
        };
    }

    private static TimeLimitRule? Rule(YamlFields fields)
    {
        var (value, unit, start) = (fields.OptionalNumber("value"), fields.Word<TimeLimitUnit>("unit"), fields.Text("start"));
        if (!fields.Has("value"))
        {
            fields.Refuse("value", "limit-value", "期限没有数值，请写 value；由文书确定的写 fixedBy。");
        }

        if (!fields.Has("unit"))
        {
            fields.Refuse("unit", "limit-unit", $"期限没有单位，请写 unit：{string.Join('、', Enum.GetNames<TimeLimitUnit>())}。");
        }

        if (value is null || unit is null)
        {
            return null;
        }

        var rule = new TimeLimitRule
        {
            Value = value.Value,
            Unit = unit.Value,
            StartEvent = start,
            CountsStartDay = fields.Flag("countsStartDay"),
            RollsOver = !fields.Has("rollsOver") || fields.Flag("rollsOver"),
            Direction = fields.Word<TimeLimitDirection>("direction") ?? TimeLimitDirection.NotLaterThan,
            WindowEnd = fields.OptionalNumber("windowEnd"),
            Excludes = [.. fields.Words<ExclusionKind>("excludes")],
            IsDefault = fields.Flag("isDefault"),
        };
        foreach (var problem in RunningLimit.Check(rule, AnyFacts).Problems.Where(problem => problem.Path != "rule.startEvent"))
        {
            fields.Refuse(problem.Path.Split('.')[^1], problem.Code, problem.Message);
        }

        return rule;
    }
}
