using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Storage;

/// <summary>A case in a list that is ordered by age.</summary>
internal sealed record ListedCase(CaseSummary Summary, DateTimeOffset CreatedAt);

/// <summary>Cases as rows and back.</summary>
internal static class CaseRows
{
    /// <summary>A case as lists show it, without its report.</summary>
    public static readonly Expression<Func<CaseRow, ListedCase>> Listed = row => new ListedCase(
        new CaseSummary(
            row.Id, row.Number, row.City, row.State, row.ReportNumber, row.Product, row.PartyName, row.HandlingBureauId, row.ReceivedOn,
            row.Severe),
        row.CreatedAt);

    /// <summary>Adds a case with its result in the histories of its enterprises; not yet saved.</summary>
    /// <returns>False when the city already has a case for this report number.</returns>
    public static async Task<bool> AddAsync(WorkflowHostDbContext database, Case newCase, CancellationToken cancellationToken)
    {
        var reportNumber = newCase.Report.ReportNumber;
        if (await database.Cases.AnyAsync(row => row.City == newCase.City && row.ReportNumber == reportNumber, cancellationToken))
        {
            return false;
        }

        database.Add(Row(newCase));
        database.AddRange(EnterpriseRecord.Of(newCase).Select(EnterpriseRecordRows.Row));
        return true;
    }

    /// <summary>A case as it was read.</summary>
    public static Case Case(CaseRow row) => new(
        row.Id, row.Number, row.City, row.State, StoredJson.Read<SpotCheckReport>(row.Report), row.ReceivedOn, row.HandlingBureauId,
        row.InstanceId, row.Result, row.CreatedAt, row.ClosedAt, row.ClosedBy)
    {
        ParentId = row.ParentCaseId,
    };

    /// <summary>The cases that somebody sees: what <see cref="CaseScope.Covers(Cases.Case)"/> says, in the database.</summary>
    public static IQueryable<CaseRow> Within(this IQueryable<CaseRow> rows, CaseScope scope) =>
        scope.City is { } city ? rows.Where(row => row.City == city)
        : scope.HandlingBureauId is { } bureauId ? rows.Where(row => row.HandlingBureauId == bureauId)
        : rows.Where(row => false);

    /// <summary>The cases that somebody does not see: all others, told in one comparison.</summary>
    public static IQueryable<CaseRow> Beyond(this IQueryable<CaseRow> rows, CaseScope scope) =>
        scope.City is { } city ? rows.Where(row => row.City != city)
        : scope.HandlingBureauId is { } bureauId ? rows.Where(row => row.HandlingBureauId != bureauId)
        : rows;

    private static CaseRow Row(Case newCase)
    {
        var report = newCase.Report;
        var product = string.Join(
            ' ', new[] { report.Product, report.Brand, report.Model }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return new CaseRow
        {
            Id = newCase.Id,
            Number = newCase.Number,
            City = newCase.City,
            State = newCase.State,
            ReportNumber = report.ReportNumber,
            Product = product,
            PartyName = report.SampledParty.Name,
            Severe = report.SevereDefect,
            HandlingBureauId = newCase.HandlingBureauId,
            ReceivedOn = newCase.ReceivedOn,
            InstanceId = newCase.InstanceId,
            Result = newCase.Result,
            CreatedAt = newCase.CreatedAt,
            ClosedAt = newCase.ClosedAt,
            ClosedBy = newCase.ClosedBy,
            ParentCaseId = newCase.ParentId,
            SearchText = string.Join('\n', newCase.Number, report.ReportNumber, product, report.SampledParty.Name).ToLowerInvariant(),
            Report = StoredJson.Write(report),
        };
    }
}
