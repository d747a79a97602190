using Microsoft.EntityFrameworkCore;

namespace WorkflowHost.Persistence.Storage;

/// <summary>Takes numbers without gaps: a number is taken for good only when the transaction commits.</summary>
internal static class NumberSeries
{
    /// <summary>The next number of a series, from 1. Others who want one of the same series wait for the transaction's end.</summary>
    public static async Task<int> NextAsync(WorkflowHostDbContext database, string series, CancellationToken cancellationToken)
    {
        var numbers = await database.Database.SqlQuery<int>(
            $"""
            INSERT INTO "NumberSeries" ("Series", "Last") VALUES ({series}, 1)
            ON CONFLICT ("Series") DO UPDATE SET "Last" = "NumberSeries"."Last" + 1
            RETURNING "Last" AS "Value"
            """).ToListAsync(cancellationToken);
        return numbers.Single();
    }
}
