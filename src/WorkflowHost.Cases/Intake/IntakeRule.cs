using System.Collections.Immutable;
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

/// <summary>What a city does with an unqualified result.</summary>
/// <param name="City">City key.</param>
/// <param name="Sources">Whose checks it is for; at least one.</param>
/// <param name="ProcedureId">The definition to start.</param>
/// <param name="Addressee">Who is 不合格企业.</param>
/// <param name="Jurisdiction">Whose bureau is proposed as 承办局: the first of these places where the city has one.</param>
public sealed record IntakeRule(
    string City, ImmutableArray<CheckSource> Sources, string ProcedureId, AddresseeRule Addressee, ImmutableArray<ReportPlace> Jurisdiction)
{
    /// <summary>The bureau that the rule proposes for a report; null when no place is in the city.</summary>
    public Bureau? DistrictOf(SpotCheckReport report, IBureauDirectory directory) => Jurisdiction
        .Select(place => place is ReportPlace.Production ? report.PlaceOfProduction : report.PlaceOfRegistration)
        .Select(region => directory.All.FirstOrDefault(
            bureau => bureau.Kind is BureauKind.District && bureau.City == report.City && bureau.Region == region))
        .FirstOrDefault(bureau => bureau is not null);
}

/// <summary>All rules. Data that administrators keep: <c>workflows/intake/rules.json</c>.</summary>
public sealed class IntakeRules(IEnumerable<IntakeRule> rules)
{
    private readonly ImmutableArray<IntakeRule> rules = [.. rules];

    /// <summary>The rule for a report; null when its city has none for its source.</summary>
    public IntakeRule? For(SpotCheckReport report) =>
        rules.FirstOrDefault(rule => rule.City == report.City && rule.Sources.Contains(report.Source));
}
