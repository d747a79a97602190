using WorkflowHost.Runtime.Notices;

namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>What officers are told of a limit that changed, in Chinese.</summary>
internal static class LimitNews
{
    private const string Administrator = "Administrator";

    /// <summary>What changed and why.</summary>
    public static string Of(StepLimit before, StepLimit after, LimitRevision revision)
    {
        var why = revision.Kind switch
        {
            LimitChangeKind.Recomputed => revision.Reason.Length > 0 ? $"因{revision.Reason}重新计算" : "按新的日历重新计算",
            LimitChangeKind.Extended => $"经{revision.Extension!.ApprovedBy}批准延长（{revision.Extension.Reason}）",
            LimitChangeKind.Stopped => $"因{LimitWordsOf(revision)}停止计算" + Because(revision),
            LimitChangeKind.Resumed => "恢复计算" + Because(revision),
            _ => revision.Reason,
        };
        return $"{why}，{Dates(before.Outcome, after.Outcome)}：{after.Outcome.Sentence}";
    }

    /// <summary>The notice about it.</summary>
    public static Notice Notice(string key, StepLimit before, StepLimit after, string text) =>
        new(key, NoticeKind.LimitMoved, after.BureauId, after.Role, $"“{after.Step}”的期限：{Dates(before.Outcome, after.Outcome)}", text);

    /// <summary>Tells the administrators, once for each year and city, that limits wait for a notice; null when this one does not.</summary>
    public static Notice? MissingNotice(StepLimit limit) =>
        limit.Outcome is { MissingNotice: { } year } outcome
            ? new Notice(
                FormattableString.Invariant($"notice-missing/{year}"), NoticeKind.CalendarMissing, limit.BureauId, Administrator,
                FormattableString.Invariant($"{year}年放假通知尚未导入，有期限待其确定"),
                $"“{limit.Step}”等期限的到期日取决于尚未导入的放假通知。通知公布后请在“日历”中导入；导入之前，这些期限到可能的最后一天才作到期处理：{outcome.Sentence}")
            {
                Municipal = true,
                OncePerDesk = true,
            }
            : null;

    private static string LimitWordsOf(LimitRevision revision) => TimeLimits.LimitWords.Of(revision.Period!.Kind);

    private static string Because(LimitRevision revision) => revision.Reason.Length > 0 ? $"（{revision.Reason}）" : "";

    private static string Dates(LimitOutcome before, LimitOutcome after) => (before.End, after.End) switch
    {
        ({ } was, { } now) when was != now =>
            $"由{Day(was)}{Tag(before)}改为{Day(now)}{Tag(after)}",
        ({ } was, null) => $"原为{Day(was)}，现暂停计算",
        (null, { } now) => $"到期日为{Day(now)}{Tag(after)}",
        ({ } was, _) => before.Provisional && !after.Provisional ? $"{Day(was)}不变，已确定" : $"{Day(was)}不变",
        _ => "仍暂停计算",
    };

    private static string Tag(LimitOutcome outcome) => outcome.Provisional ? "（暂定）" : "";

    private static string Day(DateOnly day) => FormattableString.Invariant($"{day.Year}年{day.Month}月{day.Day}日");
}
