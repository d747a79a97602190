using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Cases.Products;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Cases.Intake;

/// <summary>Takes spot-check reports in: checks them, then opens the case and starts its city's procedure in one transaction.</summary>
public sealed class CaseIntake(
    IntakeRules rules, ICaseStore cases, IEnterpriseRecords records, WorkflowRuntime runtime, IBureauDirectory bureaus, ProductBook products,
    IIdGenerator ids, TimeProvider time)
{
    /// <summary>Takes one report in.</summary>
    /// <param name="json">The report as it came.</param>
    /// <param name="actor">Who hands it in: an account's id.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The case, or all problems; code <c>report-duplicate</c> when the city knows the report number already.</returns>
    public async Task<Checked<Case>> ReceiveAsync(JsonNode? json, string actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var outlook = await PreviewAsync(json, now, cancellationToken);
        if (outlook is not { Report: { } report, Rule: { } rule, District: { } district })
        {
            return Checked<Case>.Refused(outlook.Problems);
        }

        var today = ChinaTime.DateOf(now);
        var number = await cases.TakeNumberAsync(report.City, today.Year, cancellationToken);
        var opened = new Case(
            ids.NewId(), number, report.City, CaseState.InProgress, report, today, district.Id, ids.NewId(), "", now, null, "")
        {
            ParentId = outlook.Parent?.Id ?? "",
        };
        return rule.ProcedureFor(report).Length == 0
            ? await RegisterAsync(opened, cancellationToken)
            : await StartAsync(opened, rule, outlook.Products, actor, cancellationToken);
    }

    /// <summary>Says what taking a report in would come to, and writes nothing. Another may come first, so <see cref="ReceiveAsync"/> has the last word.</summary>
    /// <param name="json">The report as it came.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public Task<IntakeOutlook> PreviewAsync(JsonNode? json, CancellationToken cancellationToken) => PreviewAsync(json, time.GetUtcNow(), cancellationToken);

    private async Task<IntakeOutlook> PreviewAsync(JsonNode? json, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var kinds = await products.OfCityAsync(CityOf(json), now, cancellationToken);
        var read = ReportReader.Read(json, ChinaTime.DateOf(now), kinds);
        if (!read.IsValid)
        {
            return new IntakeOutlook(read.Problems) { Products = kinds };
        }

        var report = read.Value;
        if (await cases.FindByReportAsync(report.City, report.ReportNumber, cancellationToken) is { } known)
        {
            return new IntakeOutlook([DuplicateOf(known)]) { Products = kinds, Report = report, Known = known };
        }

        var chosen = rules.For(report);
        if (!chosen.IsValid)
        {
            return new IntakeOutlook(chosen.Problems) { Products = kinds, Report = report };
        }

        var district = chosen.Value.DistrictOf(report, bureaus);
        if (district is null)
        {
            var unknown = new Problem(
                "district-unknown", "$.placeOfProduction",
                $"生产地“{report.PlaceOfProduction}”和注册地“{report.PlaceOfRegistration}”都没有对应的承办区县局。请核对报告中的两地；确属本市的，请联系系统管理员登记该地的区县局。");
            return new IntakeOutlook([unknown]) { Products = kinds, Report = report };
        }

        var parent = report.ParentCase.Length > 0 ? await cases.FindByNumberAsync(report.ParentCase, cancellationToken) : null;
        if (report.ParentCase.Length > 0 && parent?.City != report.City)
        {
            return new IntakeOutlook([new Problem("parent-unknown", "$.parentCase", $"本市没有案件“{report.ParentCase}”，请核对上级案件编号。")]) { Products = kinds, Report = report };
        }

        return new IntakeOutlook([]) { Products = kinds, Report = report, Rule = chosen.Value, District = district, Parent = parent };
    }

    /// <summary>Whose kinds of product count; what is wrong with the city is the reader's to say.</summary>
    private static string CityOf(JsonNode? json) =>
        json is not null && StrictJson.Reread(json).Value is JsonObject report && report["city"] is JsonValue value && value.TryGetValue<string>(out var city) ? city.Trim() : "";

    private static Problem DuplicateOf(Case known) => new(
        "report-duplicate", "$.reportNumber", $"检验报告“{known.Report.ReportNumber}”已经登记为案件 {known.Number}，没有重复建案。");

    private async Task<Checked<Case>> RegisterAsync(Case opened, CancellationToken cancellationToken)
    {
        var registered = opened with
        {
            State = CaseState.Registered,
            InstanceId = "",
            Result = "检验合格，无需后处理。",
        };
        return await cases.RegisterAsync(registered, cancellationToken)
            ? Checked<Case>.Valid(registered)
            : Checked<Case>.Refused([DuplicateOf((await cases.FindByReportAsync(opened.City, opened.Report.ReportNumber, cancellationToken))!)]);
    }

    private async Task<Checked<Case>> StartAsync(
        Case opened, IntakeRule rule, ProductCatalogue kinds, string actor, CancellationToken cancellationToken)
    {
        var known = await records.OfEnterprisesAsync(opened.City, [EnterpriseHistory.ProducerOf(opened.Report).CreditCode], cancellationToken);
        var history = EnterpriseHistory.Of(opened.Report, known);
        var input = ImmutableDictionary<string, JsonNode?>.Empty.Add("case", CaseInput.Of(opened, rule.Addressee, bureaus, kinds, history));
        var instance = new NewInstance(
            opened.InstanceId, rule.ProcedureFor(opened.Report), $"{opened.Report.SampledParty.Name} · {opened.Report.Product}", opened.Id, input);
        var result = await runtime.StartAsync(instance, new Command(actor) { Effects = [new OpenCase(opened)] }, cancellationToken);
        return result switch
        {
            RuntimeResult.Done => Checked<Case>.Valid(opened),
            RuntimeResult.Refused refused => Checked<Case>.Refused(refused.Problems),
            _ => throw new InvalidOperationException($"Starting case {opened.Id} gave {result}."),
        };
    }
}
