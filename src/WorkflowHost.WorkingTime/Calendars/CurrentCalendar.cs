namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>Gives each bureau its calendar.</summary>
public interface ICalendarProvider
{
    /// <summary>The national calendar.</summary>
    WorkingCalendar Current { get; }

    /// <summary>The national calendar with the closing days of a bureau on top; the national one for null and for a bureau without any.</summary>
    WorkingCalendar Of(string? bureau);
}

/// <summary>
/// The calendars that count now, replaced when a notice is imported: ask each time and keep none. Safe for any number of
/// threads; a reader sees one whole state.
/// </summary>
public sealed class CurrentCalendar(BureauCalendars calendars) : ICalendarProvider
{
    private BureauCalendars _calendars = calendars;

    /// <summary>The present state as a value: the base of a what-if, and its left side.</summary>
    public BureauCalendars Calendars => Volatile.Read(ref _calendars);

    /// <inheritdoc/>
    public WorkingCalendar Current => Calendars.Current;

    /// <inheritdoc/>
    public WorkingCalendar Of(string? bureau) => Calendars.Of(bureau);

    /// <summary>Puts other calendars in place, unless others than <paramref name="expected"/> stand there.</summary>
    /// <returns>False when somebody else was faster; then nothing has changed.</returns>
    public bool TryReplace(BureauCalendars expected, BureauCalendars calendars) =>
        ReferenceEquals(Interlocked.CompareExchange(ref _calendars, calendars, expected), expected);
}
