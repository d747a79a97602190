using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Organisation;

namespace WorkflowHost.Cases.Figures;

/// <summary>Makes figures of what is known. Pure: the same facts, the same figures. Members are described in <c>docs/procedures.md</c>.</summary>
public static class FigureGathering
{
    private static readonly (Conduct Conduct, string Title)[] Lists =
    [
        (Conduct.RefusedCheck, "无正当理由拒绝接受监督抽查的"),
        (Conduct.TamperedWithSamples, "擅自更换、隐匿、处理已抽查封存样品的"),
        (Conduct.RefusedRectification, "监督抽查产品质量不合格，无正当理由拒绝整改的"),
        (Conduct.NoRecheckRequest, "整改期满后未提交复查申请，也未提出延期复查申请的"),
        (Conduct.FailedRecheck, "未落实整改措施或产品经复查仍不合格的"),
        (Conduct.StoppedProduction, "因停产、转产等原因未能完成复查的"),
        (Conduct.SoldBeforeRecheck, "整改复查合格前继续生产销售同一规格型号产品的"),
    ];

    /// <summary>The figures.</summary>
    public static JsonObject Of(FigureRequest request, FigureFacts facts)
    {
        facts = facts with { Records = [.. EnterpriseHistory.Standing(facts.Records)] };
        var inPeriod = facts.Records.Where(record => record.On >= request.From && record.On <= request.Until).ToList();
        return request.Kind switch
        {
            FigureKind.Announcement => Announcement(request, facts, inPeriod),
            FigureKind.Coverage => Coverage(request, facts),
            FigureKind.Tracking => new JsonObject { ["enterprises"] = Array(Tracked(inPeriod)) },
            FigureKind.Rates => Rates(request, inPeriod),
            FigureKind.Districts => Districts(request, facts, inPeriod),
            FigureKind.Experts => Experts(request, facts),
            _ => Bodies(inPeriod),
        };
    }

    private static JsonObject Announcement(FigureRequest request, FigureFacts facts, List<EnterpriseRecord> inPeriod)
    {
        var results = ByCase(inPeriod).ToList();
        var lists = Lists.Select((list, place) => ListOf(place + 1, list.Title, inPeriod.Where(record => record.Conduct == list.Conduct)))
            .Append(ListOf(8, "连续两次监督抽查不合格的", TwiceInARow(request, facts.Records)));
        return new JsonObject
        {
            ["checked"] = results.Count,
            ["unqualified"] = results.Count(record => record.Conduct is Conduct.Unqualified),
            ["categories"] = Array(Categories(request, results)),
            ["lists"] = Array(lists),
        };
    }

    /// <summary>Enterprises with an unqualified result in the period whose result before it was unqualified too.</summary>
    private static IEnumerable<EnterpriseRecord> TwiceInARow(FigureRequest request, IEnumerable<EnterpriseRecord> records)
    {
        foreach (var enterprise in records.Where(record => record.IsResult && record.CreditCode.Length > 0)
            .GroupBy(record => record.CreditCode, StringComparer.Ordinal))
        {
            var results = enterprise.OrderBy(record => record.On).ThenBy(record => record.Id, StringComparer.Ordinal).ToList();
            var second = results.FindLastIndex(record => record.On >= request.From && record.On <= request.Until && record.Conduct is Conduct.Unqualified);
            if (second > 0 && results[second - 1].Conduct is Conduct.Unqualified)
            {
                yield return results[second];
            }
        }
    }

    private static JsonObject ListOf(int number, string title, IEnumerable<EnterpriseRecord> records) => new()
    {
        ["number"] = number,
        ["title"] = title,
        ["enterprises"] = Array(records.DistinctBy(record => (record.CreditCode, record.Name, record.Product)).Select(record => new JsonObject
        {
            ["name"] = record.Name,
            ["creditCode"] = record.CreditCode,
            ["product"] = record.Product.Length > 0 ? record.Product : "/",
            ["on"] = Text(record.On),
            ["detail"] = record.Detail.Length > 0 ? record.Detail : "/",
        })),
    };

