using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Cases;
using Xunit;
using static WorkflowHost.Modules.Tests.Cases.ValidReport;

namespace WorkflowHost.Modules.Tests.Cases;

public sealed class Reading_a_report
{
    [Fact]
    public void Gives_every_member()
    {
        var report = Read(Json).Value;

        report.ShouldNotBeNull();
        report.City.ShouldBe("beijing");
        report.ReportNumber.ShouldBe("BJ2026-0101");
        report.Source.ShouldBe(CheckSource.Municipal);
        (report.Product, report.Category, report.Brand, report.Model, report.Batch)
            .ShouldBe(("电热水壶", "家用电器", "示例", "DSH-1800", "2026-03-12"));
        report.Conclusion.ShouldBe(Conclusion.Unqualified);
        report.SevereDefect.ShouldBeTrue();
        report.FailedItems.ShouldBe([new FailedItem("接地措施", "不大于 0.1 Ω", "0.38 Ω")]);
        report.SampledParty.ShouldBe(new Party(
            "北京䶮泰商场有限公司", "91350100M000100Y43", PartyRole.Seller, "北京市朝阳区示例街1号", "周堃", "010-55550188", "a@example.com"));
        report.LabelledProducer.ShouldBe(new Party(
            "北京𬭎喆电器有限公司", "91110105MA01ABCD39", PartyRole.Producer, "北京市海淀区示例路2号", "", "13955500001", ""));
        (report.PlaceOfProduction, report.PlaceOfRegistration, report.InspectionBody).ShouldBe(("海淀区", "朝阳区", "示例检验中心"));
        (report.SampledOn, report.IssuedOn).ShouldBe((new(2026, 5, 11), new(2026, 9, 1)));
    }

