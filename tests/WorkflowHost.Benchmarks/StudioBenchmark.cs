using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Npgsql;
using WorkflowHost.Persistence.Sqlite;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Benchmarks;

/// <summary>
/// What Studio asks most often, over HTTP from a host of its own: the toolbox, which it reads after every save, and the two lists of what
/// <see cref="StudioSeed"/> writes.
/// </summary>
internal static class StudioBenchmark
{
    private const int Seen = StudioSeed.Instances / 4 * 3;
    private const int Runs = 30;
    private const string Url = "http://127.0.0.1:5986";

    /// <param name="hostAssembly">Path of <c>WorkflowHost.Host.dll</c>.</param>
    public static async Task RunOnSqliteAsync(string hostAssembly)
    {
        // The data provider finds its native library only after the product's own assembly has been there.
        RuntimeHelpers.RunModuleConstructor(typeof(SqlitePersistenceModule).Module.ModuleHandle);
        await RunAsync(
            hostAssembly,
            [],
            data => new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(data, "workflowhost.db"), Pooling = false }.ToString()),
            milliseconds => milliseconds,
            "ANALYZE");
    }

    /// <param name="hostAssembly">Path of <c>WorkflowHost.Host.dll</c>.</param>
    public static async Task RunOnPostgreSqlAsync(string hostAssembly)
    {
        await using var cluster = await PostgreSqlCluster.StartAsync();
        await using var database = await cluster.CreateDatabaseAsync();
        await RunAsync(
            hostAssembly,
            [("Storage__Provider", "PostgreSql"), ("Storage__PostgreSql", database.ConnectionString)],
            _ => new NpgsqlConnection(database.ConnectionString),
            milliseconds => $"to_timestamp(({milliseconds}) / 1000.0)",
            "VACUUM ANALYZE");
    }

    private static async Task RunAsync(
        string hostAssembly, (string Name, string Value)[] settings, Func<string, DbConnection> connect, Func<string, string> moment, string upkeep)
    {
        var data = Directory.CreateTempSubdirectory("workflowhost-studio-");
        try
        {
            await WithHostAsync(hostAssembly, data.FullName, settings, _ => Task.CompletedTask);
            await using (var database = connect(data.FullName))
            {
                await database.OpenAsync();
                await StudioSeed.WriteAsync(database, moment, upkeep);
            }

            await WithHostAsync(hostAssembly, data.FullName, settings, MeasureAsync);
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

    private static async Task WithHostAsync(string hostAssembly, string data, (string Name, string Value)[] settings, Func<HttpClient, Task> useAsync)
    {
        var start = new ProcessStartInfo("dotnet", [hostAssembly]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["ASPNETCORE_URLS"] = Url;
        start.Environment["Storage__Folder"] = data;
        start.Environment["Demo__Examples"] = "false";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

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
