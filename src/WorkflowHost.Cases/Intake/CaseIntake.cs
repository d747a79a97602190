using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Cases.Intake;

/// <summary>Takes spot-check reports in: checks them, opens the case and starts its city's procedure, all in one transaction.</summary>
public sealed class CaseIntake(
    ReportReader reader, ICaseStore cases, WorkflowRuntime runtime, IBureauDirectory bureaus, IIdGenerator ids, TimeProvider time)
{
    /// <summary>What each city does with an unqualified result.</summary>
    private static readonly ImmutableDictionary<string, string> ProcedureByCity = ImmutableDictionary<string, string>.Empty
        .Add("beijing", "beijing-unqualified-result");

    /// <summary>Takes one report in.</summary>
    /// <param name="json">The report as it came.</param>
    /// <param name="actor">Who hands it in: an account's id.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The case, or all problems; code <c>report-duplicate</c> when the city knows the report number already.</returns>
    public async Task<Checked<Case>> ReceiveAsync(JsonNode? json, string actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var read = reader.Read(json, ChinaTime.DateOf(now));
        if (!read.IsValid)
        {
            return Checked<Case>.Refused(read.Problems);
        }

        var report = read.Value;
        if (await cases.FindByReportAsync(report.City, report.ReportNumber, cancellationToken) is { } known)
        {
            return Duplicate(known);
        }

        var district = DistrictOf(report);
        if (district is null)
        {
            return Checked<Case>.Refused([new Problem(
                "district-unknown", "$.placeOfProduction",
                $"生产地“{report.PlaceOfProduction}”和注册地“{report.PlaceOfRegistration}”都没有对应的承办区县局，请先在“组织与人员”中设置。")]);
        }

        var municipal = bureaus.All.First(bureau => bureau.City == report.City && bureau.Kind is BureauKind.Municipal);
        var opened = new Case(
            ids.NewId(), "", report.City, CaseState.InProgress, report, ChinaTime.DateOf(now), district.Id, ids.NewId(), "", now, null);
        return report.Conclusion is Conclusion.Qualified
            ? await RegisterAsync(opened, cancellationToken)
            : await StartAsync(opened, municipal, actor, cancellationToken);
    }

    private static Checked<Case> Duplicate(Case known) => Checked<Case>.Refused([new Problem(
        "report-duplicate", "$.reportNumber", $"检验报告“{known.Report.ReportNumber}”已经登记为案件 {known.Number}，没有重复建案。")]);

    /// <summary>Where the unlawful production took place (BJ-4b); where that is outside the city, where the enterprise is.</summary>
    private Bureau? DistrictOf(SpotCheckReport report)
    {
        var districts = bureaus.All.Where(bureau => bureau.City == report.City && bureau.Kind is BureauKind.District).ToList();
        return districts.Find(bureau => bureau.Region == report.PlaceOfProduction)
            ?? districts.Find(bureau => bureau.Region == report.PlaceOfRegistration);
    }

    private async Task<Checked<Case>> RegisterAsync(Case opened, CancellationToken cancellationToken)
    {
        var registered = await cases.RegisterAsync(
            opened with
            {
                State = CaseState.Registered,
                InstanceId = "",
                Result = "检验合格，由检验机构向企业送达检验报告（BJ-5），无需后处理。",
            },
            cancellationToken);
        return registered is not null
            ? Checked<Case>.Valid(registered)
            : Duplicate((await cases.FindByReportAsync(opened.City, opened.Report.ReportNumber, cancellationToken))!);
    }

    private async Task<Checked<Case>> StartAsync(Case opened, Bureau municipal, string actor, CancellationToken cancellationToken)
    {
        if (!ProcedureByCity.TryGetValue(opened.City, out var procedure))
        {
            return Checked<Case>.Refused([new Problem(
                "procedure-missing", "$.city", "该城市的“不合格结果送达与责令整改”流程尚未发布，暂不能受理。")]);
        }

        var input = ImmutableDictionary<string, JsonNode?>.Empty
            .Add("case", CaseInput.Of(opened, municipal));
        var result = await runtime.StartAsync(
            opened.InstanceId, procedure, $"{opened.Report.SampledParty.Name} · {opened.Report.Product}", opened.Id, input,
            new Command(actor) { Effects = [new OpenCase(opened)] }, cancellationToken);
        return result switch
        {
            RuntimeResult.Done => Checked<Case>.Valid((await cases.FindAsync(opened.Id, cancellationToken))!),
            RuntimeResult.Refused refused => Checked<Case>.Refused(refused.Problems),
            _ => throw new InvalidOperationException($"Starting case {opened.Id} gave {result}."),
        };
    }
}

/// <summary>What a procedure sees of its case: workflow input <c>case</c>.</summary>
internal static class CaseInput
{
    public static JsonObject Of(Case opened, Bureau municipal)
    {
        var report = opened.Report;
        return new JsonObject
        {
            ["id"] = opened.Id,
            ["city"] = opened.City,
            ["receivedOn"] = Text(opened.ReceivedOn),
            ["municipalBureau"] = municipal.Id,
            ["handlingBureau"] = opened.HandlingBureauId,
            ["severeDefect"] = report.SevereDefect,
            ["source"] = report.Source.ToString(),
            ["placeOfProduction"] = report.PlaceOfProduction,
            ["placeOfRegistration"] = report.PlaceOfRegistration,
            ["report"] = new JsonObject
            {
                ["number"] = report.ReportNumber,
                ["product"] = report.Product,
                ["category"] = report.Category,
                ["brand"] = report.Brand,
                ["model"] = report.Model,
                ["batch"] = report.Batch,
                ["conclusion"] = report.Conclusion is Conclusion.Qualified ? "合格" : "不合格",
                ["failedItems"] = Conversion.From(report.FailedItems),
                ["inspectionBody"] = report.InspectionBody,
                ["sampledOn"] = Text(report.SampledOn),
                ["issuedOn"] = Text(report.IssuedOn),
            },
            ["party"] = PartyOf(report.SampledParty),
            ["producer"] = PartyOf(report.LabelledProducer ?? report.SampledParty),
        };
    }

    private static JsonObject PartyOf(Party party) => new()
    {
        ["name"] = party.Name,
        ["creditCode"] = party.CreditCode,
        ["role"] = party.Role is PartyRole.Producer ? "生产者" : "销售者",
        ["address"] = party.Address,
        ["contact"] = party.Contact,
        ["phone"] = party.Phone,
        ["email"] = party.Email,
    };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
