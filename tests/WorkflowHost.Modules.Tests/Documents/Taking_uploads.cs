using Microsoft.Extensions.Options;
using Shouldly;
using WorkflowHost.Documents;
using WorkflowHost.Gateways.Files;
using WorkflowHost.Testing;
using Xunit;

namespace WorkflowHost.Modules.Tests.Documents;

public sealed class Taking_uploads : IDisposable
{
    private const int Mega = 1024 * 1024;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("uploads-");
    private readonly FileStore files;
    private readonly UploadDesk desk;

    public Taking_uploads()
    {
        files = new FileStore(Options.Create(new FilesOptions { Folder = folder.FullName }), new SequentialIds());
        desk = new UploadDesk(files, Options.Create(new UploadOptions { MaxMb = 1 }));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("回证.pdf", "%PDF-1.7", "application/pdf")]
    [InlineData("回证.PDF", "%PDF-1.7", "application/pdf")]
    [InlineData("回证.pdf", "<html>", "application/octet-stream")]
    [InlineData("回证.docx", "PK", "application/octet-stream")]
    public async Task A_file_is_kept_and_its_kind_is_read_from_its_bytes(string name, string text, string kind)
    {
        var kept = (await KeepAsync(name, System.Text.Encoding.UTF8.GetBytes(text))).Value.ShouldNotBeNull();

        (kept.Name, kept.Size, kept.ContentType).ShouldBe((name, text.Length, kind));
        (await files.GetAsync(kept.Hash, Cancelled)).ShouldBe(System.Text.Encoding.UTF8.GetBytes(text));
    }

    [Theory]
    [InlineData("../../etc/回证.pdf")]
    [InlineData("C:\\扫描\\回证.pdf")]
    public async Task Folders_in_a_name_are_left_out(string name) =>
        (await KeepAsync(name, [1])).Value.ShouldNotBeNull().Name.ShouldBe("回证.pdf");

    [Theory]
    [InlineData("page.html")]
    [InlineData("pdf")]
    [InlineData("")]
    [InlineData("folder/")]
    [InlineData("回证\u0001.pdf")]
    public async Task What_has_no_accepted_name_is_refused_and_not_kept(string name)
    {
        (await KeepAsync(name, [1])).Problems.ShouldHaveSingleItem().Code.ShouldBe("field-file");
        folder.GetFiles("*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_may_be_as_large_as_the_limit_and_no_larger_and_not_empty()
    {
        (await KeepAsync("a.pdf", new byte[Mega])).IsValid.ShouldBeTrue();
        (await KeepAsync("a.pdf", new byte[Mega + 1])).Problems.ShouldHaveSingleItem().Code.ShouldBe("file-large");
        (await KeepAsync("a.pdf", [])).Problems.ShouldHaveSingleItem().Code.ShouldBe("field-file");
        (await KeepAsync(new string('a', 197) + ".pdf", [1])).Problems.ShouldHaveSingleItem().Code.ShouldBe("field-file");
    }

    private async Task<Definitions.Checked<UploadedFile>> KeepAsync(string name, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        return await desk.KeepAsync(name, content, "file", "附件", Cancelled);
    }
}
