namespace WorkflowHost.Runtime.TimeLimits;

/// <summary>The Chinese words for the parts of a limit.</summary>
public static class LimitWords
{
    private const string Standstill = "停止计算，尚余";

    /// <summary>因检验停止计算，尚余3个工作日，恢复后继续计算.</summary>
    /// <param name="kind">Why it stands still.</param>
    /// <param name="left">What is left, in words.</param>
    public static string StandsStill(ExclusionKind kind, string left) => $"因{Of(kind)}{Standstill}{left}，恢复后继续计算";

    /// <summary>Whether a limit's sentence says that it stands still: lists know no more of a limit than its dates and its sentence.</summary>
    public static bool SaysStandstill(string sentence) => sentence.Contains(Standstill, StringComparison.Ordinal);

    /// <summary>15日, 5个工作日, 24小时, 3个月.</summary>
    public static string Amount(int value, TimeLimitUnit unit) => FormattableString.Invariant($"{value}{Of(unit)}");

    /// <summary>检验, 公告, 听证, 中止.</summary>
    public static string Of(ExclusionKind kind) => kind switch
    {
        ExclusionKind.Inspection => "检验",
        ExclusionKind.PublicNotice => "公告",
        ExclusionKind.Hearing => "听证",
        ExclusionKind.Suspension => "中止",
        _ => "其他",
    };

    /// <summary>日, 个工作日, 小时, 个月: the unit as it follows a number.</summary>
    public static string Of(TimeLimitUnit unit) => unit switch
    {
        TimeLimitUnit.WorkingDay => "个工作日",
        TimeLimitUnit.Hour => "小时",
        TimeLimitUnit.Month => "个月",
        _ => "日",
    };
}
