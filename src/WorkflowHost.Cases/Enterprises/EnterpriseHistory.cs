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
    /// <param name="records">All lines of the producer, later ones too: they may take earlier ones away. Others are left out.</param>
    public static EnterpriseHistory Of(SpotCheckReport report, IEnumerable<EnterpriseRecord> records)
    {
        var code = ProducerOf(report).CreditCode;
        var results = Standing(records.Where(record => record.CreditCode == code))
            .Where(record => record.IsResult && record.On <= report.IssuedOn).OrderBy(record => record.On).ToList();
        var unqualified = results.FindAll(record => record.Conduct is Conduct.Unqualified);
        var counts = report.Conclusion is Conclusion.Unqualified;
        return new EnterpriseHistory(
            unqualified.Count,
            counts && results is [.., { Conduct: Conduct.Unqualified }],
            counts && IsHigher(report.Source) && unqualified.Exists(record => IsHigher(record.Source) && record.On.Year == report.IssuedOn.Year - 1),
            unqualified is [.., var last] ? last.On : null);
    }

    /// <summary>The lines that still count: without what an objection took away from the same enterprise in the same case.</summary>
    public static IEnumerable<EnterpriseRecord> Standing(IEnumerable<EnterpriseRecord> records)
    {
        var all = records.ToList();
        var taken = all.SelectMany(record => TakenBy(record.Conduct).Select(conduct => (record.CaseId, record.Enterprise, conduct))).ToHashSet();
        return all.Where(record => !taken.Contains((record.CaseId, record.Enterprise, record.Conduct)));
    }

    internal JsonObject ToJson() => new()
    {
        ["unqualifiedBefore"] = UnqualifiedBefore,
        ["twiceInARow"] = IsTwiceInARow,
        ["consecutiveYears"] = IsInConsecutiveYears,
        ["lastUnqualifiedOn"] = LastUnqualifiedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
    };

    private static Conduct[] TakenBy(Conduct conduct) => conduct switch
    {
        Conduct.Overturned =>
        [
            Conduct.Unqualified, Conduct.RefusedRectification, Conduct.NoRecheckRequest, Conduct.FailedRecheck, Conduct.StoppedProduction, Conduct.SoldBeforeRecheck,
        ],
        Conduct.RecheckOverturned => [Conduct.FailedRecheck],
        _ => [],
    };

    private static bool IsHigher(CheckSource? source) => source is CheckSource.National or CheckSource.Municipal;
}
