using WorkflowHost.Cases.Intake;
using WorkflowHost.Organisation;

namespace WorkflowHost.Cases;

/// <summary>
/// Who is 不合格企业: to whom result, notice and order are addressed. Chongqing means the enterprise that was sampled (CQ-3.1a, CQ-3.3a).
/// Beijing means the producer (articles 3, 6 and 14), so a seller gives way to the producer that the product names, when the goods were
/// produced where the city has a bureau. Decision 12.
/// </summary>
public static class Addressee
{
    /// <summary>The labelled producer of the city where the rule means producers, else the sampled enterprise.</summary>
    public static Party Of(SpotCheckReport report, AddresseeRule rule, IBureauDirectory directory) =>
        rule is AddresseeRule.LabelledProducer
        && report is { SampledParty.Role: PartyRole.Seller, LabelledProducer: { } producer } && IsOfCity(report, directory)
            ? producer
            : report.SampledParty;

    private static bool IsOfCity(SpotCheckReport report, IBureauDirectory directory) => directory.All.Any(bureau =>
        bureau.Kind is BureauKind.District && bureau.City == report.City && bureau.Region == report.PlaceOfProduction);
}
