using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Documents;
using Xunit;

namespace WorkflowHost.Modules.Tests.Documents;

public sealed class ShippedTemplates(Typesetting typesetting) : IClassFixture<Typesetting>
{
    public static TheoryData<string> Names => [.. Typesetting.ShippedTemplates];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_shows_the_numbers_names_and_credit_code_of_its_sample(string template)
    {
        // given
        var sample = typesetting.Sample(template);

        // when
        var text = await (await typesetting.DoneAsync(template, sample)).TextAsync();

        // then
        text.ShouldContain(sample["document"]!["number"]!.GetValue<string>());
        text.ShouldContain(sample["document"]!["title"]!.GetValue<string>());
        text.ShouldContain(sample["bureau"]!["name"]!.GetValue<string>());

        // What belongs to no case has no party.
        if (sample["party"] is { } party)
        {
            text.ShouldContain(party["name"]!.GetValue<string>());
            text.ShouldContain(party["creditCode"]!.GetValue<string>());
            text.ShouldContain(sample["report"]!["number"]!.GetValue<string>());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_embeds_every_font_and_gives_the_same_bytes_for_the_same_data(string template)
    {
        var first = await typesetting.DoneAsync(template, typesetting.Sample(template));
        var second = await typesetting.DoneAsync(template, typesetting.Sample(template));

        second.Bytes.ShouldBe(first.Bytes);
        var fonts = (await first.FontsAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        fonts.Count.ShouldBeGreaterThan(1);
        fonts.ShouldAllBe(font => font.Contains(" yes yes yes ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_refuses_data_without_a_required_part_and_names_it(string template)
    {
        foreach (var (part, _) in typesetting.Sample(template))
        {
            // given
            var data = typesetting.Sample(template);
            data.Remove(part);

            // when
            var rendering = await typesetting.Renderer.RenderAsync(
                template, data, TestContext.Current.CancellationToken);

            // then: what the schema does not ask for is left out of the document as a whole; versions of a procedure that
            // still run know nothing of a part that came later
            if (rendering is Rendering.Refused refused)
            {
                refused.Message.ShouldContain(part);
            }
            else if ((template, part) is not (("beijing/objection-decision", "remedies") or ("shanghai/rectification-order", "advice")))
            {
                part.ShouldBeOneOf("serviceDate", "objectionDeadline", "rectificationDeadline", "dueDateExplanation");
            }
        }
    }

    [Theory]
    [InlineData("beijing/rectification-order", "三、救济途径")]
    [InlineData("beijing/result-notice", "三、法定权利和义务")]
    public async Task The_last_page_holds_a_section_beside_the_seal_however_long_the_text_is(string template, string section)
    {
        for (var items = 1; items <= 8; items++)
        {
            // given
            var data = typesetting.Sample(template);
            data["report"]!["failedItems"] = new JsonArray([.. Enumerable.Range(1, items).Select(n => (JsonNode)new JsonObject
            {
                ["name"] = $"项目{n}", ["standard"] = "不应产生小零件", ["measured"] = "产生",
            })]);

            // when
            var pages = await (await typesetting.DoneAsync(template, data)).PagesAsync();

            // then
            pages[^1].ShouldContain(section, Case.Sensitive, $"{items}");
            pages[^1].ShouldContain("本文书一式");
            pages.SkipLast(1).ShouldAllBe(page => !page.Contains("本文书一式"));
        }
    }

    [Fact]
    public async Task A_paper_a_little_longer_than_a_page_is_set_closer_and_a_longer_one_goes_on_overleaf_with_its_last_paragraph()
    {
        const string Template = "beijing/progress-report";
        var lengths = new List<int>();
        foreach (var sentences in new[] { 1, 2, 12 })
        {
            // given
            var data = typesetting.Sample(Template);
            data["progress"]!["text"] = string.Concat(Enumerable.Repeat("企业已按要求停止生产销售，并报送整改报告。", sentences));

            // when
            var pages = await (await typesetting.DoneAsync(Template, data)).PagesAsync();

            // then
            lengths.Add(pages.Count);
            pages[^1].ShouldContain("以上情况，请审阅");
            pages[^1].ShouldContain("本文书一式");
        }

        lengths.ShouldBe([1, 1, 2]);
    }

    [Theory]
    [InlineData("2019-12-31", "依照《产品质量监督抽查管理办法》和")]
    [InlineData("2020-01-01", "依照《产品质量监督抽查管理暂行办法》和")]
    public async Task The_order_cites_the_national_rules_in_force_on_its_day(string day, string cited)
    {
        // given
        var data = typesetting.Sample("beijing/rectification-order");
        data["document"]!["date"] = day;

        // when
        var text = await (await typesetting.DoneAsync("beijing/rectification-order", data)).TextAsync();

        // then
        text.ShouldContain(cited);
    }

    [Fact]
    public async Task Dates_are_printed_the_Chinese_way()
    {
        var text = await (await typesetting.DoneAsync(
            "beijing/rectification-order", typesetting.Sample("beijing/rectification-order"))).TextAsync();

        text.ShouldContain("2026年9月16日");
        text.ShouldNotContain("2026-09-16");
    }

    [Fact]
    public async Task A_list_longer_than_a_page_repeats_its_header()
    {
        // given
        var data = typesetting.Sample("beijing/transfer-list");
        data["attachments"] = new JsonArray([.. Enumerable.Range(1, 60).Select(n => (JsonNode)new JsonObject
        {
            ["name"] = $"材料{n}", ["copies"] = 1,
        })]);

        // when
        var text = await (await typesetting.DoneAsync("beijing/transfer-list", data)).TextAsync();

        // then
        text.Split("材料名称").Length.ShouldBeGreaterThan(3);
        text.ShouldContain("材料60");
    }
}
