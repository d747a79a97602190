namespace WorkflowHost.Runtime.TimeLimits;

/// <summary>The Chinese words for the parts of a limit.</summary>
public static class LimitWords
{
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
