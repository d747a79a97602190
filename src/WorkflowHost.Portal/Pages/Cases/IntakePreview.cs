using System.Text.Json.Nodes;
using WorkflowHost.Access;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Portal.Pages.Cases;

/// <summary>What the intake would make of a report.</summary>
/// <param name="Problems">Why it would be refused; empty when it would be taken.</param>
/// <param name="Known">The case that the city already has for the report's number; null when it has none.</param>
/// <param name="IsSame">Whether that case was opened with the very same report.</param>
/// <param name="Procedure">The procedure that would be started; empty when the result is only registered.</param>
/// <param name="Bureau">Who would be in charge; null when the report is refused.</param>
/// <param name="Party">To whom result, notice and order would be addressed; null likewise.</param>
internal sealed record IntakeOutlook(IReadOnlyList<Problem> Problems, Case? Known, bool IsSame, string Procedure, Bureau? Bureau, Party? Party)
{
    public static IntakeOutlook Refused(IReadOnlyList<Problem> problems, Case? known = null, bool isSame = false) => new(problems, known, isSame, "", null, null);
}

/// <summary>Looks ahead at an intake, by the same rules, and writes nothing; <see cref="CaseIntake"/> has the last word.</summary>
internal sealed class IntakePreview(
    ReportReader reader, IntakeRules rules, ICaseStore cases, IDefinitionStore definitions, IBureauDirectory bureaus, TimeProvider time)
{
    /// <summary>What would become of a report.</summary>
    /// <param name="json">As the intake takes it.</param>
    /// <param name="scope">What the person sees.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<IntakeOutlook> LookAsync(JsonObject json, CaseScope scope, CancellationToken cancellationToken)
    {
        if (HandingIn.Forbids(json, scope) is { } forbidden)
        {
            return IntakeOutlook.Refused([forbidden]);
        }

        var read = reader.Read(json, ChinaTime.DateOf(time.GetUtcNow()));
        if (!read.IsValid)
        {
            return IntakeOutlook.Refused(read.Problems);
        }

        var report = read.Value;
        if (await cases.FindByReportAsync(report.City, report.ReportNumber, cancellationToken) is { } known)
        {
            return IntakeOutlook.Refused(
                [new Problem("report-duplicate", "$.reportNumber", $"检验报告“{report.ReportNumber}”已经登记为案件 {known.Number}。")], known, Same(report, known.Report));
        }

        var chosen = rules.For(report);
        if (!chosen.IsValid)
        {
            return IntakeOutlook.Refused(chosen.Problems);
        }

        var rule = chosen.Value;
        if (rule.DistrictOf(report, bureaus) is not { } district)
        {
            return IntakeOutlook.Refused([new Problem(
                "district-unknown", "$.placeOfProduction",
                $"生产地“{report.PlaceOfProduction}”和注册地“{report.PlaceOfRegistration}”都没有对应的承办区县局，请核对两地。")]);
        }

        var procedureId = rule.ProcedureFor(report);
        var party = report.Conclusion is Conclusion.Qualified ? report.SampledParty : Addressee.Of(report, rule.Addressee, bureaus);
        if (procedureId.Length == 0)
        {
            return new IntakeOutlook([], null, false, "", district, party);
        }

        return await definitions.FindPublishedAsync(procedureId, cancellationToken) is { } procedure
            ? new IntakeOutlook([], null, false, $"{procedure.Name}（第 {procedure.Version} 版）", district, party)
            : IntakeOutlook.Refused([new Problem("definition-not-published", "$.source", $"流程“{procedureId}”没有已发布的版本，不能发起。")]);
    }

    private static bool Same(SpotCheckReport one, SpotCheckReport other) =>
        one with { FailedItems = [] } == other with { FailedItems = [] } && one.FailedItems.SequenceEqual(other.FailedItems);
}
