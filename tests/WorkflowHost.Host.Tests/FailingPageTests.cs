using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

/// <summary>What a person sees when the product itself is wrong.</summary>
public sealed class FailingPageTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task A_page_that_breaks_while_it_is_rendered_says_so_in_Chinese_with_a_number_to_name()
    {
        // given a page, and a database that has lost what it shows
        using var officer = new PortalVisitor(host.Browser());
        await officer.LogInAsync("sj.jingban");
        var file = Path.Combine(host.Services.GetRequiredService<IConfiguration>()["Storage:Folder"]!, "workflowhost.db");
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE Cases RENAME TO Lost";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        // when
        var status = await officer.OpenAsync("/cases");

        // then
        status.ShouldBe(HttpStatusCode.InternalServerError);
        officer.Page.ShouldContain("系统出现错误");
        officer.Page.ShouldContain("将编号");
    }
}
