using System.Globalization;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class DemoExamplesTests
{
    [Fact]
    public async Task The_first_start_of_a_demo_brings_the_examples_in_and_the_second_leaves_them_alone()
    {
        // given
        using var folder = new TemporaryFolder();
        IReadOnlyList<string> first;
        await using (var host = new RunningHost(new Dictionary<string, string> { ["Demo:Examples"] = "true", ["Storage:Folder"] = folder.Path }))
        {
            await host.InitializeAsync();
            first = await CasesAsync(host, 21);
        }

        // when
        await using var again = new RunningHost(new Dictionary<string, string> { ["Demo:Examples"] = "true", ["Storage:Folder"] = folder.Path });
        await again.InitializeAsync();

        // then
        (await CasesAsync(again, 21)).ShouldBe(first);
        first.Count.ShouldBe(21);
    }

    [Fact]
    public async Task A_database_that_has_a_case_gets_no_examples()
    {
        // given
        using var folder = new TemporaryFolder();
        await using (var host = new RunningHost(new Dictionary<string, string> { ["Storage:Folder"] = folder.Path }))
        {
            await host.InitializeAsync();
            await host.OpenCaseAsync("DE-OWN");
        }

        // when
        await using var again = new RunningHost(new Dictionary<string, string> { ["Demo:Examples"] = "true", ["Storage:Folder"] = folder.Path });
        await again.InitializeAsync();
        await again.OpenCaseAsync("DE-OWN-2");

        // then
        (await CasesAsync(again, 2)).Count.ShouldBe(2);
    }

    private static async Task<IReadOnlyList<string>> CasesAsync(RunningHost host, int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(RunningHost.Patience);
        var officer = await host.AsAsync("sj.jingban");
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var listed = (await officer.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/cases?limit={count + 1}"))).Items
                .Select(item => item["number"]!.GetValue<string>()).ToList();
            if (listed.Count >= count)
            {
                return listed;
            }
        }
    }
}
