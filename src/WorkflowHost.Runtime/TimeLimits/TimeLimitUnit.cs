namespace WorkflowHost.Runtime.TimeLimits;

/// <summary>How a time limit counts.</summary>
public enum TimeLimitUnit
{
    /// <summary>日: every day of the calendar counts.</summary>
    CalendarDay,

    /// <summary>工作日: only days on which bureaus work, make-up Saturdays and Sundays included.</summary>
    WorkingDay,

    /// <summary>小时: from the moment of the event, every hour counts (民法典 201).</summary>
    Hour,

    /// <summary>月: ends on the same-numbered day, or on the month's last where it has none (民法典 202).</summary>
    Month,
}

/// <summary>Which side of the limit the act has to lie on.</summary>
public enum TimeLimitDirection
{
    /// <summary>不迟于: on the last day at the latest.</summary>
    NotLaterThan,

    /// <summary>不早于: only after the last day has passed.</summary>
    NotBefore,

    /// <summary>窗口期: after one limit has passed and before the day on which a longer one ends (CQ-3.3d).</summary>
    Window,
}

/// <summary>At which time of the last day the limit runs out (民法典 203).</summary>
public enum TimeLimitEnd
{
    /// <summary>24:00.</summary>
    EndOfDay,

    /// <summary>The bureau's close of business.</summary>
    EndOfBusiness,
}

/// <summary>Why days inside a limit do not count.</summary>
public enum ExclusionKind
{
    /// <summary>检验, 检测, 鉴定.</summary>
    Inspection,

    /// <summary>公告.</summary>
    PublicNotice,

    /// <summary>听证.</summary>
    Hearing,

    /// <summary>中止: the procedure was suspended.</summary>
    Suspension,
}

/// <summary>How far the days that made a date were settled.</summary>
public enum CalendarCertainty
{
    /// <summary>已公布: every notice that governs them is imported.</summary>
    Published,

    /// <summary>仅法定: a notice is missing; statutory holidays are in, bridge days and make-up workdays are not.</summary>
    StatutoryOnly,

    /// <summary>未知: not even all statutory holidays are known (after 2100, where the lunar calendar ends).</summary>
    Unknown,
}
