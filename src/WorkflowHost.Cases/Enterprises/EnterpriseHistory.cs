using System.Globalization;
using System.Text.Json.Nodes;

namespace WorkflowHost.Cases.Enterprises;

/// <summary>What earlier spot checks say of the producer of a report.</summary>
/// <param name="UnqualifiedBefore">How many of its earlier results were unqualified.</param>
/// <param name="IsTwiceInARow">Whether this result and the one before it are both unqualified (BJ-24, 8).</param>
/// <param name="IsInConsecutiveYears">Whether a national or municipal check found its products unqualified in this year and in the year before (SH-3.3b).</param>
/// <param name="LastUnqualifiedOn">In China; null when there was none.</param>
public sealed record EnterpriseHistory(int UnqualifiedBefore, bool IsTwiceInARow, bool IsInConsecutiveYears, DateOnly? LastUnqualifiedOn)
{
    /// <summary>Nothing is known.</summary>
    public static EnterpriseHistory None { get; } = new(0, false, false, null);

    /// <summary>The producer that a report is about: the one named on the product, or the sampled enterprise.</summary>
    public static Party ProducerOf(SpotCheckReport report) => report.LabelledProducer ?? report.SampledParty;

    /// <summary>The history of a report's producer.</summary>
    /// <param name="report">A report that is not among the records.</param>
    /// <param name="records">All lines of the producer; others are left out.</param>
    public static EnterpriseHistory Of(SpotCheckReport report, IEnumerable<EnterpriseRecord> records)
    {
        var code = ProducerOf(report).CreditCode;
        var results = Results(records.Where(record => record.CreditCode == code && record.On <= report.IssuedOn)).OrderBy(record => record.On).ToList();
        var unqualified = results.FindAll(record => record.Conduct is Conduct.Unqualified);
        var counts = report.Conclusion is Conclusion.Unqualified;
        return new EnterpriseHistory(
            unqualified.Count,
            counts && results is [.., { Conduct: Conduct.Unqualified }],
            counts && IsHigher(report.Source) && unqualified.Exists(record => IsHigher(record.Source) && record.On.Year == report.IssuedOn.Year - 1),
            unqualified is [.., var last] ? last.On : null);
    }

    /// <summary>The results among some lines, without those that an objection overturned.</summary>
    public static IEnumerable<EnterpriseRecord> Results(IEnumerable<EnterpriseRecord> records)
    {
        var all = records.ToList();
        var overturned = all.Where(record => record.Conduct is Conduct.Overturned).Select(record => record.CaseId).ToHashSet(StringComparer.Ordinal);
        return all.Where(record => record.IsResult && !overturned.Contains(record.CaseId));
    }

    internal JsonObject ToJson() => new()
    {
        ["unqualifiedBefore"] = UnqualifiedBefore,
        ["twiceInARow"] = IsTwiceInARow,
        ["consecutiveYears"] = IsInConsecutiveYears,
        ["lastUnqualifiedOn"] = LastUnqualifiedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
    };

    private static bool IsHigher(CheckSource? source) => source is CheckSource.National or CheckSource.Municipal;
}
