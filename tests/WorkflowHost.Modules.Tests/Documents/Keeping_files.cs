using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using Shouldly;
using WorkflowHost.Gateways.Files;
using WorkflowHost.Runtime;
using Xunit;

namespace WorkflowHost.Modules.Tests.Documents;

public sealed class Keeping_files : IDisposable
{
    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("files-");
    private readonly FileStore store;

    public Keeping_files() => store = NewStore();

    private string Folder => Path.Combine(parent.FullName, "data", "files");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => parent.Delete(recursive: true);

    [Fact]
    public void What_is_put_comes_back_under_its_sha_256() => Check.One(
        Config.QuickThrowOnFailure, Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), RoundTripAsync));

    [Fact]
    public async Task A_file_lies_under_two_levels_of_its_hash_and_no_draft_stays()
    {
        var hash = await store.PutAsync("整改通知书"u8.ToArray(), Cancelled);

        Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
            .ShouldBe([Path.Combine(Folder, hash[..2], hash[2..4], hash)]);
    }

    [Fact]
    public async Task Another_store_over_the_same_folder_has_the_file()
    {
        var hash = await store.PutAsync("a"u8.ToArray(), Cancelled);

        (await NewStore().GetAsync(hash, Cancelled)).ShouldBe("a"u8.ToArray());
    }

    [Fact]
    public async Task Equal_bytes_put_at_the_same_time_are_kept_once()
    {
        var content = new byte[300_000];
        var ids = new Counting();

        var hashes = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => NewStore(ids).PutAsync(content, Cancelled), Cancelled)));

        hashes.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        (await store.GetAsync(hashes[0], Cancelled)).ShouldBe(content);
    }

    [Fact]
    public async Task Changed_bytes_are_never_given_out()
    {
        var hash = await store.PutAsync("原文"u8.ToArray(), Cancelled);
        await File.WriteAllTextAsync(Path.Combine(Folder, hash[..2], hash[2..4], hash), "改动", Cancelled);

        (await Should.ThrowAsync<InvalidDataException>(() => store.GetAsync(hash, Cancelled))).Message.ShouldContain(hash);
    }

    [Fact]
    public async Task Putting_again_mends_changed_bytes()
    {
        var hash = await store.PutAsync("原文"u8.ToArray(), Cancelled);
        await File.WriteAllTextAsync(Path.Combine(Folder, hash[..2], hash[2..4], hash), "改动", Cancelled);

        await store.PutAsync("原文"u8.ToArray(), Cancelled);

        Encoding.UTF8.GetString((await store.GetAsync(hash, Cancelled)).ShouldNotBeNull()).ShouldBe("原文");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    public async Task Nothing_is_null(string hash) => (await store.GetAsync(hash, Cancelled)).ShouldBeNull();

    private FileStore NewStore(IIdGenerator? ids = null) =>
        new(Options.Create(new FilesOptions { Folder = Folder }), ids ?? new Counting());

    private async Task RoundTripAsync(byte[] content)
    {
        var hash = await store.PutAsync(content, Cancelled);
        hash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(content)));
        (await store.GetAsync(hash, Cancelled)).ShouldBe(content);
    }

    private sealed class Counting : IIdGenerator
    {
        private int last;

        public string NewId() => Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture);
    }
}
