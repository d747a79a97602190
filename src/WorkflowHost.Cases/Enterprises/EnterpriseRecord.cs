using System.Collections.Frozen;
using WorkflowHost.Engine;

namespace WorkflowHost.Cases.Enterprises;

/// <summary>What is known of an enterprise: a result of a spot check, or something it did that the law attaches consequences to.</summary>
public enum Conduct
{
    /// <summary>抽查合格.</summary>
    Qualified,

    /// <summary>抽查不合格.</summary>
    Unqualified,

    /// <summary>变更为合格: the unqualified result of the same case no longer counts against this enterprise, nor what followed from it.</summary>
    Overturned,

    /// <summary>无正当理由拒绝接受监督抽查 (BJ-24, 1).</summary>
    RefusedCheck,

    /// <summary>擅自更换、隐匿、处理已抽查封存样品 (BJ-24, 2).</summary>
    TamperedWithSamples,

    /// <summary>无正当理由拒绝整改 (BJ-24, 3).</summary>
    RefusedRectification,

    /// <summary>整改期满未提交复查申请 (BJ-24, 4).</summary>
    NoRecheckRequest,

    /// <summary>未落实整改措施或产品经复查仍不合格 (BJ-24, 5).</summary>
    FailedRecheck,

    /// <summary>停产、转产未能完成复查 (BJ-24, 6).</summary>
    StoppedProduction,

    /// <summary>整改复查合格前继续生产销售 (BJ-24, 7).</summary>
    SoldBeforeRecheck,

    /// <summary>立案.</summary>
    Prosecuted,

    /// <summary>抽样中发现违法线索.</summary>
    FoundWhenSampling,

    /// <summary>复查变更为合格: the <see cref="FailedRecheck"/> of the same case no longer counts against this enterprise.</summary>
    RecheckOverturned,
}

/// <summary>One line of an enterprise's history. Written once; what was found wrong later is a line of its own.</summary>
/// <param name="Id">Derived from what wrote it, so that a repeat writes nothing new.</param>
/// <param name="City">City key.</param>
/// <param name="CaseId">The case; empty when it belongs to none.</param>
/// <param name="CreditCode">统一社会信用代码; empty when it is not known.</param>
/// <param name="Name">The enterprise.</param>
/// <param name="Role">In what role.</param>
/// <param name="Conduct">What.</param>
/// <param name="On">When, in China; a result on the day of issue of its report.</param>
public sealed record EnterpriseRecord(
    string Id, string City, string CaseId, string CreditCode, string Name, PartyRole Role, Conduct Conduct, DateOnly On)
{
    /// <summary>Whose check; null when it belongs to none.</summary>
    public CheckSource? Source { get; init; }

    /// <summary>产品类别; may be empty.</summary>
    public string Category { get; init; } = "";

    /// <summary>产品名称; may be empty.</summary>
    public string Product { get; init; } = "";

    /// <summary>检验机构; may be empty.</summary>
    public string InspectionBody { get; init; } = "";

    /// <summary>The bureau that handles it; may be empty.</summary>
    public string BureauId { get; init; } = "";

    /// <summary>What else there is to say, in Chinese.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Whether it is a result of a spot check.</summary>
    public bool IsResult => Conduct is Conduct.Qualified or Conduct.Unqualified;

    /// <summary>What an enterprise is told apart by: its code, without one its name.</summary>
    internal string Enterprise => CreditCode.Length > 0 ? CreditCode : Name;

    /// <summary>The lines with which a case begins: the result, for the producer and for a seller who was sampled.</summary>
    public static IEnumerable<EnterpriseRecord> Of(Case opened)
    {
        var report = opened.Report;
        var conduct = report.Conclusion is Conclusion.Qualified ? Conduct.Qualified : Conduct.Unqualified;
        foreach (var (party, place) in new[] { report.LabelledProducer, report.SampledParty }.OfType<Party>().Select((party, place) => (party, place)))
        {
            yield return new EnterpriseRecord(
                string.Create(null, $"{opened.Id}/result{place}"), opened.City, opened.Id, party.CreditCode, party.Name, party.Role, conduct, report.IssuedOn)
            {
                Source = report.Source,
                Category = report.Category,
                Product = report.Product,
                InspectionBody = report.InspectionBody,
                BureauId = opened.HandlingBureauId,
            };
        }
    }
}

/// <summary>Keeps a line of an enterprise's history, in the turn's transaction.</summary>
public sealed record KeepEnterpriseRecord(EnterpriseRecord Record) : Effect;

/// <summary>What people and definitions call each conduct.</summary>
public static class ConductWords
{
    private static readonly FrozenDictionary<Conduct, string> Words = new Dictionary<Conduct, string>
    {
        [Conduct.Qualified] = "抽查合格",
        [Conduct.Unqualified] = "抽查不合格",
        [Conduct.Overturned] = "变更为合格",
        [Conduct.RefusedCheck] = "拒绝接受监督抽查",
        [Conduct.TamperedWithSamples] = "擅自处理封存样品",
        [Conduct.RefusedRectification] = "拒绝整改",
        [Conduct.NoRecheckRequest] = "期满未申请复查",
        [Conduct.FailedRecheck] = "未落实整改或复查不合格",
        [Conduct.StoppedProduction] = "停产转产未复查",
        [Conduct.SoldBeforeRecheck] = "复查合格前继续产销",
        [Conduct.Prosecuted] = "立案",
        [Conduct.FoundWhenSampling] = "抽样发现违法线索",
        [Conduct.RecheckOverturned] = "复查变更为合格",
    }.ToFrozenDictionary();

    /// <summary>All words.</summary>
    public static IEnumerable<string> All => Enum.GetValues<Conduct>().Select(WordOf);

    /// <summary>The word.</summary>
    public static string WordOf(Conduct conduct) => Words[conduct];

    /// <summary>The conduct of a word; null when there is none.</summary>
    public static Conduct? Read(string word) => Words.Where(pair => pair.Value == word).Select(pair => (Conduct?)pair.Key).FirstOrDefault();
}
