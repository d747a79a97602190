using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using WorkflowHost.Persistence.Sqlite;

namespace WorkflowHost.EndToEnd.Tests.Crashes;

/// <summary>Reads what the killed processes left in the database file and in the folder of documents, past all of the product's code.</summary>
internal sealed class Ledger : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly string documents;

    /// <param name="database">The file; nobody may be writing to it.</param>
    /// <param name="documents">The folder of issued documents.</param>
    public Ledger(string database, string documents)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor(typeof(SqlitePersistenceModule).Module.ModuleHandle);
        this.documents = documents;
        connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
    }

    /// <summary>What must be empty: a name for what would be wrong, and the rows that show it.</summary>
    public static IReadOnlyDictionary<string, string> Faults { get; } = new Dictionary<string, string>
    {
        ["case not closed"] = "SELECT Number, State FROM Cases WHERE State <> 'Closed'",
        ["case without its instance"] = "SELECT Number FROM Cases WHERE InstanceId NOT IN (SELECT Id FROM Instances)",
        ["instance without its case"] = "SELECT Id FROM Instances WHERE Id NOT IN (SELECT InstanceId FROM Cases)",
        ["instance still running"] = "SELECT Id, SubStatus FROM Instances WHERE Status <> 'Finished' OR SubStatus <> 'Finished'",
        ["wait of a finished instance"] = "SELECT InstanceId, Title FROM Bookmarks",
        ["timer of a finished instance"] = "SELECT InstanceId, BookmarkId FROM Timers",
        ["incident"] = "SELECT InstanceId, Message FROM Incidents",
        ["gap in a history"] =
            "SELECT InstanceId FROM History GROUP BY InstanceId HAVING MIN(Sequence) <> 1 OR MAX(Sequence) <> COUNT(*)",
        ["step completed twice"] =
            "SELECT InstanceId, ExecutionId, ActivityName FROM History WHERE Event = 'Completed' GROUP BY InstanceId, ExecutionId HAVING COUNT(*) > 1",
        ["step of the straight way taken twice"] =
            "SELECT InstanceId, NodeId FROM History WHERE Event = 'Completed' GROUP BY InstanceId, NodeId HAVING COUNT(*) > 1",
        ["task that arose twice"] = "SELECT InstanceId, Title FROM Tasks GROUP BY InstanceId, Title HAVING COUNT(*) > 1",
        ["open task of a finished instance"] = "SELECT InstanceId, Title FROM Tasks WHERE State = 'Open'",
        ["period that never ended"] =
            "SELECT Id FROM Instances WHERE Id NOT IN (SELECT InstanceId FROM History WHERE ActivityName = '等待异议期届满' AND Event = 'Completed')"
            + " AND Id NOT IN (SELECT InstanceId FROM Tasks WHERE Title = '登记异议材料' AND State = 'Done')",
        ["document not issued"] = "SELECT Number, State FROM Documents WHERE State <> 'Issued'",
        ["document number twice"] = "SELECT Number FROM Documents GROUP BY Number HAVING COUNT(*) > 1",
        ["case number twice"] = "SELECT Number FROM Cases GROUP BY Number HAVING COUNT(*) > 1",
        ["document twice"] = "SELECT InstanceId, Template FROM Documents GROUP BY InstanceId, Template"
            + " HAVING COUNT(*) > CASE Template WHEN 'common/service-receipt' THEN 2 ELSE 1 END",
        ["message neither sent nor unknown"] = "SELECT \"Key\", Kind, State, Response FROM Outbox WHERE State NOT IN ('Done', 'Unknown') AND NOT (State = 'Kept' AND Kind = 'sms')",
        ["repeatable message unknown"] = "SELECT \"Key\", Kind FROM Outbox WHERE State = 'Unknown' AND Kind NOT IN ('email', 'sms')",
        ["instance without its e-mail"] = "SELECT Id FROM Instances WHERE Id NOT IN (SELECT InstanceId FROM Outbox WHERE Kind = 'email')",
    };

    /// <summary>The rows of a query, columns joined by blanks.</summary>
    public List<string> Rows(string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The queries are the constants of this file and its test.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column))));
        }

        return rows;
    }

    /// <summary>Documents whose file is missing or has other bytes than it was issued with.</summary>
    public List<string> DamagedDocuments() => Rows("SELECT ContentHash FROM Documents").FindAll(hash =>
    {
        var file = Path.Combine(documents, hash[..2], hash[2..4], hash);
        return !File.Exists(file) || Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) != hash;
    });

    /// <summary>Numbers that each series has given out, in order; the key is all before the number.</summary>
    public Dictionary<string, List<int>> NumbersBySeries() => Rows("SELECT Number FROM Documents")
        .GroupBy(number => number[..(number.IndexOf('〕', StringComparison.Ordinal) + 1)])
        .ToDictionary(
            series => series.Key,
            series => series.Select(number => int.Parse(number[series.Key.Length..^1], CultureInfo.InvariantCulture)).Order().ToList());

    public void Dispose() => connection.Dispose();
}
