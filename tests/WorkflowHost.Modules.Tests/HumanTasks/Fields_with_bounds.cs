using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using Xunit;

namespace WorkflowHost.Modules.Tests.HumanTasks;

public sealed class Fields_with_bounds
{
    private static readonly DateOnly Today = new(2026, 10, 20);
    private static readonly Bureau City = new("bj", "北京市局", BureauKind.Municipal, "beijing", "北京市", "京", "", "", "");
    private static readonly Bureau Haidian = City with { Id = "bj-haidian", Name = "海淀区局", Kind = BureauKind.District };
    private static readonly Bureau Chaoyang = Haidian with { Id = "bj-chaoyang", Name = "朝阳区局" };
    private static readonly Bureau Elsewhere = Haidian with { Id = "sh-xuhui", Name = "徐汇区局", City = "shanghai" };

    private static readonly FormField Received = new()
    {
        Name = "receivedOn",
        Label = "收到日期",
        Type = FormFieldType.Date,
        NotBefore = new DateOnly(2026, 9, 16),
        NotBeforeEvent = "送达之日",
        NotAfter = new DateOnly(2026, 10, 16),
        NotAfterEvent = "整改期末日",
    };

    private static readonly FormField District = new()
    {
        Name = "bureau",
        Label = "承办区县局",
        Type = FormFieldType.Bureau,
        BureauKind = BureauKind.District,
    };

    [Theory]
    [InlineData("2026-09-16")]
    [InlineData("2026-10-16")]
    public void The_first_and_the_last_day_are_in_time(string day) => ProblemsOf(Received, day).ShouldBeEmpty();

    [Theory]
    [InlineData("2026-09-15", "field-early", "“收到日期”填的是2026年9月15日，不能早于送达之日（2026年9月16日）。")]
    [InlineData("2026-10-17", "field-late", "“收到日期”填的是2026年10月17日，不能晚于整改期末日（2026年10月16日）。")]
    [InlineData("2026-10-21", "field-future", "“收到日期”不能晚于今天。")]
    public void A_day_outside_is_refused_with_both_days(string day, string code, string message)
    {
        var problem = ProblemsOf(Received, day).Single();

        (problem.Code, problem.Path, problem.Message).ShouldBe((code, "receivedOn", message));
    }

    [Fact]
    public void A_bound_without_a_name_is_named_by_what_it_is() =>
        ProblemsOf(Received with { NotBeforeEvent = "" }, "2026-09-01").Single().Message.ShouldEndWith("不能早于最早日期（2026年9月16日）。");

    [Fact]
    public void Only_districts_of_the_task_s_city_may_be_chosen()
    {
        new[] { Haidian, Chaoyang }.ShouldAllBe(bureau => ProblemsOf(District, bureau.Id).Count == 0);
        foreach (var refused in new[] { City.Id, Elsewhere.Id, "nobody" })
        {
            ProblemsOf(District, refused).Single().Message.ShouldBe("“承办区县局”只能选择：朝阳区局、海淀区局。");
        }
    }

    [Fact]
    public void Without_a_level_every_bureau_of_the_city_may_be_chosen() =>
        Choices(District with { BureauKind = null }, "bj-haidian").ShouldBe(["bj", "bj-chaoyang", "bj-haidian"]);

    [Fact]
    public void A_task_of_a_bureau_that_is_gone_offers_nothing() => Choices(District, "gone").ShouldBeEmpty();

    private static IReadOnlyList<Definitions.Problem> ProblemsOf(FormField field, string value) =>
        FormCheck.Of([field], new JsonObject { [field.Name] = value }, "转交", Today, one => BureauChoices.Of(one, "bj", Directory()));

    private static IEnumerable<string> Choices(FormField field, string taskBureau) =>
        BureauChoices.Of(field, taskBureau, Directory()).Select(bureau => bureau.Id);

    private static BureauDirectory Directory()
    {
        var directory = new BureauDirectory();
        directory.Replace([Haidian, Elsewhere, City, Chaoyang]);
        return directory;
    }
}
