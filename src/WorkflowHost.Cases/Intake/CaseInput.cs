using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Cases.Products;
using WorkflowHost.Organisation;

namespace WorkflowHost.Cases.Intake;

/// <summary>What a procedure sees of its case: workflow input <c>case</c>. Described in <c>docs/procedures.md</c>.</summary>
public static class CaseInput
{
    /// <summary>What official forms print where nothing is known.</summary>
    private const string Blank = "/";

    /// <summary>The input.</summary>
    /// <param name="opened">The case.</param>
    /// <param name="rule">Who is the party.</param>
    /// <param name="directory">All bureaus; the case's city has a municipal one.</param>
    /// <param name="products">The kinds of product as they stood when the case was opened; they say what its kind asks for.</param>
    /// <param name="history">What earlier checks say of the producer; null when nothing is known.</param>
    public static JsonObject Of(Case opened, AddresseeRule rule, IBureauDirectory directory, ProductCatalogue products, EnterpriseHistory? history = null)
    {
        var report = opened.Report;
        var bureaus = directory.All.Where(bureau => bureau.City == report.City).ToList();
        var addressee = Addressee.Of(report, rule, directory);
        var category = products.Find(report.Category);
        string[] severe = [.. category?.SevereAmong(report.FailedItems) ?? []];
        var municipal = bureaus.First(bureau => bureau.Kind is BureauKind.Municipal);
        return new JsonObject
        {
            ["id"] = opened.Id,
            ["number"] = opened.Number,
            ["city"] = opened.City,
            ["receivedOn"] = Text(opened.ReceivedOn),
            ["municipalBureau"] = municipal.Id,
            ["handlingBureau"] = opened.HandlingBureauId,
            ["severeDefect"] = report.SevereDefect || severe.Length > 0,
            ["severeItems"] = string.Join('、', severe),
            ["source"] = report.Source.ToString(),
            ["category"] = report.Category,
            ["defectInvestigation"] = category?.NeedsDefectInvestigation ?? false,
            ["recallBasis"] = category?.RecallBasis ?? "",
            ["placeOfProduction"] = report.PlaceOfProduction,
            ["placeOfRegistration"] = report.PlaceOfRegistration,
            ["phone"] = addressee.Phone,
            ["email"] = addressee.Email,
            ["sampledParty"] = new JsonObject
            {
                ["isAddressee"] = ReferenceEquals(addressee, report.SampledParty),
                ["phone"] = report.SampledParty.Phone,
                ["email"] = report.SampledParty.Email,
            },
            ["producer"] = new JsonObject
            {
                ["isOther"] = report.LabelledProducer is not null,
                ["phone"] = (report.LabelledProducer ?? report.SampledParty).Phone,
                ["email"] = (report.LabelledProducer ?? report.SampledParty).Email,
            },
            ["enterprise"] = EnterpriseOf(opened, addressee),
            ["history"] = (history ?? EnterpriseHistory.None).ToJson(),
            ["bureaus"] = new JsonObject(bureaus.Select(bureau => KeyValuePair.Create(bureau.Id, (JsonNode?)BureauOf(bureau)))),
            ["documentData"] = DocumentData(opened, addressee),
        };
    }

    /// <summary>The part that all document templates share.</summary>
    private static JsonObject DocumentData(Case opened, Party addressee)
    {
        var report = opened.Report;
        return new JsonObject
        {
            ["case"] = new JsonObject { ["number"] = opened.Number, ["receivedOn"] = Text(opened.ReceivedOn) },
            ["report"] = new JsonObject
            {
                ["number"] = report.ReportNumber,
                ["product"] = report.Product,
                ["brand"] = OrBlank(report.Brand),
                ["model"] = report.Model,
                ["batch"] = report.Batch,
                ["conclusion"] = report.Conclusion is Conclusion.Qualified ? "合格" : "不合格",
                ["failedItems"] = new JsonArray([.. report.FailedItems.Select(item => new JsonObject
                {
                    ["name"] = item.Name,
                    ["standard"] = item.Requirement,
                    ["measured"] = item.Measured,
                })]),
                ["inspectionBody"] = report.InspectionBody,
                ["sampledOn"] = Text(report.SampledOn),
            },
            ["party"] = PartyOf(addressee),
            ["sampledParty"] = PartyOf(report.SampledParty),
            ["producer"] = PartyOf(report.LabelledProducer ?? report.SampledParty),
        };
    }

    /// <summary>What <c>RecordConduct</c> writes down besides the conduct.</summary>
    private static JsonObject EnterpriseOf(Case opened, Party party) => new()
    {
        ["city"] = opened.City,
        ["caseId"] = opened.Id,
        ["name"] = party.Name,
        ["creditCode"] = party.CreditCode,
        ["role"] = party.Role.ToString(),
        ["source"] = opened.Report.Source.ToString(),
        ["category"] = opened.Report.Category,
        ["product"] = opened.Report.Product,
        ["inspectionBody"] = opened.Report.InspectionBody,
        ["bureau"] = opened.HandlingBureauId,
    };

    private static JsonObject PartyOf(Party party) => new()
    {
        ["name"] = party.Name,
        ["creditCode"] = party.CreditCode,
        ["role"] = party.Role.ToString(),
        ["address"] = party.Address,
        ["contact"] = OrBlank(party.Contact),
        ["phone"] = party.Phone,
    };

    private static JsonObject BureauOf(Bureau bureau) => new()
    {
        ["name"] = bureau.Name,
        ["region"] = bureau.Region,
        ["address"] = bureau.Address,
        ["phone"] = bureau.Phone,
    };

    private static string OrBlank(string text) => text.Length == 0 ? Blank : text;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
