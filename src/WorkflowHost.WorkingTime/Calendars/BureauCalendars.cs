using System.Collections.Immutable;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>A national calendar and, on top of it, the closing days of single bureaus. Immutable: a change is another value.</summary>
public sealed class BureauCalendars : ICalendarProvider
{
    private readonly ImmutableDictionary<string, ImmutableArray<NamedDay>> _closed;
    private readonly ImmutableDictionary<string, WorkingCalendar> _layered;

    /// <summary>A national calendar on which no bureau has closing days.</summary>
    public BureauCalendars(WorkingCalendar national)
        : this(national, ImmutableDictionary<string, ImmutableArray<NamedDay>>.Empty)
    {
    }

    private BureauCalendars(WorkingCalendar national, ImmutableDictionary<string, ImmutableArray<NamedDay>> closed)
    {
        Current = national;
        _closed = closed;
        _layered = closed.ToImmutableDictionary(item => item.Key, item => national.WithClosingDays(item.Value));
    }

    /// <inheritdoc/>
    public WorkingCalendar Current { get; }

    /// <inheritdoc/>
    public WorkingCalendar Of(string? bureau) =>
        bureau is not null && _layered.TryGetValue(bureau, out var calendar) ? calendar : Current;

    /// <summary>The bureaus with closing days of their own, in order.</summary>
    public IReadOnlyList<string> Bureaus => [.. _closed.Where(item => !item.Value.IsEmpty).Select(item => item.Key).Order(StringComparer.Ordinal)];

    /// <summary>The closing days of a bureau as they were given; empty when it has none.</summary>
    public IReadOnlyList<NamedDay> ClosingDaysOf(string bureau) => _closed.TryGetValue(bureau, out var days) ? days : [];

    /// <summary>The same with this notice in the place of the one for its year, if there is one.</summary>
    public BureauCalendars With(HolidayNotice notice) => new(Current.With(notice), _closed);

    /// <summary>The same with these closing days of a bureau in place of those it had; none gives it the national calendar.</summary>
    /// <exception cref="ArgumentException">They are more than <see cref="WorkingCalendar.MostClosingDays"/>, or one lies outside the calendar.</exception>
    public BureauCalendars WithClosingDays(string bureau, IEnumerable<NamedDay> closed) =>
        new(Current, _closed.SetItem(bureau, [.. closed]));
}
