using System.Collections.Immutable;
using System.Globalization;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;

namespace WorkflowHost.Cases.Intake;

/// <summary>To whom a city's rules address result, notice and order.</summary>
public enum AddresseeRule
{
    /// <summary>受检企业: the enterprise that was sampled.</summary>
    SampledParty,

    /// <summary>标称生产者: where a seller was sampled, the producer named on the product, if it is of the city.</summary>
    LabelledProducer,
}

/// <summary>A place that a report names; its district's bureau can be in charge.</summary>
public enum ReportPlace
{
    /// <summary>生产地.</summary>
    Production,

    /// <summary>注册地.</summary>
    Registration,
}

/// <summary>What a city does with a result.</summary>
/// <param name="City">City key.</param>
/// <param name="Sources">Whose checks it is for; at least one.</param>
/// <param name="ProcedureId">The definition to start for an unqualified result.</param>
/// <param name="Addressee">Who is 不合格企业.</param>
/// <param name="Jurisdiction">Whose bureau is proposed as 承办局: the first of these places where the city has one.</param>
public sealed record IntakeRule(
    string City, ImmutableArray<CheckSource> Sources, string ProcedureId, AddresseeRule Addressee, ImmutableArray<ReportPlace> Jurisdiction)
{
    /// <summary>The definition to start for a qualified result; empty when it is only registered.</summary>
    public string QualifiedProcedureId { get; init; } = "";

    /// <summary>The first day, in China, of reports that it is for; they go by the day on which they were issued.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>The duties that it keeps by itself.</summary>
    public RuleDuties Duties { get; init; } = new("", "", "");

    /// <summary>The definition to start for a report; empty when it is only registered.</summary>
    public string ProcedureFor(SpotCheckReport report) => report.Conclusion is Conclusion.Qualified ? QualifiedProcedureId : ProcedureId;

    /// <summary>The bureau that the rule proposes for a report; null when no place is in the city.</summary>
    public Bureau? DistrictOf(SpotCheckReport report, IBureauDirectory directory) => Jurisdiction
        .Select(place => place is ReportPlace.Production ? report.PlaceOfProduction : report.PlaceOfRegistration)
        .Select(region => directory.All.FirstOrDefault(
            bureau => bureau.Kind is BureauKind.District && bureau.City == report.City && bureau.Region == region))
        .FirstOrDefault(bureau => bureau is not null);
}

/// <summary>Obligations that no step carries because a rule keeps them when a report comes in; each is an id, or empty.</summary>
/// <param name="Excludes">Products that are turned away with the reason.</param>
/// <param name="Sources">National checks that go the same way.</param>
/// <param name="ValidFrom">The rule is chosen by date.</param>
public sealed record RuleDuties(string Excludes, string Sources, string ValidFrom)
{
    /// <summary>The ids.</summary>
    public IEnumerable<string> All => new[] { Excludes, Sources, ValidFrom }.Where(id => id.Length > 0);

    /// <summary>The ids that were kept by taking a report in.</summary>
    public IEnumerable<string> KeptBy(SpotCheckReport report) =>
        new[] { report.Source is CheckSource.National ? Sources : "", ValidFrom }.Where(id => id.Length > 0);

    /// <summary>The ids that were kept by turning a report away.</summary>
    public IEnumerable<string> KeptBy(IEnumerable<Problem> refusals)
    {
        var codes = refusals.Select(problem => problem.Code).ToHashSet(StringComparer.Ordinal);
        return All.Where(codes.Contains);
    }
}

/// <summary>All rules. Data that administrators keep: <c>workflows/intake/rules.json</c>.</summary>
public sealed class IntakeRules(IEnumerable<IntakeRule> rules)
{
    private readonly ImmutableArray<IntakeRule> rules = [.. rules.OrderByDescending(rule => rule.ValidFrom)];

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<IntakeRule> All => rules;

    /// <summary>
    /// The rule for a report: of its city and source, the newest that was valid on the day of its issue. Refused with
    /// <c>procedure-missing</c> where the city has none for the source, with the duty's id or <c>rule-not-yet</c> when all are newer.
    /// </summary>
    public Checked<IntakeRule> For(SpotCheckReport report)
    {
        var candidates = rules.Where(rule => rule.City == report.City && rule.Sources.Contains(report.Source)).ToList();
        return candidates.Find(rule => rule.ValidFrom <= report.IssuedOn) is { } rule ? Checked<IntakeRule>.Valid(rule)
            : Checked<IntakeRule>.Refused([candidates is [.., var first] ? NotYet(first) : Missing]);
    }

    private static Problem Missing =>
        new("procedure-missing", "$.city", "该城市对此来源的监督抽查没有受理规则（workflows/intake/rules.json），暂不能受理。");

    private static Problem NotYet(IntakeRule first)
    {
        var duty = first.Duties.ValidFrom;
        var basis = duty.Length > 0 ? $"（{duty}）" : "";
        return new Problem(
            duty.Length > 0 ? duty : "rule-not-yet", "$.issuedOn",
            string.Create(CultureInfo.InvariantCulture, $"该市的规定自 {first.ValidFrom:yyyy年M月d日} 起施行{basis}，此前签发的检验报告不适用，不予受理。"));
    }
}
