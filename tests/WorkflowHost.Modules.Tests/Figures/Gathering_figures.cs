using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Cases.Figures;
using WorkflowHost.Cases.Products;
using WorkflowHost.Organisation;
using Xunit;

namespace WorkflowHost.Modules.Tests.Figures;

public sealed class Gathering_figures
{
    private static readonly DateOnly From = new(2026, 7, 1);
    private static readonly DateOnly Until = new(2026, 9, 30);

    [Fact]
    public void Each_conduct_of_the_period_stands_in_its_list_and_none_in_another()
    {
        Conduct[] listed =
        [
            Conduct.RefusedCheck, Conduct.TamperedWithSamples, Conduct.RefusedRectification, Conduct.NoRecheckRequest, Conduct.FailedRecheck,
            Conduct.StoppedProduction, Conduct.SoldBeforeRecheck,
        ];

        var lists = Gather(FigureKind.Announcement, [.. listed.Select((conduct, place) => Line($"e{place + 1}", conduct, From))])["lists"]!.AsArray();

        lists.Select(list => list!["number"]!.GetValue<int>()).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        lists.Take(7).Select(NamesOf).ShouldBe(["e1", "e2", "e3", "e4", "e5", "e6", "e7"]);
        NamesOf(lists[7]).ShouldBe("");
    }

