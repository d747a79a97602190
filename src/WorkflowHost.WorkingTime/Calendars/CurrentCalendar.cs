using System.Collections.Immutable;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>The calendar that counts now. It is replaced when a notice is imported, so nobody keeps it.</summary>
public interface ICalendarProvider
{
    /// <summary>The national calendar.</summary>
    WorkingCalendar Current { get; }

    /// <summary>The national calendar with the closing days of a bureau on top; the national one for null and for a bureau without any.</summary>
    WorkingCalendar Of(string? bureau);
}

/// <summary>Holds the calendar in memory. Safe for any number of threads; a reader sees one whole state.</summary>
public sealed class CurrentCalendar : ICalendarProvider
{
    private State _state;

    /// <summary>Starts with a national calendar and no closing days.</summary>
    public CurrentCalendar(WorkingCalendar national) => 
        _state = State.Of(national, ImmutableDictionary<string, ImmutableArray<NamedDay>>.Empty);

    /// <inheritdoc/>
    public WorkingCalendar Current => Volatile.Read(ref _state).National;

    /// <inheritdoc/>
    public WorkingCalendar Of(string? bureau)
    {
        var state = Volatile.Read(ref _state);
        return bureau is not null && state.Layered.TryGetValue(bureau, out var calendar) ? calendar : state.National;
    }

    /// <summary>Puts another national calendar in place; the bureaus' closing days stay on top.</summary>
    public void Replace(WorkingCalendar national) =>
        ImmutableInterlocked.Update(ref _state, state => State.Of(national, state.Closed));

    /// <summary>Sets the closing days of a bureau in place of those it had.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A day lies outside the calendar.</exception>
    public void SetClosingDays(string bureau, IEnumerable<NamedDay> closed)
    {
        ImmutableArray<NamedDay> days = [.. closed];
        ImmutableInterlocked.Update(ref _state, state => State.Of(state.National, state.Closed.SetItem(bureau, days)));
    }

    private sealed record State(
        WorkingCalendar National,
        ImmutableDictionary<string, ImmutableArray<NamedDay>> Closed,
        ImmutableDictionary<string, WorkingCalendar> Layered)
    {
        public static State Of(WorkingCalendar national, ImmutableDictionary<string, ImmutableArray<NamedDay>> closed) =>
            new(national, closed, closed.ToImmutableDictionary(item => item.Key, item => national.WithClosingDays(item.Value)));
    }
}
