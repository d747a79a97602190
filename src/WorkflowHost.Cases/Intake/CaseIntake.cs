using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Cases.Intake;

/// <summary>Takes spot-check reports in: checks them, then opens the case and starts its city's procedure in one transaction.</summary>
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

        var district = DistrictOf(report, bureaus);
        if (district is null)
        {
            return Checked<Case>.Refused([new Problem(
                "district-unknown", "$.placeOfProduction",
                $"生产地“{report.PlaceOfProduction}”和注册地“{report.PlaceOfRegistration}”都没有对应的承办区县局。请核对报告中的两地；确属本市的，请联系系统管理员登记该地的区县局。")]);
        }

        if (report.Conclusion is Conclusion.Unqualified && !ProcedureByCity.ContainsKey(report.City))
        {
            return Checked<Case>.Refused([new Problem(
                "procedure-missing", "$.city", "该城市的“不合格结果送达与责令整改”流程尚未发布，暂不能受理。")]);
        }

        var today = ChinaTime.DateOf(now);
        var number = await cases.TakeNumberAsync(report.City, today.Year, cancellationToken);
        var opened = new Case(
            ids.NewId(), number, report.City, CaseState.InProgress, report, today, district.Id, ids.NewId(), "", now, null, "");
        return report.Conclusion is Conclusion.Qualified
            ? await RegisterAsync(opened, cancellationToken)
            : await StartAsync(opened, actor, cancellationToken);
    }

    private static Checked<Case> Duplicate(Case known) => Checked<Case>.Refused([new Problem(
        "report-duplicate", "$.reportNumber", $"检验报告“{known.Report.ReportNumber}”已经登记为案件 {known.Number}，没有重复建案。")]);

    /// <summary>Where the unlawful production took place (BJ-4b); where that is outside the city, where the enterprise is; null when no bureau is there.</summary>
    public static Bureau? DistrictOf(SpotCheckReport report, IBureauDirectory bureaus)
    {
        var districts = bureaus.All.Where(bureau => bureau.City == report.City && bureau.Kind is BureauKind.District).ToList();
        return districts.Find(bureau => bureau.Region == report.PlaceOfProduction)
            ?? districts.Find(bureau => bureau.Region == report.PlaceOfRegistration);
    }

    private async Task<Checked<Case>> RegisterAsync(Case opened, CancellationToken cancellationToken)
    {
        var registered = opened with
        {
            State = CaseState.Registered,
            InstanceId = "",
            Result = "检验合格，由检验机构向企业送达检验报告（BJ-5），无需后处理。",
        };
        return await cases.RegisterAsync(registered, cancellationToken)
            ? Checked<Case>.Valid(registered)
            : Duplicate((await cases.FindByReportAsync(opened.City, opened.Report.ReportNumber, cancellationToken))!);
    }

    private async Task<Checked<Case>> StartAsync(Case opened, string actor, CancellationToken cancellationToken)
    {
        var input = ImmutableDictionary<string, JsonNode?>.Empty.Add("case", CaseInput.Of(opened, bureaus));
        var instance = new NewInstance(
            opened.InstanceId, ProcedureByCity[opened.City], $"{opened.Report.SampledParty.Name} · {opened.Report.Product}", opened.Id, input);
        var result = await runtime.StartAsync(instance, new Command(actor) { Effects = [new OpenCase(opened)] }, cancellationToken);
        return result switch
        {
            RuntimeResult.Done => Checked<Case>.Valid(opened),
            RuntimeResult.Refused refused => Checked<Case>.Refused(refused.Problems),
            _ => throw new InvalidOperationException($"Starting case {opened.Id} gave {result}."),
        };
    }
}
