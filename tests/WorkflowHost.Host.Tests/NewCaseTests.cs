using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Testing.Scenarios;
using Xunit;

namespace WorkflowHost.Host.Tests;

/// <summary>新建案件: a report entered by hand.</summary>
public sealed class NewCaseTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Path = "/cases/new";

    [Fact]
    public async Task An_officer_sees_what_will_happen_then_opens_the_case_once_however_often_the_form_comes()
    {
        // given
        using var officer = await VisitorAsync("sj.jingban");
        await officer.OpenAsync(Path);

        // when
        await officer.SubmitAsync(Path, Filled("NEW-1", ("step", "preview")));

        // then
        officer.Page.ShouldContain("北京：监督抽查不合格产品后处理（第 1 版）");
        officer.Page.ShouldContain("北京市海淀区市场监督管理局");
        officer.Page.ShouldContain("value=\"NEW-1\"", Case.Sensitive, "nothing typed is lost");
        (await CasesAsync("NEW-1")).ShouldBeEmpty();

        // when it is sent twice at once
        using var twin = await VisitorAsync("sj.jingban");
        await twin.OpenAsync(Path);
        await twin.SubmitAsync(Path, Filled("NEW-1", ("step", "preview")));
        await Task.WhenAll(officer.SubmitAsync(Path, Filled("NEW-1", ("step", "save"))), twin.SubmitAsync(Path, Filled("NEW-1", ("step", "save"))));

        // then both stand before the one case
        var known = (await CasesAsync("NEW-1")).ShouldHaveSingleItem();
        foreach (var page in new[] { officer.Page, twin.Page })
        {
            page.ShouldContain(known["number"]!.GetValue<string>());
            page.ShouldContain("当前环节");
        }

        (await host.InboxAsync("sj.jingban", known["id"]!.GetValue<string>())).ShouldHaveSingleItem()["title"]!.GetValue<string>().ShouldBe("汇总整理并转交");
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_its_field_and_what_was_typed_stays()
    {
        // given
        using var officer = await VisitorAsync("sj.jingban");
        await officer.OpenAsync(Path);

        // when
        await officer.SubmitAsync(Path, Filled(
            "NEW-2", ("sampledParty.creditCode", "91350100M000100Y44"), ("conclusion", ""), ("failedItems[0].measured", ""), ("product", "<b>三轮车</b>"), ("step", "preview")));

        // then
        officer.Page.ShouldContain("没有立案，请修改以下内容：");
        officer.Page.ShouldContain("href=\"#field-sampledParty.creditCode\"");
        officer.Page.ShouldContain("统一社会信用代码“91350100M000100Y44”不正确");
        officer.Page.ShouldContain("id=\"field-conclusion-error\"");
        officer.Page.ShouldContain("id=\"field-failedItems[0].measured-error\"");
        officer.Page.ShouldContain("value=\"91350100M000100Y44\"");
        officer.Page.ShouldNotContain("id=\"outlook\"");
        (await CasesAsync("NEW-2")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_changed_after_the_look_ahead_is_shown_again_before_it_is_saved()
    {
        // given
        using var officer = await VisitorAsync("sj.jingban");
        await officer.OpenAsync(Path);
        await officer.SubmitAsync(Path, Filled("NEW-3", ("step", "preview")));

        // when
        await officer.SubmitAsync(Path, Filled("NEW-3", ("placeOfProduction", "朝阳区"), ("step", "save")));

        // then
        officer.Page.ShouldContain("北京市朝阳区市场监督管理局");
        (await CasesAsync("NEW-3")).ShouldBeEmpty();
        await officer.SubmitAsync(Path, Filled("NEW-3", ("placeOfProduction", "朝阳区"), ("step", "save")));
        (await CasesAsync("NEW-3")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_report_number_that_is_taken_leads_to_its_case()
    {
        // given
        var opened = await host.OpenCaseAsync("NEW-4");
        using var officer = await VisitorAsync("sj.jingban");
        await officer.OpenAsync(Path);

        // when
        await officer.SubmitAsync(Path, Filled("NEW-4", ("product", "另一种产品"), ("step", "preview")));

        // then
        officer.Page.ShouldContain("没有重复立案：");
        officer.Page.ShouldContain($"href=\"/cases/{opened.CaseId}\"");
    }

    [Theory]
    [InlineData("sj.guanli", "beijing", "北京：监督抽查合格结果送达（第 1 版）", "inProgress")]
    [InlineData("cqsj.guanli", "chongqing", "重庆：监督抽查合格结果送达（第 1 版）", "inProgress")]
    [InlineData("shsj.guanli", "shanghai", "检验合格，只作登记", "registered")]
    public async Task A_qualified_result_goes_as_its_citys_rule_says_and_rows_of_items_can_be_added(string login, string city, string outlook, string state)
    {
        // given
        var number = $"NEW-5-{city}";
        var report = city switch
        {
            "beijing" => Reports.Unqualified(number),
            "chongqing" => Reports.ProducedInChongqing(number),
            _ => Reports.ProducedInShanghai(number),
        };
        using var officer = await VisitorAsync(login);
        await officer.OpenAsync(Path);
        await officer.SubmitAsync(Path, Filled(report, ("failedItems[1].name", ""), ("failedItems[2].name", ""), ("step", "more")));
        officer.Page.ShouldContain("failedItems[3].name");
        officer.Page.ShouldContain($"value=\"{number}\"");

        // when
        var qualified = Filled(report, ("conclusion", "合格"), ("failedItems[0].name", ""), ("failedItems[0].requirement", ""), ("failedItems[0].measured", ""));
        await officer.SubmitAsync(Path, [.. qualified, ("step", "preview")]);
        officer.Page.ShouldContain(outlook);
        await officer.SubmitAsync(Path, [.. qualified, ("step", "save")]);

        // then
        (await CasesAsync(number, login)).ShouldHaveSingleItem()["state"]!.GetValue<string>().ShouldBe(state);
    }

    [Fact]
    public async Task A_case_that_came_of_tracing_stands_beside_the_tasks_of_the_case_that_it_came_of()
    {
        // given
        var parentId = (await host.OpenCaseAsync("NEW-7")).CaseId;
        using var officer = await VisitorAsync("sj.jingban");
        var task = $"/tasks/{(await host.InboxAsync("sj.jingban", parentId)).ShouldHaveSingleItem()["id"]!.GetValue<string>()}";
        await officer.OpenAsync(task);
        officer.Page.ShouldNotContain("关联案件");

        // when another case is opened as one that was traced from it
        var parent = (await CasesAsync("NEW-7")).Single()["number"]!.GetValue<string>();
        await officer.OpenAsync(Path);
        await officer.SubmitAsync(Path, Filled("NEW-7-2", ("parentCase", parent), ("step", "preview")));
        await officer.SubmitAsync(Path, Filled("NEW-7-2", ("parentCase", parent), ("step", "save")));

        // then
        var child = (await CasesAsync("NEW-7-2")).ShouldHaveSingleItem();
        await officer.OpenAsync(task);
        officer.Page.ShouldContain("关联案件");
        officer.Page.ShouldContain($"href=\"/cases/{child["id"]!.GetValue<string>()}\"");
    }

    [Fact]
    public async Task A_producer_that_is_somebody_else_becomes_the_addressee()
    {
        // given
        using var officer = await VisitorAsync("sj.jingban");
        await officer.OpenAsync(Path);

        // when
        await officer.SubmitAsync(Path, Filled(
            "NEW-6", ("sampledParty.role", "销售者"), ("labelledProducer.name", "北京䶮和玩具厂"), ("labelledProducer.creditCode", "91110105MA01ABCD39"),
            ("labelledProducer.address", "北京市海淀区示例街2号"), ("labelledProducer.phone", "13900000000"), ("step", "preview")));

        // then
        officer.Page.ShouldContain("<dd>北京䶮和玩具厂</dd>");
    }

    [Theory]
    [InlineData("hd.jingban")]
    [InlineData("sj.shenhe")]
    public async Task Only_those_who_may_hand_in_reports_may_enter_one(string login)
    {
        using var visitor = await VisitorAsync(login);

        (await visitor.OpenAsync(Path)).ShouldBe(HttpStatusCode.Forbidden);
        await visitor.OpenAsync("/cases");
        visitor.Page.ShouldNotContain("新建案件");
    }

    private static (string Name, string Value)[] Filled(string reportNumber, params (string Name, string Value)[] other) =>
        Filled(Reports.Unqualified(reportNumber), other);

    private static (string Name, string Value)[] Filled(JsonObject report, params (string Name, string Value)[] other)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("", report);
        foreach (var (name, value) in other)
        {
            fields[name] = value;
        }

        return [.. fields.Where(field => field.Key is not ("city" or "severeDefect")).Select(field => (field.Key, field.Value))];

        void Add(string prefix, JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                switch (value)
                {
                    case JsonObject inner:
                        Add($"{prefix}{name}.", inner);
                        break;
                    case JsonArray items:
                        for (var place = 0; place < items.Count; place++)
                        {
                            Add(FormattableString.Invariant($"{name}[{place}]."), items[place]!.AsObject());
                        }

                        break;
                    default:
                        fields[prefix + name] = value!.ToString();
                        break;
                }
            }
        }
    }

    private async Task<PortalVisitor> VisitorAsync(string login)
    {
        var visitor = new PortalVisitor(host.Browser());
        await visitor.LogInAsync(login);
        return visitor;
    }

    private async Task<IReadOnlyList<JsonNode>> CasesAsync(string reportNumber, string login = "sj.jingban") =>
        [.. (await (await host.AsAsync(login)).GetAsync($"/api/v1/cases?search={reportNumber}")).Items];
}