    private static JsonObject Coverage(FigureRequest request, FigureFacts facts)
    {
        var planFrom = request.RecordsFrom;
        HashSet<string> Checked(DateOnly from) => facts.Records.Where(record => record.IsResult && record.On >= from && record.On <= request.Until)
            .Select(record => record.Category).ToHashSet(StringComparer.Ordinal);
        var first = Covered(facts.Catalogue.FirstClassNames, Checked(request.From));
        var monitored = Covered(facts.Catalogue.MonitoredNames, Checked(planFrom));
        return new JsonObject
        {
            ["planFrom"] = planFrom.Year,
            ["planUntil"] = planFrom.Year + 4,
            ["firstClass"] = first,
            ["monitored"] = monitored,
            ["isMet"] = first["missing"]!.AsArray().Count == 0 && (monitored["missing"]!.AsArray().Count == 0 || request.Until.Year < planFrom.Year + 4),
        };
    }

    private static JsonObject Covered(IEnumerable<string> wanted, HashSet<string> found)
    {
        var all = wanted.Order(StringComparer.Ordinal).ToList();
        var missing = all.FindAll(name => !found.Contains(name));
        return new JsonObject
        {
            ["total"] = all.Count,
            ["covered"] = all.Count - missing.Count,
            ["rate"] = Percent(all.Count - missing.Count, all.Count),
            ["missing"] = new JsonArray([.. missing.Select(name => JsonValue.Create(name))]),
        };
    }

    private static IEnumerable<JsonObject> Tracked(List<EnterpriseRecord> inPeriod) =>
        inPeriod.Where(record => record.Conduct is Conduct.Unqualified)
            .GroupBy(record => record.CreditCode.Length > 0 ? record.CreditCode : record.Name, StringComparer.Ordinal)
            .Select(enterprise => enterprise.OrderBy(record => record.On).ToList())
            .OrderByDescending(results => results.Count).ThenBy(results => results[0].Name, StringComparer.Ordinal)
            .Select(results => new JsonObject
            {
                ["name"] = results[0].Name,
                ["creditCode"] = results[0].CreditCode,
                ["count"] = results.Count,
                ["products"] = string.Join('、', results.Select(record => record.Product).Distinct(StringComparer.Ordinal)),
                ["lastOn"] = Text(results[^1].On),
            });

    private static JsonObject Rates(FigureRequest request, List<EnterpriseRecord> inPeriod)
    {
        var categories = Categories(request, [.. ByCase(inPeriod)]).ToList();
        return new JsonObject
        {
            ["threshold"] = request.Threshold,
            ["minimum"] = request.Minimum,
            ["categories"] = Array(categories),
            ["high"] = Array(categories.Where(category => category["isHigh"]!.GetValue<bool>()).Select(category => category.DeepClone().AsObject())),
        };
    }

    private static IEnumerable<JsonObject> Categories(FigureRequest request, List<EnterpriseRecord> results) =>
        results.GroupBy(record => record.Category, StringComparer.Ordinal)
            .Select(category => (Name: category.Key, All: category.Count(), Bad: category.Count(record => record.Conduct is Conduct.Unqualified)))
            .OrderByDescending(category => (decimal)category.Bad / category.All).ThenBy(category => category.Name, StringComparer.Ordinal)
            .Select(category => new JsonObject
            {
                ["name"] = category.Name,
                ["checked"] = category.All,
                ["unqualified"] = category.Bad,
                ["rate"] = Percent(category.Bad, category.All),
                ["isHigh"] = category.All >= request.Minimum && Percent(category.Bad, category.All) >= request.Threshold,
            });

