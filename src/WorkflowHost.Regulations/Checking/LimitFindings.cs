using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Regulations.Checking;

/// <summary>What is wrong with the limits of steps, measured by the obligations that they carry.</summary>
internal static class LimitFindings
{
    /// <summary>Limits of steps that no obligation of the step allows.</summary>
    public static IEnumerable<Finding> Longer(ProcedureTree tree, ObligationCatalogue catalogue)
    {
        foreach (var step in tree.Steps.Where(step => step.Has("limitValue") && !step.Law.Carries.IsEmpty))
        {
            var carried = step.Law.Carries.Select(catalogue.Find).OfType<Obligation>().Where(obligation => Counted(obligation).Any()).ToList();
            if (carried.Count == 0)
            {
                continue;
            }

            var written = WrittenLimit.Of(step);
            if (written.IsEmpty)
            {
                yield return ProcedureChecker.Warning(
                    "limit-unknown", step, carried[0], $"步骤“{step.Name}”的期限由表达式给出，不能事先与 {carried[0].Id}（{carried[0].Citation}）核对，请用情景核对。");
                continue;
            }

            foreach (var limit in written.Where(limit => !carried.Exists(obligation => Counted(obligation).Any(allowed => Fits(limit, allowed) is Fit.Yes))))
            {
                yield return Unfit(step, limit, carried[0], Counted(carried[0]).First());
            }
        }
    }

    /// <summary>A step that prepares several duties keeps to one of them; this limit keeps to none.</summary>
    private static Finding Unfit(CheckedStep step, (int Value, TimeLimitUnit Unit) limit, Obligation worst, ObligationLimit allowed)
    {
        var why = Fits(limit, allowed) switch
        {
            Fit.Longer => $"长于法定的{allowed.Words}",
            Fit.Shorter => $"短于法定的{allowed.Words}（这是当事人的期限，不能缩短）",
            _ => $"与法定的{allowed.Words}单位不同",
        };
        return allowed.Rule!.IsDefault && Fits(limit, allowed) is Fit.Longer
            ? ProcedureChecker.Warning(
                "limit-longer", step, worst, $"步骤“{step.Name}”的期限{Words(limit)}，长于系统默认的{allowed.Words}；{worst.Id}（{worst.Citation}）未定具体期限。")
            : ProcedureChecker.Error("limit-longer", step, worst, $"步骤“{step.Name}”的期限{Words(limit)}，{why}（{worst.Id}，{worst.Citation}）。");
    }

    /// <summary>Limits of an obligation that no step counts.</summary>
    public static IEnumerable<Finding> Missing(ProcedureTree tree, Obligation obligation)
    {
        var limits = tree.Steps.Where(step => step.Law.Names.Contains(obligation.Id, StringComparer.Ordinal) && step.Has("limitValue"))
            .Select(step => (Written: WrittenLimit.Of(step), IsDefault: step.TextOf("limitIsDefault") == "true")).ToList();

        // A limit of the system's own does not stand for one that the text sets, nor does one that only a run tells.
        foreach (var counted in Counted(obligation).Where(counted => !limits.Exists(
            one => one.Written.IsEmpty ? counted.Rule!.IsDefault : (counted.Rule!.IsDefault || !one.IsDefault) && one.Written.Any(limit => Fits(limit, counted) is Fit.Yes))))
        {
            var act = counted.Act.Length > 0 ? $"“{counted.Act}”的" : "";
            yield return counted.Rule!.IsDefault
                ? ProcedureChecker.Warning(
                    "limit-missing", null, obligation, $"没有步骤计算 {obligation.Id}（{obligation.Citation}）{act}期限；原文未定数值，系统默认{counted.Words}。")
                : ProcedureChecker.Error("limit-missing", null, obligation, $"没有步骤计算 {obligation.Id}（{obligation.Citation}）{act}期限：{counted.Words}。");
        }
    }

    private static IEnumerable<ObligationLimit> Counted(Obligation obligation) => obligation.Limits.Where(limit => limit is { Rule: not null, IsTold: false });

    private static Fit Fits((int Value, TimeLimitUnit Unit) limit, ObligationLimit allowed)
    {
        var rule = allowed.Rule!;
        var most = rule.WindowEnd is { } end ? end - 1 : rule.Value;
        return rule.Unit != limit.Unit ? Fit.OtherUnit
            : limit.Value > most ? Fit.Longer
            : allowed.IsExact && limit.Value < rule.Value ? Fit.Shorter
            : Fit.Yes;
    }

    private static string Words((int Value, TimeLimitUnit Unit) limit) => LimitWords.Amount(limit.Value, limit.Unit);

    private enum Fit
    {
        Yes,
        Longer,
        Shorter,
        OtherUnit,
    }
}
