using Microsoft.EntityFrameworkCore;
using WorkflowHost.Cases;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Storage;

/// <summary>Cases as rows and back.</summary>
internal static class CaseRows
{
    /// <summary>Adds a case with the next number of its city and year; not yet saved.</summary>
    /// <returns>The case with its number; null when the city already has a case for this report number.</returns>
    public static async Task<Case?> AddAsync(WorkflowHostDbContext database, Case newCase, CancellationToken cancellationToken)
    {
        var reportNumber = newCase.Report.ReportNumber;
        if (await database.Cases.AnyAsync(row => row.City == newCase.City && row.ReportNumber == reportNumber, cancellationToken))
        {
            return null;
        }

        var year = newCase.ReceivedOn.Year;
        var number = await NumberSeries.NextAsync(database, CaseNumber.Series(newCase.City, year), cancellationToken);
        var numbered = newCase with { Number = CaseNumber.Format(newCase.City, year, number) };
        database.Add(Row(numbered));
        return numbered;
    }

    /// <summary>A case as it was read.</summary>
    public static Case Case(CaseRow row) => new(
        row.Id, row.Number, row.City, row.State, StoredJson.Read<SpotCheckReport>(row.Report), row.ReceivedOn, row.HandlingBureauId,
        row.InstanceId, row.Result, row.CreatedAt, row.ClosedAt);

    private static CaseRow Row(Case numbered)
    {
        var report = numbered.Report;
        var product = string.Join(
            ' ', new[] { report.Product, report.Brand, report.Model }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return new CaseRow
        {
            Id = numbered.Id,
            Number = numbered.Number,
            City = numbered.City,
            State = numbered.State,
            ReportNumber = report.ReportNumber,
            Product = product,
            PartyName = report.SampledParty.Name,
            Severe = report.SevereDefect,
            HandlingBureauId = numbered.HandlingBureauId,
            ReceivedOn = numbered.ReceivedOn,
            InstanceId = numbered.InstanceId,
            Result = numbered.Result,
            CreatedAt = numbered.CreatedAt,
            ClosedAt = numbered.ClosedAt,
            SearchText = string.Join('\n', numbered.Number, report.ReportNumber, product, report.SampledParty.Name).ToLowerInvariant(),
            Report = StoredJson.Write(report),
        };
    }
}
