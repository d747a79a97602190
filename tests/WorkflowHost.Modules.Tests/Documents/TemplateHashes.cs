using Shouldly;
using WorkflowHost.Documents;
using Xunit;

namespace WorkflowHost.Modules.Tests.Documents;

public sealed class TemplateHashes(Typesetting typesetting) : IClassFixture<Typesetting>
{
    [Fact]
    public async Task A_change_of_an_imported_file_changes_the_hash_and_a_change_of_another_does_not()
    {
        // given
        typesetting.Add("seal", "#let mark = [甲]");
        typesetting.Add("stranger", "乙");
        var template = typesetting.Add("sealed", "#import \"seal.typ\": mark\n#set text(font: fonts.body)\n#mark");
        var first = await HashAsync(template);

        // when
        typesetting.Add("stranger", "丙");
        var afterStranger = await HashAsync(template);
        typesetting.Add("seal", "#let mark = [丁]");
        var afterImport = await HashAsync(template);

        // then
        first.Length.ShouldBe(64);
        afterStranger.ShouldBe(first);
        afterImport.ShouldNotBe(first);
    }

    private async Task<string> HashAsync(string template)
    {
        var rendering = await typesetting.Renderer.RenderAsync(
            template, Typesetting.Just("字"), TestContext.Current.CancellationToken);
        return rendering.ShouldBeOfType<Rendering.Done>(rendering.ToString()).TemplateHash;
    }
}
