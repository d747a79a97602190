using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WorkflowHost.Persistence;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Testing;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Benchmarks;

/// <summary>
/// A million pending timers in the store, of which some come due evenly in real time: how late the turn that consumes each one is
/// played, and whether memory stays where it was.
/// </summary>
internal static class TimersBenchmark
{
    private const int Pending = 1_000_000;
    private const int PerSecond = 500;
    private const int Seconds = 20;
    private const int Due = PerSecond * Seconds;

    private const string Definition = """
        {
          "definitionId": "bench", "name": "bench", "version": 1,
          "root": {
            "id": "all", "type": "Elsa.Sequence",
            "activities": [
              { "id": "wait", "type": "Elsa.Delay", "timeSpan": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "10.00:00:00" } } }
            ]
          }
        }
        """;

#pragma warning disable RS0030 // What is measured here is real time.
    private static readonly TimeProvider Clock = TimeProvider.System;
#pragma warning restore RS0030

    /// <param name="sideBySide">Instances whose timers fire side by side; null for the product's default.</param>
    public static async Task RunAsync(int? sideBySide)
    {
        await using var database = new SqliteTestDatabase();
        var services = new ServiceCollection();
        services.AddSingleton(Clock);
        services.AddSingleton<IIdGenerator, SequentialIds>();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        var settings = sideBySide is { } given ? new RuntimeOptions { TimersSideBySide = given } : new RuntimeOptions();
        services.AddSingleton(Options.Create(settings));
        services.AddRuntime().AddPersistence();
        database.Register(services);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
        await provider.GetRequiredService<DefinitionLibrary>().PublishAsync(Definition, DefinitionOrigin.File, CancellationToken.None);
        var runtime = provider.GetRequiredService<WorkflowRuntime>();

        Console.WriteLine($"{Pending:N0} pending timers, {PerSecond} due per second for {Seconds} s, {settings.TimersSideBySide} side by side; {Environment.ProcessorCount} cores");
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Due), new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (number, stop) => await runtime.StartAsync(new NewInstance(IdOf(number), "bench", "", "", []), Command.BySystem(), stop));
        Console.WriteLine($"{Due:N0} instances started in {watch.Elapsed.TotalSeconds:F1} s");
        await FillAsync(database.File);
        var first = Clock.GetUtcNow().AddSeconds(3);
        await SetDueAsync(database.File, first);

        var memory = Memory();
        watch.Restart();
        var pump = provider.GetRequiredService<TimerPump>();
        await pump.StartAsync(CancellationToken.None);
        while (await CountAsync(database.File, "SELECT COUNT(*) FROM Timers WHERE DueAt < 4102444800000") > 0 && watch.Elapsed < TimeSpan.FromMinutes(5))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Clock);
        }

        await pump.StopAsync(CancellationToken.None);
        var lags = await LagsAsync(database.File, first);
        Console.WriteLine(
            $"fired {lags.Count:N0}: lag p50 {lags[lags.Count / 2]} ms, p99 {lags[lags.Count * 99 / 100]} ms, most {lags[^1]} ms; "
            + $"working set {memory} MB before, {Memory()} MB after");
    }

    private static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"i{number:D6}");

    private static long Memory()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1024 / 1024;
    }

    private static Task FillAsync(string file) => ExecuteAsync(
        file,
        $"""
        INSERT INTO Timers (BookmarkId, InstanceId, DueAt)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Pending - Due})
        SELECT 'far' || i, 'i000000', 4102444800000 + i FROM n
        """);

    /// <summary>Each instance one step after the other, evenly.</summary>
    private static Task SetDueAsync(string file, DateTimeOffset first) => ExecuteAsync(
        file,
        $"UPDATE Timers SET DueAt = {first.ToUnixTimeMilliseconds()} + CAST(SUBSTR(InstanceId, 2) AS INTEGER) * 1000 / {PerSecond} WHERE BookmarkId NOT LIKE 'far%'");

    private static async Task<List<long>> LagsAsync(string file, DateTimeOffset first)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Numbers of this file.
        command.CommandText =
            $"SELECT FinishedAt - ({first.ToUnixTimeMilliseconds()} + CAST(SUBSTR(Id, 2) AS INTEGER) * 1000 / {PerSecond}) FROM Instances WHERE FinishedAt IS NOT NULL ORDER BY 1";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var lags = new List<long>();
        while (await reader.ReadAsync())
        {
            lags.Add(reader.GetInt64(0));
        }

        return lags;
    }

    private static async Task<long> CountAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }
}
