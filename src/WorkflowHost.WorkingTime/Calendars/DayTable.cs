namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>The days of a calendar as tables, so that every count takes constant time.</summary>
internal sealed class DayTable
{
    private readonly DateOnly _firstDay;
    private readonly DayKind[] _kinds;
    private readonly int[] _workedThrough;
    private readonly DateOnly[] _workingDays;

    public DayTable(DateOnly firstDay, DayKind[] kinds)
    {
        _firstDay = firstDay;
        _kinds = kinds;
        _workedThrough = new int[kinds.Length];
        var workingDays = new List<DateOnly>(kinds.Length);
        for (var i = 0; i < kinds.Length; i++)
        {
            if (IsWorked(kinds[i]))
            {
                workingDays.Add(firstDay.AddDays(i));
            }

            _workedThrough[i] = workingDays.Count;
        }

        _workingDays = [.. workingDays];
    }

    public static bool IsWorked(DayKind kind) => kind is DayKind.WorkingDay or DayKind.MakeUpWorkday;

    public DayKind KindOf(DateOnly day) => _kinds[IndexOf(day)];

    /// <summary>Working days from the first day of the table through this one.</summary>
    public int WorkedThrough(DateOnly day) => _workedThrough[IndexOf(day)];

    /// <summary>The working day with this number, from 1.</summary>
    public DateOnly WorkingDay(int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, _workingDays.Length);
        return _workingDays[number - 1];
    }

    /// <summary>The table with some days of another kind.</summary>
    public DayTable With(Func<DateOnly, DayKind, DayKind> kindOf)
    {
        var kinds = new DayKind[_kinds.Length];
        for (var i = 0; i < kinds.Length; i++)
        {
            kinds[i] = kindOf(_firstDay.AddDays(i), _kinds[i]);
        }

        return new DayTable(_firstDay, kinds);
    }

    private int IndexOf(DateOnly day)
    {
        var index = day.DayNumber - _firstDay.DayNumber;
        ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(day));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _kinds.Length, nameof(day));
        return index;
    }
}
