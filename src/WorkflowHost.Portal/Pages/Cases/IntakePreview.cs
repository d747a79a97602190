using System.Text.Json.Nodes;
using WorkflowHost.Access;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;

namespace WorkflowHost.Portal.Pages.Cases;

/// <summary>What the intake would make of a report, as the page shows it.</summary>
/// <param name="Problems">Why it would be refused; empty when it would be taken.</param>
/// <param name="Known">The case that the city already has for the report's number; null when it has none.</param>
/// <param name="IsSame">Whether that case was opened with the very same report.</param>
/// <param name="Procedure">The procedure that would be started; empty when the result is only registered.</param>
/// <param name="Bureau">Who would be in charge; null when the report is refused.</param>
/// <param name="Party">To whom result, notice and order would be addressed; null likewise.</param>
internal sealed record CasePreview(IReadOnlyList<Problem> Problems, Case? Known, bool IsSame, string Procedure, Bureau? Bureau, Party? Party)
{
    public static CasePreview Refused(IReadOnlyList<Problem> problems, Case? known = null, bool isSame = false) => new(problems, known, isSame, "", null, null);

    /// <summary>The failed items that the city's rules of the kind of product call severe.</summary>
    public IReadOnlyList<string> SevereItems { get; init; } = [];
}

/// <summary>Asks the intake what it would make of a report, and names the procedure's version.</summary>
internal sealed class IntakePreview(CaseIntake intake, IDefinitionStore definitions, IBureauDirectory bureaus)
{
    /// <summary>What would become of a report.</summary>
    /// <param name="json">As the intake takes it.</param>
    /// <param name="scope">What the person sees.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<CasePreview> LookAsync(JsonObject json, CaseScope scope, CancellationToken cancellationToken)
    {
        if (HandingIn.Forbids(json, scope) is { } forbidden)
        {
            return CasePreview.Refused([forbidden]);
        }

        var outlook = await intake.PreviewAsync(json, cancellationToken);
        if (outlook is not { Report: { } report, Rule: { } rule, District: { } district })
        {
            return CasePreview.Refused(
                outlook.Problems, outlook.Known, outlook is { Known: { } known, Report: { } sent } && Same(sent, known.Report));
        }

        var procedureId = rule.ProcedureFor(report);
        var party = report.Conclusion is Conclusion.Qualified ? report.SampledParty : Addressee.Of(report, rule.Addressee, bureaus);
        if (procedureId.Length == 0)
        {
            return new CasePreview([], null, false, "", district, party);
        }

        return await definitions.FindPublishedAsync(procedureId, cancellationToken) is { } procedure
            ? new CasePreview([], null, false, $"{procedure.Name}（第 {procedure.Version} 版）", district, party)
            {
                SevereItems = [.. outlook.Products.Find(report.Category)?.SevereAmong(report.FailedItems) ?? []],
            }
            : CasePreview.Refused([new Problem("definition-not-published", "$.source", $"流程“{procedureId}”没有已发布的版本，不能发起。")]);
    }

    private static bool Same(SpotCheckReport one, SpotCheckReport other) =>
        one with { FailedItems = [] } == other with { FailedItems = [] } && one.FailedItems.SequenceEqual(other.FailedItems);
}
