using Shouldly;
using WorkflowHost.WorkingTime.Calendars;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests.Calendars;

public sealed class Reading_closing_days
{
    [Fact]
    public void A_day_or_a_range_a_line_in_any_order()
    {
        var days = ClosingDays.Parse("2027-03-10 停电\n\n 2027-3-8 至 2027-3-9  机房搬迁 \n").Value.ShouldNotBeNull();

        days.ShouldBe([new(new(2027, 3, 8), "机房搬迁"), new(new(2027, 3, 9), "机房搬迁"), new(new(2027, 3, 10), "停电")]);
        ClosingDays.Parse(ClosingDays.Lines(days)).Value!.ShouldBe(days);
        ClosingDays.Read(ClosingDays.Write(days)).ShouldBe(days);
        ClosingDays.Parse(" \n").Value!.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("三月八日 搬迁", "closing-line")]
    [InlineData("2027-02-30 搬迁", "closing-date")]
    [InlineData("2101-01-01 搬迁", "closing-date")]
    [InlineData("2027-03-09至2027-03-08 搬迁", "closing-order")]
    [InlineData("2027-03-09", "closing-name")]
    [InlineData("2027-01-01至2099-12-31 搬迁", "closing-many")]
    public void What_is_wrong_is_said_with_its_line(string line, string code)
    {
        var problem = ClosingDays.Parse($"2027-05-10 停电\n{line}").Problems.ShouldHaveSingleItem();

        (problem.Code, problem.Path).ShouldBe((code, "line:2"));
        problem.Message.ShouldStartWith("第2行：");
    }

    [Fact]
    public void A_day_that_is_named_twice_and_too_many_days_are_refused()
    {
        ClosingDays.Parse("2027-03-08 搬迁\n2027-03-07至2027-03-09 停电").Problems.ShouldHaveSingleItem().Code.ShouldBe("closing-twice");
        ClosingDays.Parse("2027-01-01至2028-12-31 停电\n2029-01-01至2029-12-31 停电").Problems.ShouldHaveSingleItem().Code.ShouldBe("closing-many");
    }
}
