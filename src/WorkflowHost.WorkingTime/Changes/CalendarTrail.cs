using System.Collections.Concurrent;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Counting;

namespace WorkflowHost.WorkingTime.Changes;

/// <summary>
/// Which of several changes of the calendars gave a limit its date. Walks back from the present calendars to those that the limit was
/// computed on; of the changes on the way the last one that made a difference to this limit is the cause.
/// </summary>
/// <param name="library">The calendars.</param>
/// <param name="store">The changes.</param>
/// <param name="upTo">The number of the last change that counts.</param>
internal sealed class CalendarTrail(CalendarLibrary library, ICalendarStore store, int upTo)
{
    /// <summary>More changes than these between two looks are not told apart.</summary>
    private const int Longest = 20;

    private readonly ConcurrentDictionary<int, Task<BureauCalendars>> calendars = new();
    private readonly ConcurrentDictionary<int, Task<CalendarRevision?>> changes = new();

    /// <summary>The cause; null when no change was ever stored.</summary>
    public async Task<CalendarRevision?> CauseOfAsync(StepLimit limit, CancellationToken cancellationToken)
    {
        var running = limit.Running();
        var bureau = limit.Facts.Bureau;
        int? cause = null;
        var after = (await AsOfAsync(upTo, cancellationToken)).Of(bureau);
        var outcome = OutcomeOn(after);
        for (var number = upTo; number > Math.Max(1, upTo - Longest) && after.Version != limit.Outcome.CalendarVersion; number--)
        {
            var before = (await AsOfAsync(number - 1, cancellationToken)).Of(bureau);
            if (before.Version != after.Version)
            {
                // Where no change makes a difference to the date, as when only reminders move, the last one of its calendar is the cause.
                cause ??= number;
                var earlier = OutcomeOn(before);
                if (!earlier.ComesTo(outcome))
                {
                    cause = number;
                    break;
                }

                outcome = earlier;
            }

            after = before;
        }

        return await changes.GetOrAdd(cause ?? upTo, number => store.FindChangeAsync(number, cancellationToken));

        LimitOutcome OutcomeOn(WorkingCalendar calendar) => LimitOutcome.Of(TimeLimitCalculator.Compute(running, calendar));
    }

    private Task<BureauCalendars> AsOfAsync(int number, CancellationToken cancellationToken) =>
        calendars.GetOrAdd(number, asked => library.AsOfAsync(asked, cancellationToken));
}
