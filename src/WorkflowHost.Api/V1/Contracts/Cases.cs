using WorkflowHost.Cases;

namespace WorkflowHost.Api.V1.Contracts;

/// <summary>A case's state in a query, written as in answers; capitals do not matter.</summary>
/// <param name="Value">The state.</param>
public sealed record CaseStateQuery(CaseState Value)
{
    /// <summary>Reads the word; numbers are none.</summary>
    public static bool TryParse(string text, out CaseStateQuery? state)
    {
        state = text.All(char.IsAsciiLetter) && Enum.TryParse<CaseState>(text, ignoreCase: true, out var value) ? new(value) : null;
        return state is not null;
    }
}

/// <summary>A case as lists show it.</summary>
/// <param name="Id">The case.</param>
/// <param name="Number">案号, such as 京抽案〔2026〕12号.</param>
/// <param name="State"><c>inProgress</c>, <c>closed</c>, <c>terminated</c> or <c>registered</c>.</param>
/// <param name="ReportNumber">检验报告编号.</param>
/// <param name="Product">产品.</param>
/// <param name="PartyName">被抽样企业.</param>
/// <param name="HandlingBureauId">承办区县局.</param>
/// <param name="ReceivedOn">In China.</param>
/// <param name="SevereDefect">Whether severe defects are reported.</param>
public sealed record CaseSummaryAnswer(
    string Id, string Number, CaseState State, string ReportNumber, string Product, string PartyName, string HandlingBureauId,
    DateOnly ReceivedOn, bool SevereDefect)
{
    internal static CaseSummaryAnswer Of(CaseSummary item) => new(
        item.Id, item.Number, item.State, item.ReportNumber, item.Product, item.PartyName, item.HandlingBureauId, item.ReceivedOn, item.Severe);

    internal static CaseSummaryAnswer Of(Case item) => new(
        item.Id, item.Number, item.State, item.Report.ReportNumber, item.Report.Product, item.Report.SampledParty.Name,
        item.HandlingBureauId, item.ReceivedOn, item.Report.SevereDefect);
}

/// <summary>A case.</summary>
/// <param name="Summary">As lists show it.</param>
/// <param name="City">City key.</param>
/// <param name="InstanceId">Its procedure; empty when none was started.</param>
/// <param name="Result">How it ended; why, when it was terminated; empty while open.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ClosedAt">UTC; null while open.</param>
/// <param name="ClosedBy">Who ended it: an account's id, or <c>system</c>; empty while open.</param>
/// <param name="Report">The report as received.</param>
public sealed record CaseAnswer(
    CaseSummaryAnswer Summary, string City, string InstanceId, string Result, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt,
    string ClosedBy, ReportAnswer Report)
{
    internal static CaseAnswer Of(Case item) => new(
        CaseSummaryAnswer.Of(item), item.City, item.InstanceId, item.Result, item.CreatedAt, item.ClosedAt, item.ClosedBy,
        ReportAnswer.Of(item.Report));
}

/// <summary>A spot-check report in the words of its intake; see <c>docs/http-api.md</c>.</summary>
public sealed record ReportAnswer(
    string City, string ReportNumber, string Source, string Product, string Category, string Brand, string Model, string Batch,
    string Conclusion, bool SevereDefect, IReadOnlyList<FailedItem> FailedItems, PartyAnswer SampledParty, PartyAnswer? LabelledProducer,
    string PlaceOfProduction, string PlaceOfRegistration, string InspectionBody, DateOnly SampledOn, DateOnly IssuedOn)
{
    internal static ReportAnswer Of(SpotCheckReport report) => new(
        report.City, report.ReportNumber, SourceOf(report.Source), report.Product, report.Category, report.Brand, report.Model, report.Batch,
        report.Conclusion is Cases.Conclusion.Qualified ? "合格" : "不合格", report.SevereDefect, report.FailedItems,
        PartyAnswer.Of(report.SampledParty), report.LabelledProducer is null ? null : PartyAnswer.Of(report.LabelledProducer),
        report.PlaceOfProduction, report.PlaceOfRegistration, report.InspectionBody, report.SampledOn, report.IssuedOn);

    private static string SourceOf(CheckSource source) => source switch
    {
        CheckSource.National => "国家监督抽查",
        CheckSource.Municipal => "市级监督抽查",
        _ => "区级监督抽查",
    };
}

/// <summary>An enterprise in the words of the intake.</summary>
public sealed record PartyAnswer(string Name, string CreditCode, string Role, string Address, string Contact, string Phone, string Email)
{
    internal static PartyAnswer Of(Party party) => new(
        party.Name, party.CreditCode, party.Role is PartyRole.Producer ? "生产者" : "销售者", party.Address, party.Contact, party.Phone, party.Email);
}
