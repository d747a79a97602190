using System.Collections.Immutable;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;

namespace WorkflowHost.Regulations.Checking;

/// <summary>Who holds a role in a city; null answers that nobody knows.</summary>
/// <param name="city">City key.</param>
/// <param name="role">A role's key.</param>
public delegate bool? RoleIsHeld(string city, string role);

/// <summary>Checks how a procedure carries the obligations of its city. Pure.</summary>
public sealed class ProcedureChecker(ObligationCatalogue catalogue, ActivityRegistry registry)
{
    /// <summary>Checks a definition together with those that it uses or starts.</summary>
    /// <param name="definition">A draft or a published one.</param>
    /// <param name="find">Other definitions by id, and versions by theirs that a step is pinned to; null for one that is not at hand.</param>
    /// <param name="day">The day in China whose law counts.</param>
    /// <param name="isHeld">Who holds which role; null skips that question.</param>
    public CheckReport Check(WorkflowDefinition definition, Func<string, WorkflowDefinition?> find, DateOnly day, RoleIsHeld? isHeld = null)
    {
        var tree = new ProcedureTree(definition, find, registry);
        var (city, kinds) = (definition.CustomProperties["city"]?.ToString() ?? "", ProcedureKinds.Of(definition.CustomProperties));
        var owed = catalogue.OfKinds(city, kinds, day).ToImmutableArray();
        var findings = new List<Finding>();
        findings.AddRange(Names(tree, city, kinds, day));
        findings.AddRange(RoleFindings.Of(tree, city, isHeld));
        findings.AddRange(LimitFindings.Longer(tree, catalogue));
        foreach (var obligation in owed)
        {
            if (!tree.Steps.Any(step => tree.Dischargers.AnyOf(step.Law).Contains(obligation.Id, StringComparer.Ordinal)))
            {
                findings.Add(Error("obligation-missing", null, obligation, $"没有步骤履行 {obligation.Id}（{obligation.Citation}：{obligation.Duty}），这一种流程应当承担它。"));
                continue;
            }

            findings.AddRange(LimitFindings.Missing(tree, obligation));
            findings.AddRange(DocumentFindings.Missing(tree, obligation));
            findings.AddRange(SkipFindings.Of(tree, obligation));
        }

        return new CheckReport(
            [.. owed.Select(obligation => obligation.Id)],
            StepsBy(tree, step => step.Law.Carries),
            StepsBy(tree, step => tree.Dischargers.AnyOf(step.Law)),
            [.. findings.Distinct().OrderByDescending(finding => finding.Severity)]);
    }

    internal static Finding Error(string code, CheckedStep? step, Obligation? obligation, string message) =>
        Of(FindingSeverity.Error, code, step, obligation, message);

    internal static Finding Warning(string code, CheckedStep? step, Obligation? obligation, string message) =>
        Of(FindingSeverity.Warning, code, step, obligation, message);

    private static Finding Of(FindingSeverity severity, string code, CheckedStep? step, Obligation? obligation, string message) => new(
        severity, code, step?.Activity.Id ?? "", step?.Name ?? "", obligation?.Id ?? "", obligation?.Citation ?? "", message);

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> StepsBy(ProcedureTree tree, Func<CheckedStep, IEnumerable<string>> idsOf) =>
        tree.Steps.SelectMany(step => idsOf(step).Select(id => (id, step.Name))).GroupBy(pair => pair.id, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Select(pair => pair.Name).Distinct(StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal);

    private IEnumerable<Finding> Names(ProcedureTree tree, string city, ImmutableArray<string> kinds, DateOnly day)
    {
        var known = catalogue.Regulations.Where(regulation => regulation.City == city).SelectMany(regulation => regulation.Kinds).Select(kind => kind.Key);
        foreach (var kind in kinds.Except(known, StringComparer.Ordinal))
        {
            yield return Error("kind-unknown", null, null, $"流程种类“{kind}”不在“{city}”的法规目录中，请核对 customProperties 的 city 和 kind。");
        }

        foreach (var step in tree.Steps)
        {
            foreach (var id in step.Law.Names)
            {
                var obligation = catalogue.Find(id);
                if (obligation is null)
                {
                    yield return Error("obligation-unknown", step, null, $"步骤“{step.Name}”写了 {id}，法规目录中没有这个编号。");
                }
                else if (!obligation.IsInForce(day))
                {
                    var instead = obligation.ReplacedBy.IsEmpty ? "" : $"，现为 {string.Join('、', obligation.ReplacedBy)}";
                    yield return Warning("obligation-repealed", step, obligation, $"步骤“{step.Name}”承担的 {id}（{obligation.Citation}）当日不在有效期内{instead}。");
                }
            }
        }
    }
}

/// <summary>What is wrong with the roles of steps.</summary>
internal static class RoleFindings
{
    public static IEnumerable<Finding> Of(ProcedureTree tree, string city, RoleIsHeld? isHeld)
    {
        foreach (var step in tree.Steps)
        {
            if (step.LiteralOf("role") is not { } role || !step.Activity.Type.StartsWith("PostInspection.", StringComparison.Ordinal))
            {
                continue;
            }

            if (!Roles.Names.ContainsKey(role))
            {
                yield return ProcedureChecker.Error("role-unknown", step, null, $"步骤“{step.Name}”由“{role}”办理，没有这个角色。");
            }
            else if (city.Length > 0 && isHeld?.Invoke(city, role) == false)
            {
                yield return ProcedureChecker.Warning("role-unheld", step, null, $"步骤“{step.Name}”由{Roles.NameOf(role)}办理，本市目前没有人担任。");
            }
        }
    }
}
