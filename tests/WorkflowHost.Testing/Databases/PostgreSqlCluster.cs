using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace WorkflowHost.Testing.Databases;

/// <summary>
/// A PostgreSQL server of its own in a temporary folder, reached through a socket there, so that it meets no other server.
/// Runs as the current user, or as <c>postgres</c> when that is root, as whom PostgreSQL refuses to run.
/// </summary>
public sealed class PostgreSqlCluster : IAsyncDisposable
{
    private const string Installations = "/usr/lib/postgresql";
    private const string Superuser = "postgres";

    private readonly string binaries;
    private readonly string folder;
    private int databases;

    private PostgreSqlCluster(string binaries, string folder)
    {
        this.binaries = binaries;
        this.folder = folder;
    }

    private static bool IsRoot => Environment.UserName is "root";

    private string Data => Path.Combine(folder, "data");

    /// <summary>Starts a server.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or did not start; says what to do.</exception>
    public static async Task<PostgreSqlCluster> StartAsync()
    {
        var cluster = new PostgreSqlCluster(FindBinaries(), Directory.CreateTempSubdirectory("workflowhost-pg-").FullName);
        if (IsRoot)
        {
            await RunAsync("chown", [Superuser, cluster.folder]);
        }

        await cluster.RunAsOwnerAsync(
            "initdb", "-D", cluster.Data, "-U", Superuser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await cluster.RunAsOwnerAsync(
            "pg_ctl", "-D", cluster.Data, "-l", Path.Combine(cluster.folder, "log"), "-w", "-t", "60",
            "-o", $"-c listen_addresses= -c unix_socket_directories={cluster.folder} -c max_connections=300 -c fsync=off", "start");
        return cluster;
    }

    /// <summary>An empty database on the server.</summary>
    public async Task<PostgreSqlTestDatabase> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref databases)}");
        await using var connection = new NpgsqlConnection(ConnectionString(Superuser));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A number of ours; names can't be parameters.
        command.CommandText = $"CREATE DATABASE {name}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return new PostgreSqlTestDatabase(ConnectionString(name));
    }

    /// <summary>Stops the server and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsOwnerAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private static string FindBinaries()
    {
        var newest = Directory.Exists(Installations)
            ? Directory.EnumerateDirectories(Installations).Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return newest ?? throw new InvalidOperationException(
            $"These tests need a PostgreSQL server: nothing is installed under {Installations}. On Debian: apt-get install postgresql.");
    }

    private static async Task RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed ({process.ExitCode}): {errors}{await output}");
        }
    }

    private Task RunAsOwnerAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(binaries, program);
        return IsRoot ? RunAsync("runuser", ["-u", Superuser, "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = folder,
        Username = Superuser,
        Database = database,
        MaxPoolSize = 50,
        Timeout = 120,
    }.ToString();
}
