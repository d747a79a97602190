using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Counting;

namespace WorkflowHost.WorkingTime.Changes;

/// <summary>What a proposal would do to open limits. Nothing is changed by asking.</summary>
/// <param name="Before">The version of the calendar that counts now.</param>
/// <param name="After">Its version with the proposal.</param>
/// <param name="Days">Days that are worked on one and not on the other.</param>
/// <param name="Moved">Limits with another date, by bureau, the widest move first.</param>
/// <param name="Settled">Limits that keep their date and are not provisional any more, by bureau.</param>
/// <param name="Bureaus">The same in figures.</param>
public sealed record CalendarPreview(
    string Before, string After, IReadOnlyList<CalendarDay> Days, IReadOnlyList<MovedLimit> Moved, IReadOnlyList<MovedLimit> Settled,
    IReadOnlyList<BureauMoves> Bureaus);

/// <summary>An open limit that a proposal would move or settle.</summary>
/// <param name="Limit">As it stands.</param>
/// <param name="Change">What would happen to it.</param>
public sealed record MovedLimit(StoredLimit Limit, ChangedLimit Change)
{
    /// <summary>Days by which its end moves; negative: it comes earlier. 0 when one of its ends is not known.</summary>
    public int Days => (Change.Before.Span.LastDay ?? Change.Before.Span.FirstDay, Change.After.Span.LastDay ?? Change.After.Span.FirstDay)
        is ({ } was, { } now) ? now.DayNumber - was.DayNumber : 0;
}

/// <summary>How many limits of a bureau a proposal would change.</summary>
/// <param name="BureauId">Empty for limits of no bureau.</param>
/// <param name="Later">Limits that end later.</param>
/// <param name="Earlier">Limits that end earlier.</param>
/// <param name="Settled">Limits that keep their date and are not provisional any more.</param>
public sealed record BureauMoves(string BureauId, int Later, int Earlier, int Settled);
