using System.Text.Json.Nodes;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Cases.Products;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Cases;

/// <summary>A made-up case for test runs: what a procedure sees of it, and no record anywhere.</summary>
public sealed class TestCase(IBureauDirectory bureaus, ProductBook products, TimeProvider time)
{
    /// <summary>The workflow input <c>case</c> of a city; null when no bureaus of that city are known.</summary>
    /// <param name="id">What the test run is correlated with.</param>
    /// <param name="city">City key.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<JsonObject?> InputAsync(string id, string city, CancellationToken cancellationToken)
    {
        var ofCity = bureaus.All.Where(bureau => bureau.City == city).ToList();
        if (ofCity.Find(bureau => bureau.Kind is BureauKind.Municipal) is not { } municipal)
        {
            return null;
        }

        var handling = ofCity.Where(bureau => bureau.Kind is BureauKind.District).MinBy(bureau => bureau.Id, StringComparer.Ordinal) ?? municipal;
        var now = time.GetUtcNow();
        var today = ChinaTime.DateOf(now);
        var sample = new Case(
            id, TestMark.On(CaseNumber.Format(city, today.Year, 0)), city, CaseState.InProgress, Report(city, handling.Region, today), today, handling.Id, "", "",
            now, null, "");
        return CaseInput.Of(sample, AddresseeRule.SampledParty, bureaus, await products.OfCityAsync(city, now, cancellationToken));
    }

    private static SpotCheckReport Report(string city, string region, DateOnly today) => new()
    {
        City = city,
        ReportNumber = "测试-0001",
        Source = CheckSource.Municipal,
        Product = "电热水壶（测试）",
        Category = "家用电器",
        Brand = "测试牌",
        Model = "CS-1",
        Batch = "测试批次",
        Conclusion = Conclusion.Unqualified,
        SevereDefect = false,
        FailedItems = [new FailedItem("接地措施", "接地电阻不大于 0.1 Ω", "0.35 Ω")],
        SampledParty = new Party("测试企业有限公司", "91110108MA01ABCD5T", PartyRole.Producer, $"{region}测试路 1 号", "测试联系人", "13800000000", "test@example.cn"),
        LabelledProducer = null,
        PlaceOfProduction = region,
        PlaceOfRegistration = region,
        InspectionBody = "测试检验机构",
        SampledOn = today.AddDays(-30),
        IssuedOn = today.AddDays(-1),
    };
}
