using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Persistence;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Testing;
using WorkflowHost.Testing.Databases;
using Activity = WorkflowHost.Engine.Contract.Activity;

namespace WorkflowHost.Benchmarks;

/// <summary>
/// Durable instances per second: three steps, blocked at the second, resumed, finished; two commits each. Beside it, in the same run,
/// raw SQLite commits of as many bytes under the same settings, because only the ratio travels between machines.
/// </summary>
internal static class DurableBenchmark
{
    private const int Instances = 3000;

    /// <summary>Every page goes to the write-ahead log, and at the checkpoint to the file.</summary>
    private const int WritesOfAByte = 2;

    private const string Definition = """
        {
          "definitionId": "bench", "name": "bench", "version": 1,
          "variables": [{ "id": "v1", "name": "count", "typeName": "Int32" }],
          "root": {
            "id": "flow", "type": "Elsa.Flowchart",
            "activities": [
              { "id": "a", "type": "Elsa.SetVariable", "variable": { "id": "v1", "name": "count" }, "value": { "typeName": "Int32", "expression": { "type": "Literal", "value": 1 } } },
              { "id": "b", "type": "Bench.Wait" },
              { "id": "c", "type": "Elsa.SetVariable", "variable": { "id": "v1", "name": "count" }, "value": { "typeName": "Int32", "expression": { "type": "Literal", "value": 2 } } }
            ],
            "connections": [
              { "source": { "activity": "a", "port": "Done" }, "target": { "activity": "b", "port": "In" } },
              { "source": { "activity": "b", "port": "Done" }, "target": { "activity": "c", "port": "In" } }
            ]
          }
        }
        """;

    public static async Task RunAsync()
    {
        Console.WriteLine($"{Instances} instances of three steps, two durable turns each; {Environment.ProcessorCount} cores");
        foreach (var callers in new[] { 1, 8, 64 })
        {
            await using var database = new SqliteTestDatabase();
            var services = new ServiceCollection();
            services.AddSingleton<TimeProvider>(new ManualTimeProvider(DateTimeOffset.UnixEpoch));
            services.AddSingleton<IIdGenerator, SequentialIds>();
            services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
            services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
            services.AddOptions();
            services.AddRuntime().AddPersistence().AddSingleton(ActivityType.Of<Wait>());
            database.Register(services);
            await using var provider = services.BuildServiceProvider();
            await provider.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
            await provider.GetRequiredService<DefinitionLibrary>()
                .PublishAsync(Definition, DefinitionOrigin.File, CancellationToken.None);
            var runtime = provider.GetRequiredService<WorkflowRuntime>();

            await PlayAsync(runtime, "warm", 200, callers);
            await CheckpointAsync(database.File);
            var before = BytesWritten();
            var watch = Stopwatch.StartNew();
            await PlayAsync(runtime, "run", Instances, callers);
            watch.Stop();
            await CheckpointAsync(database.File);
            var written = (BytesWritten() - before) / (Instances * 2L);
            var perSecond = Instances / watch.Elapsed.TotalSeconds;
            var raw = await RawCommitsAsync((int)written / WritesOfAByte);
            Console.WriteLine(
                $"{callers,3} callers: {perSecond,7:F0} instances/s, {perSecond * 2,7:F0} turns/s of {written} bytes written; "
                + $"raw SQLite {raw.PerSecond,7:F0} commits/s of {raw.BytesWritten} bytes written; ratio {perSecond * 2 / raw.PerSecond:F2}");
        }
    }

    private static async Task PlayAsync(WorkflowRuntime runtime, string prefix, int count, int callers)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = callers },
            async (number, stop) =>
            {
                var id = $"{prefix}{number}";
                var started = (RuntimeResult.Done)await runtime.StartAsync(
                    new NewInstance(id, "bench", id, id, []), Command.BySystem(), stop);
                var resumed = (RuntimeResult.Done)await runtime.SendAsync(
                    id, new Stimulus.Resume(started.State.Bookmarks[0].Id, []),
                    Command.BySystem(), stop);
                if (resumed.State.SubStatus is not WorkflowSubStatus.Finished)
                {
                    throw new InvalidOperationException($"Instance {id} did not finish.");
                }
            });
    }

    private static async Task<(double PerSecond, long BytesWritten)> RawCommitsAsync(int bytes)
    {
        var folder = Directory.CreateTempSubdirectory("workflowhost-raw-");
        var file = Path.Combine(folder.FullName, "raw.db");
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            await ExecuteAsync(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB)");
            await using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO t (b) VALUES ($b)";
            insert.Parameters.AddWithValue("$b", new byte[bytes]);
            await CheckpointAsync(file);
            var before = BytesWritten();
            var watch = Stopwatch.StartNew();
            const int commits = Instances * 2;
            for (var number = 0; number < commits; number++)
            {
                await using var transaction = await connection.BeginTransactionAsync();
                insert.Transaction = (SqliteTransaction)transaction;
                await insert.ExecuteNonQueryAsync();
                await transaction.CommitAsync();
            }

            watch.Stop();
            await CheckpointAsync(file);
            return (commits / watch.Elapsed.TotalSeconds, (BytesWritten() - before) / commits);
        }
    }

    private static async Task CheckpointAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await ExecuteAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What this process has handed to the system so far, on Linux.</summary>
    private static long BytesWritten() => long.Parse(
        File.ReadLines("/proc/self/io").First(line => line.StartsWith("wchar:", StringComparison.Ordinal)).AsSpan("wchar:".Length),
        CultureInfo.InvariantCulture);

    /// <summary>Waits until it is resumed.</summary>
    [Activity("Bench", "Wait")]
    private sealed class Wait : Activity
    {
        protected override void Execute(ActivityExecutionContext context) => context.CreateBookmark();
    }
}
