using Shouldly;
using WorkflowHost.Engine;
using WorkflowHost.Testing.Documentation;
using WorkflowHost.Testing.Scenarios;
using Xunit;

namespace WorkflowHost.Modules.Tests.Documentation;

public sealed class The_page_of_activities
{
    private static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "WorkflowHost.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
            }

            return folder.FullName;
        }
    }

    /// <summary>When it fails, the page as it should be lies under artifacts/activities: look at it and copy it to docs/activities.</summary>
    [Fact]
    public async Task It_says_what_the_activities_declare()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");

        // when
        var page = ActivityPage.Write(host.Get<ActivityRegistry>().Types);
        var proposed = Directory.CreateDirectory(Path.Combine(Repository, "artifacts", "activities")).FullName;
        await File.WriteAllTextAsync(Path.Combine(proposed, "README.md"), page, TestContext.Current.CancellationToken);

        // then
        (await File.ReadAllTextAsync(Path.Combine(Repository, "docs", "activities", "README.md"), TestContext.Current.CancellationToken)).ShouldBe(page);
    }

    [Fact]
    public async Task Every_activity_and_each_of_its_inputs_has_a_Chinese_name()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");

        // when
        var nameless = host.Get<ActivityRegistry>().Types.Where(type => type.Attribute.DisplayName.Length == 0 || type.Attribute.Category.Length == 0)
            .Select(type => type.Name);
        var namelessInputs = host.Get<ActivityRegistry>().Types.SelectMany(type => type.Inputs.Where(input =>
                input.GetCustomAttributes(typeof(Engine.Contract.InputAttribute), false) is not [Engine.Contract.InputAttribute { DisplayName.Length: > 0 }])
            .Select(input => $"{type.Name}.{input.Name}"));

        // then
        nameless.Concat(namelessInputs).ShouldBeEmpty();
    }
}
