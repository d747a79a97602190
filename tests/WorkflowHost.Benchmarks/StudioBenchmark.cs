using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using WorkflowHost.Persistence.Sqlite;

namespace WorkflowHost.Benchmarks;

/// <summary>
/// What Studio asks most often, over HTTP from a host of its own: the toolbox, which it reads after every save, and the two lists on
/// 2,000 definitions of 50 versions and on 100,000 instances, each with its case, a quarter of them another city's.
/// </summary>
internal static class StudioBenchmark
{
    private const int Definitions = 2000;
    private const int Versions = 50;
    private const int Instances = 100_000;
    private const int Seen = Instances / 4 * 3;
    private const int Runs = 30;
    private const string Url = "http://127.0.0.1:5986";

    /// <param name="hostAssembly">Path of <c>WorkflowHost.Host.dll</c>.</param>
    public static async Task RunAsync(string hostAssembly)
    {
        var data = Directory.CreateTempSubdirectory("workflowhost-studio-");
        try
        {
            await WithHostAsync(hostAssembly, data.FullName, _ => Task.CompletedTask);
            Seed(Path.Combine(data.FullName, "workflowhost.db"));
            await WithHostAsync(hostAssembly, data.FullName, MeasureAsync);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(HttpClient http)
    {
        var login = new JsonObject { ["login"] = "sj.guanli", ["password"] = "demo-2026" };
        using var session = await http.PostAsJsonAsync(new Uri("/api/v1/session", UriKind.Relative), login);
        var token = (await session.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        const string list = "/elsa/api/workflow-definitions";
        await TimeAsync(http, "toolbox", "/elsa/api/descriptors/activities?Refresh=True");
        await TimeAsync(http, "definitions, first page", list + "?versionOptions=Latest&Page=0&PageSize=50");
        await TimeAsync(http, "definitions, last page", list + "?versionOptions=Latest&Page=39&PageSize=50");
        await TimeAsync(http, "definitions by name", list + "?versionOptions=Latest&Page=20&PageSize=50&OrderBy=Name&OrderDirection=Ascending");
        await TimeAsync(http, "definitions searched", list + "?versionOptions=Latest&Page=0&PageSize=50&SearchTerm=1999");
        await TimeAsync(http, "versions of one", list + "?versionOptions=AllVersions&DefinitionIds=bench-77&OrderBy=Version&OrderDirection=Descending&Page=0&PageSize=50");
        await TimeAsync(http, "choice of all definitions", list + "?versionOptions=LatestOrPublished");
        await TimeAsync(http, "instances, first page", "/elsa/api/workflow-instances", Asked(0));
        await TimeAsync(http, "instances, middle page", "/elsa/api/workflow-instances", Asked(Seen / 100));
        await TimeAsync(http, "instances, last page", "/elsa/api/workflow-instances", Asked((Seen / 50) - 1));
        await TimeAsync(http, "instances, running", "/elsa/api/workflow-instances", Asked(0, ("statuses", new JsonArray("Running"))));
        await TimeAsync(http, "instances of one definition", "/elsa/api/workflow-instances", Asked(0, ("definitionIds", new JsonArray("bench-77"))));
        await TimeAsync(http, "instances searched by name", "/elsa/api/workflow-instances", Asked(0, ("searchTerm", "99999")));
        await TimeAsync(http, "instances by last turn", "/elsa/api/workflow-instances", Asked(10, ("orderBy", "LastExecuted")));
    }

    private static JsonObject Asked(int page, params (string Name, JsonNode Value)[] filters)
    {
        var asked = new JsonObject { ["page"] = page, ["pageSize"] = 50, ["orderDirection"] = "Descending" };
        foreach (var (name, value) in filters)
        {
            asked[name] = value;
        }

        return asked;
    }

    private static async Task TimeAsync(HttpClient http, string what, string path, JsonObject? body = null)
    {
        var times = new List<double>();
        var size = 0;
        for (var run = 0; run < Runs + 3; run++)
        {
            var watch = Stopwatch.StartNew();
            using var answer = body is null ? await http.GetAsync(new Uri(path, UriKind.Relative)) : await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
            size = (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length;
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        var warm = times.Skip(3).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-28}: {warm[warm.Count / 2],7:F1} ms median, {warm[(int)(warm.Count * 0.95)],7:F1} ms at 95 %, first {times[0],7:F1} ms, {size / 1024,5} kB"));
    }

    /// <summary>Rows of versions are as wide as real ones.</summary>
    private static void Seed(string file)
    {
        // The data provider finds its native library only after the product's own assembly has been there.
        RuntimeHelpers.RunModuleConstructor(typeof(SqlitePersistenceModule).Module.ModuleHandle);
        using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        database.Open();
        Execute(database, $$"""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {{Definitions * Versions}})
            INSERT INTO "DefinitionVersions" ("Id", "DefinitionId", "Version", "Name", "Hash", "Json", "Origin", "IsLatest", "IsPublished", "CreatedAt", "SearchText", "Description", "IsDraft", "Edit", "IsReadonly", "IsSystem", "IsUsableAsActivity")
            SELECT 'bench-' || (i / {{Versions}}) || '-v' || (i % {{Versions}} + 1), 'bench-' || (i / {{Versions}}), i % {{Versions}} + 1, '流程 ' || (i / {{Versions}}), 'h' || i,
                '{"customProperties":{"city":"beijing"},"root":"' || hex(zeroblob(4000)) || '"}', 'Administrator', i % {{Versions}} = {{Versions - 1}}, i % {{Versions}} = {{Versions - 1}}, 1700000000000 + i, '流程 ' || (i / {{Versions}}) || char(10) || 'bench-' || (i / {{Versions}}), '', 0, 0, 0, 0, 0
            FROM n
            """);
        Execute(database, $$"""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {{Instances}})
            INSERT INTO "Cases" ("Id", "Number", "City", "State", "ReportNumber", "Product", "PartyName", "Severe", "HandlingBureauId", "ReceivedOn", "InstanceId", "Result", "CreatedAt", "ClosedAt", "ClosedBy", "SearchText", "Report")
            SELECT 'case' || i, '案 ' || i, iif(i % 4, 'beijing', 'chongqing'), iif(i % 3, 'Closed', 'InProgress'), 'R' || i, '电热水壶', '某某有限公司', 0, 'bj-haidian', '2026-01-01',
                'i' || i, '', 1700000000000 + i, iif(i % 3, 1700000000000 + i * 2, NULL), '', 'r' || i, '{"padding":"' || hex(zeroblob(1000)) || '"}'
            FROM n
            """);
        Execute(database, $"""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {Instances})
            INSERT INTO "Instances" ("Id", "Name", "CorrelationId", "DefinitionVersionId", "DefinitionId", "DefinitionName", "DefinitionVersion", "Status", "SubStatus", "Revision", "CreatedAt", "UpdatedAt", "FinishedAt", "NextDueAt", "IncidentCount", "IsTest")
            SELECT 'i' || i, '实例 ' || i, 'case' || i, 'bench-' || (i % {Definitions}) || '-v{Versions}', 'bench-' || (i % {Definitions}), '流程', {Versions},
                iif(i % 3, 'Finished', 'Running'), iif(i % 3, 'Finished', 'Suspended'), 2, 1700000000000 + i, 1700000000000 + i * 2, iif(i % 3, 1700000000000 + i * 2, NULL), 1800000000000 + i, 0, 0
            FROM n
            """);
        Execute(database, "ANALYZE");
    }

    private static void Execute(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
#pragma warning disable CA2100 // Only numbers of this program are put in.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }

    private static async Task WithHostAsync(string hostAssembly, string data, Func<HttpClient, Task> useAsync)
    {
        var start = new ProcessStartInfo("dotnet", [hostAssembly]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["ASPNETCORE_URLS"] = Url;
        start.Environment["Storage__Folder"] = data;
        start.Environment["Demo__Examples"] = "false";
        using var host = Process.Start(start)!;
        host.OutputDataReceived += (_, _) => { };
        host.BeginOutputReadLine();
        using var handler = new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.GZip };
#pragma warning disable RS0030 // A program of its own, with one client.
        using var http = new HttpClient(handler) { BaseAddress = new Uri(Url) };
#pragma warning restore RS0030
        try
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (!host.HasExited && !await IsReadyAsync(http))
            {
                await pace.WaitForNextTickAsync();
            }

            await useAsync(http);
        }
        finally
        {
            host.Kill();
            await host.WaitForExitAsync();
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
