using System.Data.Common;

namespace WorkflowHost.Benchmarks;

/// <summary>2,000 definitions of 50 versions and 100,000 instances, each with its case, a quarter of them another city's; rows as wide as real ones.</summary>
internal static class StudioSeed
{
    public const int Definitions = 2000, Versions = 50, Instances = 100_000;

    /// <param name="database">Open, with this release's tables.</param>
    /// <param name="moment">How the database writes the instant of a number of milliseconds since 1970; takes the number.</param>
    /// <param name="upkeep">What the database does by itself a while after so many rows came.</param>
    public static async Task WriteAsync(DbConnection database, Func<string, string> moment, string upkeep)
    {
        await ExecuteAsync(database, Count(Definitions * Versions) + $"""
            INSERT INTO "DefinitionVersions" ("Id", "DefinitionId", "Version", "Name", "Hash", "Json", "Origin", "IsLatest", "IsPublished", "CreatedAt", "SearchText", "Description", "IsDraft", "Edit", "IsReadonly", "IsSystem", "IsUsableAsActivity")
            SELECT 'bench-' || (i / {Versions}) || '-v' || (i % {Versions} + 1), 'bench-' || (i / {Versions}), i % {Versions} + 1, '流程 ' || (i / {Versions}), 'h' || i,
                '{Padded("customProperties\":{\"city\":\"beijing\"},\"root", 8000)}', 'Administrator', i % {Versions} = {Versions - 1}, i % {Versions} = {Versions - 1},
                {moment("1700000000000 + i")}, '流程 ' || (i / {Versions}) || '{'\n'}' || 'bench-' || (i / {Versions}), '', FALSE, 0, FALSE, FALSE, FALSE
            FROM n
            """);
        await ExecuteAsync(database, Count(Instances) + $"""
            INSERT INTO "Cases" ("Id", "Number", "City", "State", "ReportNumber", "Product", "PartyName", "Severe", "HandlingBureauId", "ReceivedOn", "InstanceId", "Result", "CreatedAt", "ClosedAt", "ClosedBy", "SearchText", "Report")
            SELECT 'case' || i, '案 ' || i, CASE WHEN i % 4 = 0 THEN 'chongqing' ELSE 'beijing' END, CASE WHEN i % 3 = 0 THEN 'InProgress' ELSE 'Closed' END, 'R' || i, '电热水壶', '某某有限公司', FALSE, 'bj-haidian', '2026-01-01',
                'i' || i, '', {moment("1700000000000 + i")}, CASE WHEN i % 3 = 0 THEN NULL ELSE {moment("1700000000000 + i * 2")} END, '', 'r' || i, '{Padded("padding", 2000)}'
            FROM n
            """);
        await ExecuteAsync(database, Count(Instances) + $"""
            INSERT INTO "Instances" ("Id", "Name", "CorrelationId", "DefinitionVersionId", "DefinitionId", "DefinitionName", "DefinitionVersion", "Status", "SubStatus", "Revision", "CreatedAt", "UpdatedAt", "FinishedAt", "NextDueAt", "IncidentCount", "IsTest")
            SELECT 'i' || i, '实例 ' || i, 'case' || i, 'bench-' || (i % {Definitions}) || '-v{Versions}', 'bench-' || (i % {Definitions}), '流程', {Versions},
                CASE WHEN i % 3 = 0 THEN 'Running' ELSE 'Finished' END, CASE WHEN i % 3 = 0 THEN 'Suspended' ELSE 'Finished' END, 2, {moment("1700000000000 + i")}, {moment("1700000000000 + i * 2")},
                CASE WHEN i % 3 = 0 THEN NULL ELSE {moment("1700000000000 + i * 2")} END, {moment("1800000000000 + i")}, 0, FALSE
            FROM n
            """);
        await ExecuteAsync(database, upkeep);
    }

    private static string Count(int rows) => $"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {rows}) ";

    /// <summary>An object whose last member is that long a text.</summary>
    private static string Padded(string members, int length) => $$"""{"{{members}}":"{{new string('0', length)}}"}""";

    private static async Task ExecuteAsync(DbConnection database, string sql)
    {
        await using var command = database.CreateCommand();
#pragma warning disable CA2100 // Only numbers and texts of this program are put in.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
