using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Tests.Calendars;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests;

public sealed class Working_time_module
{
    [Fact]
    public void Gives_a_calculator_on_the_notices_of_the_host()
    {
        // given
        using var services = new ServiceCollection().AddWorkingTime(RepositoryCalendar.Notices).BuildServiceProvider();

        // when
        var due = services.GetRequiredService<ITimeLimitCalculator>()
            .Compute(new(3, TimeLimitUnit.WorkingDay, "BJ-8"), new(2026, 9, 30), "收到异议材料");

        // then
        due.LastDay.ShouldBe(new DateOnly(2026, 10, 10));
        due.CalendarVersion.ShouldBe(services.GetRequiredService<ICalendarProvider>().Current.Version);
    }
}