    [Fact]
    public void The_first_and_the_last_day_belong_to_the_period_their_neighbours_do_not()
    {
        var figures = Gather(
            FigureKind.Announcement,
            [Line("a", Conduct.Qualified, From), Line("b", Conduct.Unqualified, Until), Line("c", Conduct.Unqualified, From.AddDays(-1)), Line("d", Conduct.Unqualified, Until.AddDays(1))]);

        figures["checked"]!.GetValue<int>().ShouldBe(2);
        figures["unqualified"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public void Twice_in_a_row_looks_back_beyond_the_period()
    {
        var lists = Gather(
            FigureKind.Announcement,
            [
                Line("a", Conduct.Unqualified, new DateOnly(2025, 3, 1)) with { CreditCode = "A" }, Line("a2", Conduct.Unqualified, From) with { CreditCode = "A", Name = "a" },
                Line("b", Conduct.Unqualified, new DateOnly(2025, 3, 1)) with { CreditCode = "B" }, Line("b2", Conduct.Qualified, new DateOnly(2026, 1, 1)) with { CreditCode = "B" },
                Line("b3", Conduct.Unqualified, From) with { CreditCode = "B", Name = "b" },
            ])["lists"]!.AsArray();

        NamesOf(lists[7]).ShouldBe("a");
    }

    [Fact]
    public void A_case_counts_once_though_it_stands_in_two_histories_and_not_at_all_when_overturned_for_all()
    {
        var figures = Gather(
            FigureKind.Announcement,
            [
                Line("producer", Conduct.Unqualified, From) with { CaseId = "1" }, Line("seller", Conduct.Unqualified, From) with { CaseId = "1" },
                Line("other", Conduct.Unqualified, From) with { CaseId = "2" }, Line("other", Conduct.Overturned, Until.AddDays(20)) with { CaseId = "2" },
            ]);

        figures["unqualified"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public void The_seller_s_result_counts_where_the_producer_shows_that_the_product_is_not_its_own()
    {
        ImmutableArray<EnterpriseRecord> records =
        [
            Line("producer", Conduct.Unqualified, From) with { CaseId = "1" }, Line("seller", Conduct.Unqualified, From) with { CaseId = "1" },
            Line("producer", Conduct.Overturned, Until) with { CaseId = "1" },
        ];

        Gather(FigureKind.Announcement, records)["unqualified"]!.GetValue<int>().ShouldBe(1);
        NamesOf(Gather(FigureKind.Tracking, records)).ShouldBe("seller");
    }

    [Fact]
    public void What_followed_from_a_result_that_was_overturned_is_announced_no_more_but_what_was_done_to_the_samples_is()
    {
        var lists = Gather(
            FigureKind.Announcement,
            [
                Line("a", Conduct.NoRecheckRequest, From), Line("a", Conduct.TamperedWithSamples, From), Line("a", Conduct.Overturned, Until),
                Line("b", Conduct.FailedRecheck, From), Line("b", Conduct.SoldBeforeRecheck, From), Line("b", Conduct.RecheckOverturned, Until),
            ])["lists"]!.AsArray();

        lists.Select(NamesOf).ShouldBe(["", "a", "", "", "", "", "b", ""]);
    }

    [Theory]
    [InlineData(4, 1, false)]
    [InlineData(9, 1, true)]
    [InlineData(10, 1, false)]
    public void A_category_is_high_from_the_threshold_on_and_with_enough_results(int qualified, int unqualified, bool isHigh)
    {
        var records = Enumerable.Range(0, qualified + unqualified)
            .Select(number => Line($"e{number}", number < qualified ? Conduct.Qualified : Conduct.Unqualified, From) with { Category = "玩具" });

        Gather(FigureKind.Rates, [.. records], minimum: 6)["high"]!.AsArray().Count.ShouldBe(isHigh ? 1 : 0);
    }

    [Fact]
    public void What_was_not_checked_is_named_and_the_plan_of_five_years_counts_for_the_monitored()
    {
        var catalogue = new ProductCatalogue(
            [new ProductCategory("甲", "") { IsFirstClassRisk = true, IsMonitored = true }, new ProductCategory("乙", "") { IsFirstClassRisk = true, IsMonitored = true }, new ProductCategory("丙", "")]);
        var request = new FigureRequest(FigureKind.Coverage, "beijing", new DateOnly(2027, 1, 1), new DateOnly(2027, 12, 31), 10, 5);
        var facts = new FigureFacts(
            [Line("a", Conduct.Qualified, new DateOnly(2027, 5, 1)) with { Category = "甲" }, Line("b", Conduct.Qualified, new DateOnly(2026, 5, 1)) with { Category = "乙" }],
            [], catalogue, Bureaus);

        var figures = FigureGathering.Of(request, facts);

        request.RecordsFrom.ShouldBe(new DateOnly(2026, 1, 1));
        figures["firstClass"]!["missing"]!.ToJsonString().ShouldBe(new JsonArray("乙").ToJsonString());
        figures["firstClass"]!["rate"]!.GetValue<decimal>().ShouldBe(50);
        figures["monitored"]!["rate"]!.GetValue<decimal>().ShouldBe(100);
        figures["isMet"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void Districts_are_ranked_by_being_on_time_closing_and_prosecuting_and_equals_share_a_rank()
    {
        var districts = Gather(
            FigureKind.Districts,
            [Line("e", Conduct.Prosecuted, From) with { CaseId = "1" }],
            [new CaseStanding("1", "x", true, 10, 1), new CaseStanding("2", "x", false, 10, 0), new CaseStanding("3", "y", true, 10, 10)])["districts"]!.AsArray();

        districts.Select(district => district!["bureau"]!.ToString()).ShouldBe(["x局", "y局", "z局"]);
        districts[0]!["onTimeRate"]!.GetValue<decimal>().ShouldBe(95);
        districts[0]!["score"]!.GetValue<decimal>().ShouldBe(68);
        districts[1]!["score"]!.GetValue<decimal>().ShouldBe(40);
        districts[2]!["rank"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public void A_request_comes_back_from_its_message_as_it_was()
    {
        var request = new FigureRequest(FigureKind.Rates, "beijing", From, Until, 12.5m, 7);

        FigureMessage.Read(JsonNode.Parse(FigureMessage.Write(request).ToJsonString())!.AsObject()).ShouldBe(request);
    }

    private static BureauDirectory Bureaus
    {
        get
        {
            var directory = new BureauDirectory();
            directory.Replace([.. new[] { "x", "y", "z" }.Select(id => new Bureau(id, id + "局", BureauKind.District, "beijing", id, "", "", "", ""))]);
            return directory;
        }
    }

    private static JsonObject Gather(FigureKind kind, ImmutableArray<EnterpriseRecord> records, ImmutableArray<CaseStanding> standings = default, int minimum = 5) =>
        FigureGathering.Of(
            new FigureRequest(kind, "beijing", From, Until, 10, minimum),
            new FigureFacts(records, standings.IsDefault ? [] : standings, new ProductCatalogue([]), Bureaus));

    private static EnterpriseRecord Line(string name, Conduct conduct, DateOnly on) => new(name, "beijing", name, "", name, PartyRole.Producer, conduct, on);

    private static string NamesOf(JsonNode? list) => string.Join('、', list!["enterprises"]!.AsArray().Select(enterprise => enterprise!["name"]!.ToString()));
}