    private static JsonObject Districts(FigureRequest request, FigureFacts facts, List<EnterpriseRecord> inPeriod)
    {
        var filed = inPeriod.Where(record => record.Conduct is Conduct.Prosecuted).Select(record => record.CaseId).ToHashSet(StringComparer.Ordinal);
        var rows = facts.Bureaus.All.Where(bureau => bureau.City == request.City && bureau.Kind is BureauKind.District)
            .Select(bureau => (Bureau: bureau, Cases: facts.Standings.Where(standing => standing.BureauId == bureau.Id).ToList()))
            .Select(row => (row.Bureau, Cases: row.Cases.Count, Closed: row.Cases.Count(standing => standing.IsClosed),
                Tasks: row.Cases.Sum(standing => standing.Tasks), Late: row.Cases.Sum(standing => standing.LateTasks),
                Filed: row.Cases.Count(standing => filed.Contains(standing.CaseId))))
            .Select(row => (row, Score: Score(row.Tasks - row.Late, row.Tasks, row.Closed, row.Cases, row.Filed)))
            .OrderByDescending(row => row.row.Cases > 0).ThenByDescending(row => row.Score).ThenBy(row => row.row.Bureau.Id, StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["districts"] = Array(rows.Select(ranked => new JsonObject
            {
                ["rank"] = RankOf(rows.Select(other => other.Score), ranked.Score),
                ["bureau"] = ranked.row.Bureau.Name,
                ["cases"] = ranked.row.Cases,
                ["closed"] = ranked.row.Closed,
                ["closedRate"] = Percent(ranked.row.Closed, ranked.row.Cases),
                ["tasks"] = ranked.row.Tasks,
                ["late"] = ranked.row.Late,
                ["onTimeRate"] = Percent(ranked.row.Tasks - ranked.row.Late, ranked.row.Tasks),
                ["filed"] = ranked.row.Filed,
                ["filedRate"] = Percent(ranked.row.Filed, ranked.row.Cases),
                ["score"] = ranked.Score,
            })),
        };
    }

    /// <summary>规范性 (on time) 40, 有效性 (closed) 40, 立案情况 20; a district without cases has nothing to be measured by.</summary>
    private static decimal Score(int onTime, int tasks, int closed, int cases, int filed) => cases == 0 ? 0
        : Math.Round((0.4m * Percent(onTime, tasks)) + (0.4m * Percent(closed, cases)) + (0.2m * Percent(filed, cases)), 1);

    private static JsonObject Bodies(List<EnterpriseRecord> inPeriod)
    {
        var found = inPeriod.Where(record => record.Conduct is Conduct.FoundWhenSampling).ToLookup(record => record.InspectionBody, StringComparer.Ordinal);
        var results = ByCase(inPeriod).ToLookup(record => record.InspectionBody, StringComparer.Ordinal);
        var rows = results.Select(body => body.Key).Concat(found.Select(body => body.Key)).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Reports: results[name].Count(), Bad: results[name].Count(record => record.Conduct is Conduct.Unqualified), Found: found[name].Count()))
            .Select(row => (row, Detection: Percent(row.Bad, row.Reports), Problems: Percent(row.Found, row.Reports + row.Found)))
            .OrderByDescending(row => row.Detection + row.Problems).ThenBy(row => row.row.Name, StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["bodies"] = Array(rows.Select(ranked => new JsonObject
            {
                ["rank"] = RankOf(rows.Select(other => other.Detection + other.Problems), ranked.Detection + ranked.Problems),
                ["name"] = ranked.row.Name,
                ["reports"] = ranked.row.Reports,
                ["unqualified"] = ranked.row.Bad,
                ["detectionRate"] = ranked.Detection,
                ["found"] = ranked.row.Found,
                ["problemRate"] = ranked.Problems,
            })),
        };
    }

    private static JsonObject Experts(FigureRequest request, FigureFacts facts)
    {
        var pool = facts.Experts.Where(expert => expert.IsActive && expert.City == request.City).OrderBy(expert => expert.Label, StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["experts"] = Array(pool.Select(expert => new JsonObject { ["name"] = expert.Name, ["unit"] = expert.Unit, ["field"] = expert.Field, ["label"] = expert.Label })),
            ["labels"] = new JsonArray([.. pool.Select(expert => JsonValue.Create(expert.Label))]),
        };
    }

    /// <summary>One result for each case, though it stands in the history of producer and seller.</summary>
    private static IEnumerable<EnterpriseRecord> ByCase(IEnumerable<EnterpriseRecord> records) => records.Where(record => record.IsResult)
        .DistinctBy(record => record.CaseId.Length > 0 ? record.CaseId : record.Id);

    private static int RankOf(IEnumerable<decimal> all, decimal own) => 1 + all.Count(other => other > own);

    private static decimal Percent(int part, int whole) => whole == 0 ? 0 : Math.Round(100m * part / whole, 1);

    private static JsonArray Array(IEnumerable<JsonObject> items) => new([.. items]);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
