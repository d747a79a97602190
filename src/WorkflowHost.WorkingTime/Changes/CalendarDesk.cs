using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Counting;

namespace WorkflowHost.WorkingTime.Changes;

/// <summary>Where administrators change the calendars: first they see what would move, then they confirm exactly that.</summary>
public sealed class CalendarDesk(
    CurrentCalendar current, CalendarLibrary library, ICalendarStore store, ITimeLimitStore limits, IBureauDirectory bureaus,
    LimitRecount recount, TimeProvider time)
{
    /// <summary>Code of the refusal of a change that counts already, as when it was confirmed twice.</summary>
    public const string SameCode = "calendar-same";

    /// <summary>Longest reason, in characters.</summary>
    public const int MaxReason = 200;

    private const int ReadAtOnce = 2000;

    /// <summary>Whether the person may change the nation's calendar: an administrator of a municipal bureau.</summary>
    public bool MayChangeNotices(Account account) =>
        account.Is(Roles.Administrator) && bureaus.Find(account.BureauId) is { Kind: BureauKind.Municipal };

    /// <summary>The bureaus whose closing days the person may change: an administrator's own; of a municipal bureau also its districts'.</summary>
    public IReadOnlyList<Bureau> MayClose(Account account) =>
        account.Is(Roles.Administrator) && bureaus.Find(account.BureauId) is { } own
            ? own.Kind is BureauKind.Municipal ? [.. bureaus.All.Where(bureau => bureau.City == own.City).OrderBy(bureau => bureau.Kind).ThenBy(bureau => bureau.Id, StringComparer.Ordinal)] : [own]
            : [];

    /// <summary>What a proposal would do, on the calendars and limits of this moment.</summary>
    public async Task<CalendarPreview> PreviewAsync(CalendarProposal proposal, CancellationToken cancellationToken)
    {
        var before = current.Calendars;
        var after = proposal.On(before);
        var open = new Dictionary<string, StoredLimit>(StringComparer.Ordinal);
        if (proposal.FirstDay(before) is { } first)
        {
            string? last = null;
            while (await limits.OpenFromAsync(first, last, ReadAtOnce, cancellationToken) is { Count: > 0 } read)
            {
                foreach (var limit in read.Where(limit => proposal.Bureau is null || limit.Limit.Facts.Bureau == proposal.Bureau))
                {
                    open.Add(limit.Limit.Id, limit);
                }

                last = read[^1].Limit.Id;
            }
        }

        var change = CalendarChange.Of(open.Values.Select(limit => new OpenLimit(limit.Limit.Id, limit.Limit.Running())), before, after);
        var (moved, settled) = (InOrder(change.Moved), InOrder(change.Settled));
        return new CalendarPreview(
            before.Of(proposal.Bureau).Version, after.Of(proposal.Bureau).Version,
            proposal.Bureau is null ? change.Days : DaysThatDiffer(before.Of(proposal.Bureau), after.Of(proposal.Bureau)),
            moved, settled, Figures(moved, settled));

        IReadOnlyList<MovedLimit> InOrder(IReadOnlyList<ChangedLimit> changed) =>
            [.. changed.Select(item => new MovedLimit(open[item.Id], item))
                .OrderBy(item => item.Limit.Limit.BureauId, StringComparer.Ordinal).ThenByDescending(item => Math.Abs(item.Days))
                .ThenBy(item => item.Limit.Limit.Id, StringComparer.Ordinal)];
    }

    /// <summary>Makes a proposal count. From here on it is done, also across a crash: open limits are recomputed by <see cref="LimitRecount"/>.</summary>
    /// <param name="proposal">As it was previewed.</param>
    /// <param name="before">The preview's <see cref="CalendarPreview.Before"/>.</param>
    /// <param name="after">The preview's <see cref="CalendarPreview.After"/>.</param>
    /// <param name="reason">For the audit; may be empty.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The change, or why not: not allowed, or the calendars are others by now.</returns>
    public async Task<Checked<CalendarRevision>> ConfirmAsync(
        CalendarProposal proposal, string before, string after, string reason, Account by, CancellationToken cancellationToken)
    {
        if (!(proposal is CalendarProposal.Closing closing ? MayClose(by).Any(bureau => bureau.Id == closing.BureauId) : MayChangeNotices(by)))
        {
            return Refused("calendar-forbidden", "放假安排由市局管理员修改，本单位休息日由本单位或市局管理员修改。");
        }

        if (reason.Trim().Length > MaxReason)
        {
            return Refused("calendar-reason", $"说明不得超过 {MaxReason} 字。");
        }

        if (RefusalOf(proposal) is { } refusal)
        {
            return Checked<CalendarRevision>.Refused([refusal]);
        }

        var number = library.Change + 1;
        var stored = await store.LoadAsync(cancellationToken);
        var old = current.Calendars;
        if (old.Of(proposal.Bureau).Version == after && before != after)
        {
            return Refused(SameCode, "这一安排已经生效，没有重复变更，请在变更记录中查看。");
        }

        if (stored.LastChange != number - 1 || old.Of(proposal.Bureau).Version != before || proposal.On(old).Of(proposal.Bureau).Version != after)
        {
            await library.RefreshAsync(cancellationToken);
            return Refused("calendar-stale", "日历在您预览之后有变动，没有生效。请重新预览后确认。");
        }

        var known = stored.Parts.FirstOrDefault(part => part.Part == proposal.Part);
        var revision = new CalendarRevision(number, proposal.Subject(bureaus), reason.Trim(), by.Id, time.GetUtcNow(), before, after);
        var added = await store.AddAsync(
            revision,
            [new CalendarPart(
                proposal.Part, (known?.Version ?? 0) + 1, proposal.Json, CalendarLibrary.HashOf(proposal.Json), CalendarOrigin.Administrator)],
            cancellationToken);
        if (!added)
        {
            return Refused("calendar-stale", "日历在您预览之后有变动，没有生效。请重新预览后确认。");
        }

        await library.RefreshAsync(cancellationToken);
        recount.Wake();
        return Checked<CalendarRevision>.Valid(revision);
    }

    /// <summary>
    /// The notice that a change of the calendars replaced; null when it was the first of its year, when the change was about other things, when there was
    /// none, and when the year has been changed again since: going back would undo that, too.
    /// </summary>
    /// <param name="number">The change.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<HolidayNotice?> ReplacedByAsync(int number, CancellationToken cancellationToken)
    {
        if (number <= 1 || number > library.Change)
        {
            return null;
        }

        var after = Texts(await library.AsOfAsync(number, cancellationToken));
        var now = Texts(current.Calendars);
        return (await library.AsOfAsync(number - 1, cancellationToken)).Current.Notices.FirstOrDefault(notice =>
            after.GetValueOrDefault(notice.Year) is { } made && made != HolidayNoticeJson.Write(notice) && made == now.GetValueOrDefault(notice.Year));

        static Dictionary<int, string> Texts(BureauCalendars calendars) => calendars.Current.Notices.ToDictionary(notice => notice.Year, HolidayNoticeJson.Write);
    }

    /// <summary>Why the calendars can't become that whoever asks: a notice comes out in the year before; null when nothing is against it.</summary>
    public Problem? RefusalOf(CalendarProposal proposal) =>
        proposal is CalendarProposal.Notice { Content.Year: var year } && year > ChinaTime.DateOf(time.GetUtcNow()).Year + 1
            ? new Problem("calendar-year", "year", FormattableString.Invariant($"{year}年的放假通知还不会公布：通知一般在上一年年末公布，请核对年份。"))
            : null;

    private static Checked<CalendarRevision> Refused(string code, string message) =>
        Checked<CalendarRevision>.Refused([new Problem(code, "", message)]);

    private static IReadOnlyList<BureauMoves> Figures(IReadOnlyList<MovedLimit> moved, IReadOnlyList<MovedLimit> settled) =>
        [.. moved.Concat(settled).Select(item => item.Limit.Limit.BureauId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(bureau => new BureauMoves(
                bureau,
                moved.Count(item => item.Limit.Limit.BureauId == bureau && item.Days >= 0),
                moved.Count(item => item.Limit.Limit.BureauId == bureau && item.Days < 0),
                settled.Count(item => item.Limit.Limit.BureauId == bureau)))];

    private static List<CalendarDay> DaysThatDiffer(WorkingCalendar before, WorkingCalendar after)
    {
        var days = new List<CalendarDay>();
        for (var day = WorkingCalendar.FirstDay; day <= WorkingCalendar.LastDay; day = day.AddDays(1))
        {
            if (before.IsWorkingDay(day) != after.IsWorkingDay(day))
            {
                days.Add(after.Describe(day));
            }
        }

        return days;
    }
}
