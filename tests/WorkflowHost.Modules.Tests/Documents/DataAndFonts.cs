using Shouldly;
using Xunit;

namespace WorkflowHost.Modules.Tests.Documents;

public sealed class DataAndFonts(Typesetting typesetting) : IClassFixture<Typesetting>
{
    private const string Order = "beijing/rectification-order";

    [Fact]
    public async Task Rare_characters_of_names_are_drawn()
    {
        var data = typesetting.Sample(Order);
        data["party"]!["name"] = "北京㛃䶮𬭎喆堃燚商贸有限公司";

        (await (await typesetting.DoneAsync(Order, data)).TextAsync()).ShouldContain("㛃䶮𬭎喆堃燚");
    }

    [Theory]
    [InlineData("body", "FandolFang")]
    [InlineData("subheading", "FandolKai")]
    public async Task The_yen_sign_is_not_drawn_by_a_font_that_draws_a_dollar(string role, string wrong)
    {
        // given
        var template = typesetting.Add($"yen-{role}", $"#set text(font: fonts.{role}, fallback: false)\n#data.text");

        // when
        var pdf = await typesetting.DoneAsync(template, Typesetting.Just("￥"));

        // then
        (await pdf.TextAsync()).ShouldBe("￥");
        var fonts = await pdf.FontsAsync();
        fonts.ShouldContain("NotoSerifSC");
        fonts.ShouldNotContain(wrong);
    }

    [Fact]
    public async Task A_character_without_a_font_refuses_the_document_by_name()
    {
        var data = typesetting.Sample(Order);
        data["party"]!["name"] = "北京\U00020000玩具有限公司";

        (await typesetting.RefusedAsync(Order, data)).ShouldBe("没有字体能显示字符 “\U00020000”（U+20000）");
    }

    [Fact]
    public async Task A_private_character_is_named_by_its_code_point() =>
        (await typesetting.RefusedAsync(
            typesetting.Add("private", "#set text(font: fonts.body, fallback: false)\n#data.text"),
            Typesetting.Just("王\uE123"))).ShouldContain("U+E123");

    [Fact]
    public async Task A_missing_field_refuses_the_document_by_path_and_title()
    {
        var data = typesetting.Sample(Order);
        data["party"]!.AsObject().Remove("creditCode");

        (await typesetting.RefusedAsync(Order, data)).ShouldBe("文书数据有误：缺少 party.creditCode（统一社会信用代码）");
    }

    [Theory]
    [InlineData("address", "  ", "party.address 不能是空白")]
    [InlineData("creditCode", "123", "party.creditCode 不符合规定的格式")]
    [InlineData("role", "Owner", "party.role 应为 Producer、Seller 之一")]
    public async Task A_wrong_value_refuses_the_document(string field, string value, string message)
    {
        var data = typesetting.Sample(Order);
        data["party"]![field] = value;

        (await typesetting.RefusedAsync(Order, data)).ShouldContain(message);
    }

    [Fact]
    public async Task A_day_that_does_not_exist_refuses_the_document()
    {
        var data = typesetting.Sample(Order);
        data["document"]!["date"] = "2026-02-30";

        (await typesetting.RefusedAsync(Order, data)).ShouldContain("document.date 不是日期");
    }

    [Theory]
    [InlineData("""#import "/x.typ": y""")]
    [InlineData("*粗* _斜_ $x^2$ @ref <label>")]
    [InlineData("`code` \\n \\u{41} // 注释 /* 注 */ = 题")]
    [InlineData("] #panic(\"x\") [ -- --- ~ '引号' \"引号\"")]
    public async Task Markup_in_data_appears_as_it_is(string value)
    {
        // given
        var data = typesetting.Sample(Order);
        data["party"]!["name"] = value;

        // when
        var text = await (await typesetting.DoneAsync(Order, data)).TextAsync();

        // then
        text.ShouldContain(Pdf.Squeeze(value) + "：");
    }

    [Theory]
    [InlineData("CQZJ-2026-004517")]
    [InlineData("91110108MA01ABCD2X")]
    [InlineData("XBH/3T_12V.2026+ABCDEFGHIJKLMNOPQRSTUVWXYZ")]
    public async Task A_long_code_stays_in_its_cell_and_keeps_its_text(string number)
    {
        // given
        var template = typesetting.Add("narrow", """
            #show: gongwen.with(data, bureau-line: "局")
            #ledger(columns: (5em, 5em), header: ([编], [右]), code(data.text), [边界])
            """);

        // when
        var pdf = await typesetting.DoneAsync(template, Typesetting.Just(number));

        // then
        (await pdf.TextAsync()).ShouldContain(number);
        var words = await pdf.WordsAsync();
        var border = words.Single(word => word.Text == "边界").Left;
        var pieces = words.Where(word => word.Text.Length > 1 && number.Contains(word.Text, StringComparison.Ordinal)).ToList();
        pieces.Count.ShouldBeGreaterThan(1);
        pieces.ShouldAllBe(piece => piece.Right < border);
    }
}