    [Theory]
    [InlineData("brand")]
    [InlineData("severeDefect")]
    [InlineData("labelledProducer")]
    [InlineData("sampledParty.contact")]
    [InlineData("sampledParty.email")]
    public void Does_without_what_may_be_missing(string path)
    {
        Answer(With(path, null)).ShouldBeEmpty();
        Answer(With(path, "null")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("city")]
    [InlineData("reportNumber")]
    [InlineData("source")]
    [InlineData("product")]
    [InlineData("category")]
    [InlineData("model")]
    [InlineData("batch")]
    [InlineData("conclusion")]
    [InlineData("sampledParty")]
    [InlineData("sampledParty.name")]
    [InlineData("sampledParty.creditCode")]
    [InlineData("sampledParty.role")]
    [InlineData("sampledParty.address")]
    [InlineData("sampledParty.phone")]
    [InlineData("labelledProducer.name")]
    [InlineData("labelledProducer.phone")]
    [InlineData("placeOfProduction")]
    [InlineData("placeOfRegistration")]
    [InlineData("inspectionBody")]
    [InlineData("sampledOn")]
    [InlineData("issuedOn")]
    public void Asks_for_what_is_missing_and_for_nothing_that_follows_from_it(string path) =>
        Answer(With(path, null)).ShouldBe([$"required $.{path}"]);

    [Theory]
    [InlineData("city", "\"tianjin\"", "choice")]
    [InlineData("reportNumber", "12", "type")]
    [InlineData("reportNumber", "\" \"", "required")]
    [InlineData("source", "\"抽查\"", "choice")]
    [InlineData("product", "\"a\\u0000b\"", "control-character")]
    [InlineData("product", "\"两\\n行\"", "control-character")]
    [InlineData("category", "\"无人机\"", "category-unknown")]
    [InlineData("category", "\"食品\"", "BJ-27")]
    [InlineData("category", "\"食品相关产品\"", "BJ-27")]
    [InlineData("category", "\"化妆品\"", "BJ-27")]
    [InlineData("category", "\"计量器具\"", "BJ-27")]
    [InlineData("conclusion", "\"pass\"", "choice")]
    [InlineData("severeDefect", "\"true\"", "type")]
    [InlineData("severeDefect", "1", "type")]
    [InlineData("failedItems", "[]", "failed-items-missing")]
    [InlineData("failedItems", "{}", "type")]
    [InlineData("sampledParty", "\"北京\"", "type")]
    [InlineData("sampledParty.creditCode", "\"91350100M000100Y44\"", "credit-code")]
    [InlineData("sampledParty.creditCode", "\"91350100M000100Y4311\"", "too-long")]
    [InlineData("sampledParty.role", "\"仓库\"", "choice")]
    [InlineData("sampledParty.phone", "\"没有\"", "phone")]
    [InlineData("sampledParty.phone", "\"123456\"", "phone")]
    [InlineData("sampledParty.phone", "\"１３９５５５０００００\"", "phone")]
    [InlineData("sampledParty.email", "\"a.example.com\"", "email")]
    [InlineData("sampledParty.email", "\"A <a@example.com>\"", "email")]
    [InlineData("labelledProducer", "[]", "type")]
    [InlineData("labelledProducer.creditCode", "\"1\"", "credit-code")]
    [InlineData("sampledOn", "\"2026-02-30\"", "date")]
    [InlineData("sampledOn", "\"2026-05-11T00:00:00\"", "date")]
    [InlineData("sampledOn", "20260511", "type")]
    [InlineData("issuedOn", "\"2026-09-02\"", "date-future")]
    [InlineData("issuedOn", "\"2026-05-10\"", "date-order")]
    [InlineData("severDefect", "true", "unknown-member")]
    [InlineData("sampledParty.mail", "\"a@example.com\"", "unknown-member")]
    public void Refuses_a_wrong_member_with_one_problem(string path, string value, string code) =>
        Answer(With(path, value)).ShouldBe([$"{code} $.{path}"]);

    [Theory]
    [InlineData("[{ \"name\": \"a\", \"requirement\": \"b\" }, 5]", "required $.failedItems[0].measured", "type $.failedItems[1]")]
    public void Names_the_place_in_the_list_of_failed_items(string items, params string[] answer) =>
        Answer(With("failedItems", items)).ShouldBe(answer);

    [Fact]
    public void Refuses_failed_items_of_a_qualified_result()
    {
        var report = With("conclusion", "\"合格\"");
        report["severeDefect"] = false;

        Answer(report).ShouldBe(["failed-items-unexpected $.failedItems"]);
    }

    [Fact]
    public void Refuses_a_severe_defect_of_a_qualified_result()
    {
        var report = With("conclusion", "\"合格\"");
        report["failedItems"] = new JsonArray();

        Read(report).Problems.ShouldHaveSingleItem().ShouldBe(new("severe-unexpected", "$.severeDefect", "结论为合格时，不能勾选存在严重质量问题。"));
        report["severeDefect"] = false;
        Answer(report).ShouldBeEmpty();
    }

    [Fact]
    public void Refuses_a_producer_with_the_sampled_enterprise_s_code_and_another_name() =>
        Read(With("labelledProducer.creditCode", "\"91350100m000100y43\"")).Problems.ShouldHaveSingleItem().ShouldBe(new(
            "same-credit-code", "$.labelledProducer.creditCode",
            "标称生产者与被抽样企业是同一统一社会信用代码“91350100M000100Y43”，名称却不同，请核对；是同一家企业的，不填标称生产者。"));

    [Fact]
    public void Takes_a_producer_that_is_the_sampled_enterprise_as_not_given()
    {
        var report = With("labelledProducer.creditCode", "\"91350100m000100y43\"");
        report["labelledProducer"]!["name"] = report["sampledParty"]!["name"]!.GetValue<string>();

        Read(report).Value.ShouldNotBeNull().LabelledProducer.ShouldBeNull();
    }

    [Fact]
    public void Refuses_more_failed_items_than_anybody_could_read()
    {
        var item = Json["failedItems"]![0]!.ToJsonString();

        Answer(With("failedItems", $"[{string.Join(',', Enumerable.Repeat(item, 200))}]")).ShouldBeEmpty();
        Answer(With("failedItems", $"[{string.Join(',', Enumerable.Repeat(item, 201))}]")).ShouldBe(["too-many $.failedItems"]);
    }

    [Fact]
    public void Counts_a_rare_character_as_one()
    {
        var longest = string.Concat(Enumerable.Repeat("𬭎", 100));

        Answer(With("product", $"\"{longest}\"")).ShouldBeEmpty();
        Answer(With("product", $"\"{longest}𬭎\"")).ShouldBe(["too-long $.product"]);
    }

    [Fact]
    public void Reports_all_problems_at_once_in_the_order_of_the_members()
    {
        var report = With("sampledParty.email", "\"x\"");
        report["city"] = "";
        report["category"] = "化妆品";
        report["issuedOn"] = "昨天";
        report.Remove("model");

        Answer(report).ShouldBe(
        [
            "required $.city", "BJ-27 $.category", "required $.model", "email $.sampledParty.email", "date $.issuedOn",
        ]);
    }

    [Fact]
    public void Says_in_chinese_why_an_excluded_product_is_kept_out() =>
        Read(With("category", "\"化妆品\"")).Problems.ShouldHaveSingleItem()
            .Message.ShouldBe("“化妆品”的监督抽查后处理不适用本规定（BJ-27），不予受理。");

    [Theory]
    [InlineData("null", "report-shape $")]
    [InlineData("[]", "report-shape $")]
    [InlineData("\"报告\"", "report-shape $")]
    [InlineData("{\"city\":\"beijing\",\"city\":\"beijing\"}", "duplicate-key $.city")]
    [InlineData("{\"city\":\"\\ud800\"}", "invalid-text $")]
    [InlineData("{\"\\ud800\":\"beijing\"}", "invalid-text $")]
    public void Refuses_what_is_no_readable_object(string json, string answer) =>
        Answer(JsonNode.Parse(json)).ShouldBe([answer]);
}
