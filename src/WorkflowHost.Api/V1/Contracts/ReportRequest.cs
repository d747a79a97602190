namespace WorkflowHost.Api.V1.Contracts;

/// <summary>A spot-check report as it is handed in. Only describes it: the intake reads the JSON itself, so as to name all that is wrong with it.</summary>
/// <param name="City"><c>beijing</c>, <c>chongqing</c> or <c>shanghai</c>; only the caller's.</param>
/// <param name="ReportNumber">Up to 64 characters, unique within the city.</param>
/// <param name="Source"><c>国家监督抽查</c>, <c>市级监督抽查</c> or <c>区级监督抽查</c>.</param>
/// <param name="Product">Up to 100 characters.</param>
/// <param name="Category">One of the kinds of product that the bureau keeps.</param>
/// <param name="Model">Up to 100 characters.</param>
/// <param name="Batch">Up to 100 characters.</param>
/// <param name="Conclusion"><c>合格</c> or <c>不合格</c>.</param>
/// <param name="FailedItems">At least one when 不合格, none when 合格.</param>
/// <param name="SampledParty">Where the sample was taken.</param>
/// <param name="PlaceOfProduction">A district, such as 海淀区; decides who handles the case.</param>
/// <param name="PlaceOfRegistration">A district; decides where the place of production lies outside the city.</param>
/// <param name="InspectionBody">Up to 100 characters.</param>
/// <param name="SampledOn">From 2013 on, in China.</param>
/// <param name="IssuedOn">Not before the sampling, not after today.</param>
/// <param name="Brand">Up to 100 characters; may be absent.</param>
/// <param name="SevereDefect">Absent is false.</param>
/// <param name="LabelledProducer">Absent when it is the sampled party.</param>
public sealed record ReportRequest(
    string City, string ReportNumber, string Source, string Product, string Category, string Model, string Batch, string Conclusion,
    IReadOnlyList<FailedItemRequest> FailedItems, SampledPartyRequest SampledParty, string PlaceOfProduction, string PlaceOfRegistration,
    string InspectionBody, DateOnly SampledOn, DateOnly IssuedOn, string? Brand = null, bool SevereDefect = false,
    PartyRequest? LabelledProducer = null);

/// <summary>What failed.</summary>
/// <param name="Name">检验项目, up to 100 characters.</param>
/// <param name="Requirement">标准要求, up to 200 characters.</param>
/// <param name="Measured">实测值, up to 200 characters.</param>
public sealed record FailedItemRequest(string Name, string Requirement, string Measured);

/// <summary>The enterprise where the sample was taken.</summary>
/// <param name="Role"><c>生产者</c> or <c>销售者</c>.</param>
/// <param name="Name">Up to 100 characters.</param>
/// <param name="CreditCode">统一社会信用代码: 18 characters with a valid check digit.</param>
/// <param name="Address">Up to 200 characters.</param>
/// <param name="Phone">Mobile number or fixed line.</param>
/// <param name="Contact">Up to 50 characters; may be absent.</param>
/// <param name="Email">May be absent.</param>
public sealed record SampledPartyRequest(
    string Role, string Name, string CreditCode, string Address, string Phone, string? Contact = null, string? Email = null);

/// <summary>The producer that the label names.</summary>
/// <param name="Name">Up to 100 characters.</param>
/// <param name="CreditCode">统一社会信用代码: 18 characters with a valid check digit.</param>
/// <param name="Address">Up to 200 characters.</param>
/// <param name="Phone">Mobile number or fixed line.</param>
/// <param name="Contact">Up to 50 characters; may be absent.</param>
/// <param name="Email">May be absent.</param>
public sealed record PartyRequest(string Name, string CreditCode, string Address, string Phone, string? Contact = null, string? Email = null);
