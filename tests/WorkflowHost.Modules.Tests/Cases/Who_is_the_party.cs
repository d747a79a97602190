using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Organisation;
using Xunit;

namespace WorkflowHost.Modules.Tests.Cases;

public sealed class Who_is_the_party
{
    private const string Producer = "北京𬭎喆电器有限公司";
    private const string Seller = "北京䶮泰商场有限公司";

    [Fact]
    public void The_labelled_producer_where_a_seller_was_sampled() => PartyOf(ValidReport.Json).ShouldBe(Producer);

    [Fact]
    public void The_seller_where_the_goods_come_from_outside_the_city() =>
        PartyOf(ValidReport.With("placeOfProduction", "\"河北省廊坊市\"")).ShouldBe(Seller);

    [Fact]
    public void The_seller_where_the_product_names_nobody() => PartyOf(ValidReport.With("labelledProducer", null)).ShouldBe(Seller);

    [Fact]
    public void The_sampled_enterprise_where_it_produced_for_another_label() =>
        PartyOf(ValidReport.With("sampledParty.role", "\"生产者\"")).ShouldBe(Seller);

    [Fact]
    public void The_seller_where_the_city_means_the_sampled_enterprise() =>
        PartyOf(ValidReport.Json, AddresseeRule.SampledParty).ShouldBe(Seller);

    private static string PartyOf(JsonObject json, AddresseeRule rule = AddresseeRule.LabelledProducer)
    {
        var directory = new BureauDirectory();
        directory.Replace(
        [
            new Bureau("bj", "北京市局", BureauKind.Municipal, "beijing", "北京市", "京", "", "", ""),
            new Bureau("bj-haidian", "海淀区局", BureauKind.District, "beijing", "海淀区", "京海", "", "", ""),
        ]);
        return Addressee.Of(ValidReport.Read(json).Value.ShouldNotBeNull(), rule, directory).Name;
    }
}
