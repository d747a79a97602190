using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Testing.Scenarios;
using Xunit;

namespace WorkflowHost.Host.Tests;

/// <summary>导入检验报告: a file of reports.</summary>
public sealed class CaseImportTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Path = "/cases/import";

    [Fact]
    public async Task Each_report_of_a_file_is_taken_or_refused_with_its_reasons_and_the_same_file_opens_nothing_twice()
    {
        // given a good one, one with a wrong code, one of another city, and something that is no report
        var wrong = Reports.Unqualified("IMP-2");
        wrong["sampledParty"]!["creditCode"] = "91350100M000100Y44";
        var file = new JsonArray(Reports.Unqualified("IMP-1"), wrong, Reports.ProducedInShanghai("IMP-3"), "x").ToJsonString();
        using var officer = await VisitorAsync("sj.jingban");
        await officer.OpenAsync(Path);

        // when
        await officer.UploadAsync(Path, file);

        // then
        officer.Page.ShouldContain("共 4 份，受理 1 份，未受理 3 份。");
        officer.Page.ShouldContain("统一社会信用代码“91350100M000100Y44”不正确");
        officer.Page.ShouldContain("这是其他市的检验报告");
        var known = (await CasesAsync("IMP-1")).ShouldHaveSingleItem();
        officer.Page.ShouldContain($"href=\"/cases/{known["id"]!.GetValue<string>()}\"");
        (await CasesAsync("IMP-2")).ShouldBeEmpty();

        // when
        await officer.UploadAsync(Path, file);

        // then
        officer.Page.ShouldContain("共 4 份，受理 0 份，未受理 4 份。");
        officer.Page.ShouldContain($"已经登记为案件 {known["number"]!.GetValue<string>()}，没有重复建案");
        (await CasesAsync("IMP-1")).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("", "没有选择文件，或文件是空的。")]
    [InlineData("[]", "文件应为检验报告的列表，至少有一份报告。")]
    [InlineData("{}", "文件应为检验报告的列表，至少有一份报告。")]
    [InlineData("[\n{ \"reportNumber\": \"IMP-9\" },\n{ \"rep", "JSON 语法错误：第 3 行")]
    [InlineData("[{ \"reportNumber\": \"IMP-9\" }, { \"reportNumber\": \"IMP-8\", \"city\": \"beijing\", \"city\": \"beijing\" }]", "city")]
    [InlineData("[{ \"reportNumber\": \"IMP-9\", \"product\": \"\\ud800\" }]", "无效字符")]
    public async Task A_file_that_is_no_list_of_reports_is_refused_as_a_whole(string file, string message)
    {
        using var officer = await VisitorAsync("sj.jingban");
        await officer.OpenAsync(Path);

        await officer.UploadAsync(Path, file);

        officer.Page.ShouldContain(message);
        officer.Page.ShouldNotContain("受理结果");
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_refused_by_that_name()
    {
        // given what a laboratory's system writes in GBK: 产品
        using var officer = await VisitorAsync("sj.jingban");
        await officer.OpenAsync(Path);

        // when
        await officer.UploadAsync(Path, [.. "[{ \"reportNumber\": \"IMP-7\", \"product\": \""u8, 0xB2, 0xFA, 0xC6, 0xB7, .. "\" }]"u8]);

        // then
        officer.Page.ShouldContain("不是 UTF-8 编码");
        officer.Page.ShouldNotContain("受理结果");
    }

    [Theory]
    [InlineData("hd.jingban")]
    [InlineData("sj.shenhe")]
    public async Task Only_officers_of_the_municipal_bureau_import(string login)
    {
        using var visitor = await VisitorAsync(login);

        (await visitor.OpenAsync(Path)).ShouldBe(HttpStatusCode.Forbidden);
        await visitor.OpenAsync("/cases");
        visitor.Page.ShouldNotContain("导入检验报告");
    }

    private async Task<PortalVisitor> VisitorAsync(string login)
    {
        var visitor = new PortalVisitor(host.Browser());
        await visitor.LogInAsync(login);
        return visitor;
    }

    private async Task<IReadOnlyList<JsonNode>> CasesAsync(string reportNumber) =>
        [.. (await (await host.AsAsync("sj.jingban")).GetAsync($"/api/v1/cases?search={reportNumber}")).Items];
}
