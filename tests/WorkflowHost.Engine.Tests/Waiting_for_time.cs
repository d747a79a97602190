using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using WorkflowHost.Engine.Waiting;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Waiting_for_time
{
    [Fact]
    public void Delay_asks_to_be_woken_after_its_span_and_then_goes_on()
    {
        var play = Play.Start(Chart.Of().Step("d", "Elsa.Delay", ("timeSpan", Piece.Value("1.02:00:00"))).Step("end").Line("d", "end"));

        play.ShouldWaitAt("d");
        play.Last.Effects.ShouldHaveSingleItem().ShouldBe(new WakeAt(play.State.Bookmarks[0].Id, Play.Now.AddHours(26)));
        play.State.Bookmarks[0].Payload!.ToJsonString(Expressions.Conversion.Json).ShouldBe("""{"ResumeAt":"2026-11-21T04:30:00+00:00"}""");
        play.Resume("d").ShouldBeFinished().Trace.ShouldBe("d end");
    }

    [Fact]
    public void StartAt_waits_for_its_instant_but_not_for_one_that_is_over()
    {
        Play.Start(StartAt("2026-11-20T12:00:00+08:00")).Last.Effects.OfType<WakeAt>().Single().DueAt
            .ShouldBe(new DateTimeOffset(2026, 11, 20, 4, 0, 0, TimeSpan.Zero));
        Play.Start(StartAt("2026-11-20T09:00:00+08:00")).ShouldBeFinished();
    }

    [Fact]
    public void Timer_waits_a_minute_when_nothing_else_is_said() =>
        Play.Start(Chart.Of().Step("t", "Elsa.Timer")).Last.Effects.OfType<WakeAt>().Single().DueAt.ShouldBe(Play.Now.AddMinutes(1));

    [Fact]
    public void Cron_waits_for_the_next_instant_of_its_schedule_in_China() =>
        Play.Start(Chart.Of().Step("c", "Elsa.Cron", ("cronExpression", Piece.Value("0 9 * * 1-5")))).Last.Effects.OfType<WakeAt>().Single().DueAt
            .ShouldBe(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Cron_without_a_schedule_is_an_incident() =>
        Play.Start(Chart.Of().Step("c", "Elsa.Cron", ("cronExpression", Piece.Value("每天")))).ShouldHaveOneIncident("c", "cron-invalid");

    [Theory]
    [InlineData("*/15 * * * *", "2026-11-20T10:45:00+08:00")]
    [InlineData("30 0 8 1 * ?", "2026-12-01T08:00:30+08:00")]
    [InlineData("0 0 29 2 *", "2028-02-29T00:00:00+08:00")]
    [InlineData("0 8 13 * FRI", "2026-11-27T08:00:00+08:00")]
    [InlineData("0 0 1 JAN,JUL *", "2027-01-01T00:00:00+08:00")]
    [InlineData("0 0 31 2 *", null)]
    public void A_schedule_knows_its_next_instant(string expression, string? next) =>
        CronSchedule.Parse(expression)!.Next(Play.Now).ShouldBe(
            next is null ? null : DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("a * * * *")]
    public void What_is_no_schedule_is_refused(string expression) => CronSchedule.Parse(expression).ShouldBeNull();

    private static Chart StartAt(string instant) => Chart.Of().Step("at", "Elsa.StartAt", ("dateTime", Piece.Value(instant)));
}
