using Shouldly;
using Xunit;

namespace WorkflowHost.Modules.Tests.Documents;

public sealed class TemplateErrors(Typesetting typesetting) : IClassFixture<Typesetting>
{
    [Fact]
    public async Task A_field_that_is_not_there_gives_the_typesetters_message_and_line() =>
        (await typesetting.RefusedAsync(typesetting.Add("unknown-field", "第三行\n#data.nothing"), Typesetting.Just("x")))
            .ShouldBe("文书模板有误：unknown-field.typ 第 4 行：dictionary does not contain key \"nothing\"");

    [Fact]
    public async Task A_font_that_is_not_there_is_an_error_and_not_a_fallback() =>
        (await typesetting.RefusedAsync(
            typesetting.Add("unknown-font", "#set text(font: \"No Such Font\")\n中"), Typesetting.Just("x")))
            .ShouldContain("第 3 行：unknown font family: no such font");

    [Fact]
    public async Task A_package_from_the_network_is_refused() =>
        (await typesetting.RefusedAsync(
            typesetting.Add("package", "#import \"@preview/cetz:0.3.0\""), Typesetting.Just("x")))
            .ShouldContain("第 3 行：failed to download package");

    [Fact]
    public async Task A_file_outside_the_templates_folder_cannot_be_read() =>
        (await typesetting.RefusedAsync(
            typesetting.Add("outside", "#read(\"/../../etc/hostname\")"), Typesetting.Just("x")))
            .ShouldContain("第 3 行：failed to load file (access denied)");

    [Theory]
    [InlineData("beijing/nothing")]
    [InlineData("../beijing/transfer-list")]
    [InlineData("/etc/passwd")]
    public async Task A_template_that_is_not_there_is_refused(string template) =>
        (await typesetting.RefusedAsync(template, Typesetting.Just("x"))).ShouldBe($"没有文书模板 {template}");

    [Fact]
    public async Task A_template_without_a_schema_is_refused()
    {
        var template = typesetting.Add("no-schema", "字");
        File.Delete(Path.ChangeExtension(typesetting.TemplateFile(template), ".schema.json"));

        (await typesetting.RefusedAsync(template, Typesetting.Just("x"))).ShouldContain("没有数据说明");
    }

    [Fact]
    public async Task A_mended_template_is_used_at_once()
    {
        var template = typesetting.Add("mended", "#data.nothing");
        await typesetting.RefusedAsync(template, Typesetting.Just("字"));

        typesetting.Add("mended", "#set text(font: fonts.body)\n#data.text");

        (await (await typesetting.DoneAsync(template, Typesetting.Just("字"))).TextAsync()).ShouldBe("字");
    }
}
