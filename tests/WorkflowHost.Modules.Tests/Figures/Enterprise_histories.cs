using Shouldly;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Modules.Tests.Cases;
using Xunit;

namespace WorkflowHost.Modules.Tests.Figures;

public sealed class Enterprise_histories
{
    private static readonly SpotCheckReport Report = ValidReport.Read(ValidReport.Json).Value! with { IssuedOn = new DateOnly(2026, 9, 1) };
    private static readonly string Producer = EnterpriseHistory.ProducerOf(Report).CreditCode;

    [Fact]
    public void An_unqualified_result_of_the_year_before_makes_two_years_in_a_row()
    {
        var history = EnterpriseHistory.Of(Report, [Result("a", new DateOnly(2025, 12, 31))]);

        history.ShouldBe(new EnterpriseHistory(1, true, true, new DateOnly(2025, 12, 31)));
    }

    [Theory]
    [InlineData(2024)]
    [InlineData(2026)]
    public void Another_year_does_not(int year) =>
        EnterpriseHistory.Of(Report, [Result("a", new DateOnly(year, 3, 1))]).IsInConsecutiveYears.ShouldBeFalse();

    [Fact]
    public void A_district_s_check_does_not_count_for_the_two_years_but_for_twice_in_a_row()
    {
        var history = EnterpriseHistory.Of(Report, [Result("a", new DateOnly(2025, 3, 1)) with { Source = CheckSource.District }]);

        history.IsInConsecutiveYears.ShouldBeFalse();
        history.IsTwiceInARow.ShouldBeTrue();
    }

    [Fact]
    public void A_qualified_result_in_between_breaks_the_row() =>
        EnterpriseHistory.Of(Report, [Result("a", new DateOnly(2025, 3, 1)), Result("b", new DateOnly(2025, 9, 1)) with { Conduct = Conduct.Qualified }])
            .IsTwiceInARow.ShouldBeFalse();

    [Fact]
    public void A_result_that_was_overturned_does_not_count() =>
        EnterpriseHistory.Of(Report, [Result("a", new DateOnly(2025, 3, 1)), Result("a", new DateOnly(2025, 5, 1)) with { Id = "a2", Conduct = Conduct.Overturned }])
            .ShouldBe(EnterpriseHistory.None);

    [Fact]
    public void A_result_that_is_overturned_after_this_report_does_not_count_either() =>
        EnterpriseHistory.Of(
                Report, [Result("a", new DateOnly(2026, 8, 1)), Result("a", Report.IssuedOn.AddDays(5)) with { Id = "a2", Conduct = Conduct.Overturned }])
            .ShouldBe(EnterpriseHistory.None);

    [Fact]
    public void What_another_enterprise_of_the_case_won_by_its_objection_leaves_this_one_s_result()
    {
        var history = EnterpriseHistory.Of(
            Report,
            [
                Result("a", new DateOnly(2025, 3, 1)),
                Result("a", new DateOnly(2025, 5, 1)) with { Id = "a2", CreditCode = "other", Conduct = Conduct.Overturned },
            ]);

        history.UnqualifiedBefore.ShouldBe(1);
    }

    [Fact]
    public void Others_and_later_results_are_left_out() =>
        EnterpriseHistory.Of(Report, [Result("a", new DateOnly(2025, 3, 1)) with { CreditCode = "other" }, Result("b", new DateOnly(2026, 9, 2))])
            .ShouldBe(EnterpriseHistory.None);

    [Fact]
    public void A_qualified_report_is_never_part_of_a_row() =>
        EnterpriseHistory.Of(Report with { Conclusion = Conclusion.Qualified }, [Result("a", new DateOnly(2025, 3, 1))]).IsTwiceInARow.ShouldBeFalse();

    private static EnterpriseRecord Result(string caseId, DateOnly on) =>
        new(caseId, "beijing", caseId, Producer, "企业", PartyRole.Producer, Conduct.Unqualified, on) { Source = CheckSource.Municipal };
}
