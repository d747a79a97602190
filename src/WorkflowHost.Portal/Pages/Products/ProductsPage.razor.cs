using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases.Products;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;

namespace WorkflowHost.Portal.Pages.Products;

/// <summary>The kinds of product of a city with their rules: everybody looks them up, administrators of the municipal bureau keep them.</summary>
public sealed partial class ProductsPage
{
    private static readonly ProductEntry Blank = new("", true, 0, "");
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();
    private IReadOnlyList<KeptProduct> products = [];
    private IReadOnlyList<Problem> problems = [];
    private ProductEntry entry = Blank;
    private KeptProduct? chosen;

    /// <summary>The kind to change; none when absent.</summary>
    [SupplyParameterFromQuery(Name = "name")]
    public string? Asked { get; set; }

    [Inject]
    private ProductDesk Desk { get; set; } = default!;

    [Inject]
    private IOrganisationStore Organisation { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        products = await Desk.ForAsync(Me, Aborted);
        var isSent = IsPost && Http.Request.HasFormContentType;
        var name = isSent ? Posted("known") : Asked;
        chosen = products.FirstOrDefault(kept => kept.Category.Name == name);
        entry = isSent ? Sent() : chosen is null ? Blank : Standing(chosen);
        names = await Organisation.NamesAsync([.. chosen?.Revisions.Select(revision => revision.ChangedBy).Distinct(StringComparer.Ordinal) ?? []], Aborted);
    }

    private async Task SaveAsync()
    {
        var saved = await Desk.SaveAsync(entry, Me, Aborted);
        if (saved.Value is not { } kept)
        {
            problems = saved.Problems;
            return;
        }

        Flash.Leave(Http, $"已保存：{kept.Category.Name}，第 {kept.Revision} 版。此后受理的案件按此办理。");
        Navigation.NavigateTo("/products");
    }

    private ProductEntry Sent() => new(
        Posted("known") is { Length: > 0 } known ? known : Posted("name"), Posted("known").Length == 0,
        int.TryParse(Posted("seen"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0, Posted("basis"))
    {
        IsActive = Posted("active").Length > 0,
        IsFirstClassRisk = Posted("firstClass").Length > 0,
        IsMonitored = Posted("monitored").Length > 0,
        NeedsDefectInvestigation = Posted("investigation").Length > 0,
        RecallBasis = Posted("recallBasis"),
        SevereItems = [.. Posted("severeItems").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
    };

    private static ProductEntry Standing(KeptProduct kept) => new(kept.Category.Name, false, kept.Revision, "")
    {
        IsActive = kept.Category.IsActive,
        IsFirstClassRisk = kept.Category.IsFirstClassRisk,
        IsMonitored = kept.Category.IsMonitored,
        NeedsDefectInvestigation = kept.Category.NeedsDefectInvestigation,
        RecallBasis = kept.Category.RecallBasis,
        SevereItems = kept.Category.SevereItems,
    };

    private static string RiskOf(ProductCategory category) =>
        string.Join('、', new[] { category.IsFirstClassRisk ? "一级风险" : "", category.IsMonitored ? "重点监控" : "" }.Where(word => word.Length > 0));

    private static string RecallOf(ProductCategory category) =>
        category.RecallBasis.Length > 0 ? $"缺陷调查；召回依照{category.RecallBasis}" : "缺陷调查；召回依照相关规定";

    private static string InWords(ProductCategory category) => string.Join('；', new[]
    {
        category.IsActive ? "启用" : "不启用", RiskOf(category), category.NeedsDefectInvestigation ? RecallOf(category) : "",
        category.SevereItems.IsEmpty ? "" : $"严重质量问题项目：{string.Join('、', category.SevereItems)}",
    }.Where(word => word.Length > 0));

    private string NameOf(string account) => names.GetValueOrDefault(account, account);

    private string ErrorOf(string field) => problems.FirstOrDefault(problem => problem.Path == field)?.Message ?? "";
}
