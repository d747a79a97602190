using System.Collections.Immutable;

namespace WorkflowHost.Cases;

/// <summary>The conclusion of an inspection.</summary>
public enum Conclusion
{
    /// <summary>合格.</summary>
    Qualified,

    /// <summary>不合格.</summary>
    Unqualified,
}

/// <summary>Who ordered a spot check (BJ-28).</summary>
public enum CheckSource
{
    /// <summary>国家监督抽查.</summary>
    National,

    /// <summary>市级监督抽查.</summary>
    Municipal,

    /// <summary>区级监督抽查.</summary>
    District,
}

/// <summary>In what role an enterprise was sampled.</summary>
public enum PartyRole
{
    /// <summary>生产者.</summary>
    Producer,

    /// <summary>销售者.</summary>
    Seller,
}

/// <summary>A spot-check report as an inspection body hands it in. Made only by <c>ReportIntake</c>, so that it is valid.</summary>
public sealed record SpotCheckReport
{
    /// <summary>City key: <c>beijing</c>, <c>chongqing</c>, <c>shanghai</c>.</summary>
    public required string City { get; init; }

    /// <summary>检验报告编号, unique within the city.</summary>
    public required string ReportNumber { get; init; }

    /// <summary>Who ordered the check.</summary>
    public required CheckSource Source { get; init; }

    /// <summary>产品名称.</summary>
    public required string Product { get; init; }

    /// <summary>产品类别, one of the product catalogue.</summary>
    public required string Category { get; init; }

    /// <summary>商标; may be empty.</summary>
    public required string Brand { get; init; }

    /// <summary>规格型号.</summary>
    public required string Model { get; init; }

    /// <summary>生产日期或批号.</summary>
    public required string Batch { get; init; }

    /// <summary>The conclusion.</summary>
    public required Conclusion Conclusion { get; init; }

    /// <summary>Whether the inspection body reports a severe defect (BJ-14b, BJ-15a).</summary>
    public required bool SevereDefect { get; init; }

    /// <summary>What failed; empty exactly when qualified.</summary>
    public required ImmutableArray<FailedItem> FailedItems { get; init; }

    /// <summary>The sampled enterprise.</summary>
    public required Party SampledParty { get; init; }

    /// <summary>The producer named on the product; null when it is the sampled enterprise.</summary>
    public required Party? LabelledProducer { get; init; }

    /// <summary>District where it was produced, such as 海淀区 (违法生产行为发生地).</summary>
    public required string PlaceOfProduction { get; init; }

    /// <summary>District where the enterprise is registered (BJ-21b).</summary>
    public required string PlaceOfRegistration { get; init; }

    /// <summary>检验机构.</summary>
    public required string InspectionBody { get; init; }

    /// <summary>抽样日期, in China.</summary>
    public required DateOnly SampledOn { get; init; }

    /// <summary>报告签发日期, in China.</summary>
    public required DateOnly IssuedOn { get; init; }

    /// <summary>Number of the case that led to this enterprise, when it was traced up or down from there (SH-3.2d); empty as a rule.</summary>
    public string ParentCase { get; init; } = "";
}

/// <summary>One failed inspection item.</summary>
/// <param name="Name">检验项目.</param>
/// <param name="Requirement">标准要求.</param>
/// <param name="Measured">实测值.</param>
public sealed record FailedItem(string Name, string Requirement, string Measured);

/// <summary>An enterprise.</summary>
/// <param name="Name">Full name, rare characters included.</param>
/// <param name="CreditCode">统一社会信用代码, 18 characters with a valid check digit (GB 32100).</param>
/// <param name="Role">In what role.</param>
/// <param name="Address">经营地址.</param>
/// <param name="Contact">联系人.</param>
/// <param name="Phone">Mobile or fixed line.</param>
/// <param name="Email">May be empty.</param>
public sealed record Party(
    string Name, string CreditCode, PartyRole Role, string Address, string Contact, string Phone, string Email);
