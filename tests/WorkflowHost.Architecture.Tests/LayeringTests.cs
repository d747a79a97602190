using Shouldly;
using Xunit;

namespace WorkflowHost.Architecture.Tests;

public sealed class LayeringTests
{
    private static readonly string[] OutsideWorld =
    [
        "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Data", "Npgsql", "System.Net.Http.", "System.Net.Mail",
        "System.Diagnostics.Process", "System.IO.File", "System.IO.Directory",
    ];

    [Fact]
    public void Every_project_references_only_what_the_table_allows() =>
        Repository.SourceProjects.SelectMany(ProjectReferences.Offending).ShouldBeEmpty();

    [Fact]
    public void A_forbidden_project_reference_would_be_found()
    {
        // given
        var project = Path.Combine(Directory.CreateTempSubdirectory().FullName, "WorkflowHost.Engine.csproj");
        File.WriteAllText(project, """<Project><ItemGroup><ProjectReference Include="../WorkflowHost.Persistence/WorkflowHost.Persistence.csproj" /></ItemGroup></Project>""");

        // then
        ProjectReferences.Offending(project).ShouldBe(["Engine -> Persistence"]);
    }

    [Fact]
    public void The_table_is_checked_against_real_references() =>
        Repository.SourceProjects.SelectMany(ProjectReferences.Of).Count().ShouldBeGreaterThan(40);

    [Theory]
    [InlineData("Definitions")]
    [InlineData("Engine")]
    [InlineData("Expressions")]
    public void The_pure_projects_touch_nothing_outside(string project) =>
        Offenders(project, [.. OutsideWorld, "Microsoft.Extensions.Hosting", "System.TimeProvider"]).ShouldBeEmpty();

    [Theory]
    [InlineData("Runtime")]
    [InlineData("Cases")]
    [InlineData("Documents")]
    [InlineData("HumanTasks")]
    [InlineData("Messaging")]
    [InlineData("Organisation")]
    [InlineData("Regulations")]
    [InlineData("WorkingTime")]
    public void The_runtime_and_the_modules_reach_the_outside_only_through_ports(string project) =>
        Offenders(project, [.. OutsideWorld.Where(name => name != "System.Net.Mail")]).ShouldBeEmpty();

    [Theory]
    [InlineData("Persistence", "Microsoft.EntityFrameworkCore")]
    [InlineData("Gateways", "System.Net.Mail")]
    [InlineData("Portal", "Microsoft.AspNetCore")]
    public void The_check_sees_a_reference_where_there_is_one(string project, string used) =>
        Offenders(project, [used]).ShouldNotBeEmpty();

    private static IEnumerable<string> Offenders(string project, string[] forbidden) =>
        ReferencedTypes.Of(Repository.AssemblyOf("WorkflowHost." + project))
            .Where(type => forbidden.Any(name => type.StartsWith(name, StringComparison.Ordinal)));
}
