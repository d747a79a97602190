using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Activities;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Changes;
using WorkflowHost.WorkingTime.Counting;
using WorkflowHost.WorkingTime.Decisions;

namespace WorkflowHost.WorkingTime;

/// <summary>Registers working time.</summary>
public static class WorkingTimeModule
{
    /// <summary>Adds the calendar of these notices, which can be replaced in <see cref="CurrentCalendar"/>, and the <see cref="ITimeLimitCalculator"/> on it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="notices">One per year at most; the host has read and checked them with <see cref="HolidayNoticeJson"/>.</param>
    /// <exception cref="ArgumentException">Two notices are for the same year.</exception>
    public static IServiceCollection AddWorkingTime(
        this IServiceCollection services,
        IEnumerable<HolidayNotice> notices) =>
        services
            .AddSingleton(ActivityType.Of<WorkingDayTimer>())
            .AddSingleton(ActivityType.Of<LimitedScope>())
            .AddSingleton(ActivityType.Of<TimeWindow>())
            .AddSingleton(ActivityType.Of<RecurringPeriod>())
            .AddSingleton(new CurrentCalendar(new(new WorkingCalendar(notices))))
            .AddSingleton<CalendarLibrary>()
            .AddSingleton<CalendarDesk>()
            .AddSingleton<LimitDesk>()
            .AddSingleton<ExtensionDesk>()
            .AddSingleton<CaseHalt>()
            .AddSingleton<LimitRecount>()
            .AddSingleton<ICalendarProvider>(provider => provider.GetRequiredService<CurrentCalendar>())
            .AddSingleton<ITimeLimitCalculator, TimeLimitCalculator>();
}
