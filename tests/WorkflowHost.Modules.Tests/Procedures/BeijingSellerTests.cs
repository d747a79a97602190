using Shouldly;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Messaging;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Modules.Tests.Procedures.BeijingOfficers;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>Found at a seller, made by a labelled producer of the city: the producer is 不合格企业, the seller 受检企业.</summary>
public sealed class BeijingSellerTests : IAsyncLifetime
{
    private const string Producer = "北京喆堃玩具有限公司";
    private const string Seller = "北京䶮和百货有限公司";
    private WorkflowTestHost host = null!;
    private Case opened = null!;

    public async ValueTask InitializeAsync()
    {
        host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        opened = await host.ReceiveAsync(Reports.FoundAtSeller());
        await ApproveBothAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 16));
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Notice_and_order_are_addressed_to_the_producer_and_name_the_seller()
    {
        foreach (var title in new[] { "工业产品质量监督抽查检验结果通知书", "工业产品质量监督抽查责令整改通知书" })
        {
            var printed = await PrintedAsync(host, opened, title);
            printed.ShouldContain($"{Producer}：");
            printed.ShouldContain($"受检企业{Seller}（销售者）");
        }

        (await PrintedAsync(host, opened, "工业产品质量监督抽查责令整改通知书")).ShouldContain("生产的下列产品");
        (await MessagesAsync(host, opened, MessageKinds.Sms)).Select(sent => sent.To).ShouldBe(["13800000000", "13900000000"]);
        (await MessagesAsync(host, opened, MessageKinds.Email)).Select(sent => sent.To).ShouldBe(["shop@example.test", "office@example.test"], ignoreOrder: true);
        (await host.TaskAsync(opened, "送达责令整改通知书")).Form.Single(field => field.Name == "recipient").Default.ShouldBe(Producer);
    }

    [Fact]
    public async Task Both_are_served_the_result_and_each_has_its_own_objection_period()
    {
        // when
        await host.CompleteAsync(opened, "送达检验结果", "已送达", Receipt(new DateOnly(2026, 9, 15)));
        var between = await OpenTitlesAsync(host, opened);
        await host.CompleteAsync(opened, "送达受检企业", "已送达", Receipt(new DateOnly(2026, 9, 16)));

        // then
        between.ShouldBe(
            ["认定严重质量问题", "送达责令整改通知书", "送达受检企业", "填报后处理情况", "登记企业处理情况报告", "登记异议材料（标称生产者）", "登记缺陷调查报告"], ignoreOrder: true);
        var producers = await host.TaskAsync(opened, "登记异议材料（标称生产者）");
        producers.DueExplanation.ShouldStartWith("自2026年9月15日送达检验结果次日起算15日");
        producers.Form.Single(field => field.Name == "receivedOn").NotBefore.ShouldBe(new DateOnly(2026, 9, 15));
        var sellers = await host.TaskAsync(opened, "登记异议材料（受检企业）");
        sellers.DueExplanation.ShouldStartWith("自2026年9月16日向受检企业送达检验结果次日起算15日");
        sellers.Form.Single(field => field.Name == "receivedOn").NotBefore.ShouldBe(new DateOnly(2026, 9, 16));
        sellers.Form.Select(field => field.Name).ShouldNotContain("applicant");
        (await PrintedAsync(host, opened, "受检企业送达回证")).ShouldContain(Seller);
    }

    [Fact]
    public async Task The_seller_s_objection_is_answered_to_the_seller()
    {
        // given
        await host.CompleteAsync(opened, "送达检验结果", "已送达", Receipt(host.Today));
        await host.CompleteAsync(opened, "送达受检企业", "已送达", Receipt(host.Today));

        // when
        await host.CompleteAsync(opened, "登记异议材料（受检企业）", "收到异议", Form(
            ("receivedOn", "2026-09-16"), ("content", "样品不是我单位销售")));
        await host.CompleteAsync(opened, "决定是否受理异议（受检企业）", "受理");

        // then
        (await PrintedAsync(host, opened, "工业产品质量监督抽查异议受理通知书")).ShouldContain($"{Seller}：我局于2026年9月16日收到你单位（销售者");
        (await MessagesAsync(host, opened, MessageKinds.Sms))[^1].To.ShouldBe("13900000000");
        (await MessagesAsync(host, opened, MessageKinds.Email))[^1].To.ShouldBe("shop@example.test");
    }

    [Fact]
    public async Task What_the_seller_s_objection_shows_to_be_qualified_counts_against_neither_of_them()
    {
        // given
        await host.CompleteAsync(opened, "送达检验结果", "已送达", Receipt(host.Today));
        await host.CompleteAsync(opened, "送达受检企业", "已送达", Receipt(host.Today));
        await host.CompleteAsync(opened, "登记异议材料（受检企业）", "收到异议", Form(("receivedOn", "2026-09-16"), ("content", "对检验方法有异议")));
        await host.CompleteAsync(opened, "决定是否受理异议（受检企业）", "受理");

        // when
        await host.CompleteAsync(opened, "组织复检或调查核实（受检企业的异议）", "调查核实");
        await host.CompleteAsync(opened, "登记调查核实情况（受检企业的异议）", "登记", Form(("receivedOn", "2026-09-16"), ("conclusion", "异议成立"), ("findings", "检验有误")));
        await host.CompleteAsync(opened, "作出异议处理决定（受检企业的异议）", "变更为合格");

        // then
        var kept = await host.Get<IEnterpriseRecords>().SinceAsync("beijing", new DateOnly(2026, 1, 1), CancellationToken.None);
        kept.Where(record => record.Conduct is Conduct.Overturned).Select(record => record.Name).ShouldBe([Producer, Seller]);
        EnterpriseHistory.Standing(kept).Where(record => record.Conduct is Conduct.Unqualified).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_producer_outside_the_city_leaves_the_seller_as_the_party()
    {
        // given
        var report = Reports.FoundAtSeller("BJ-2026-0002");
        report["placeOfProduction"] = "浙江省宁波市";
        report["labelledProducer"]!["name"] = "宁波示例日用品厂";
        var other = await host.ReceiveAsync(report);

        // when
        await host.CompleteAsync(other, "汇总整理并转交", "转交", Form(("bureau", "bj-chaoyang")));

        // then
        other.HandlingBureauId.ShouldBe("bj-chaoyang");
        (await PrintedAsync(host, other, "不合格检验报告转交清单")).ShouldContain($"受检企业{Seller}（销售者）");
    }
}
