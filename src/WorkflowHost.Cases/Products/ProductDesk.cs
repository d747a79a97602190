using System.Collections.Immutable;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;

namespace WorkflowHost.Cases.Products;

/// <summary>What an administrator writes of a kind of product.</summary>
/// <param name="Name">类别名称; a known one is changed, another one added.</param>
/// <param name="IsNew">Whether it is to be added.</param>
/// <param name="SeenRevision">The revision that was looked at; 0 for what ships and for a new one.</param>
/// <param name="Basis">修改依据.</param>
public sealed record ProductEntry(string Name, bool IsNew, int SeenRevision, string Basis)
{
    /// <summary>See <see cref="ProductCategory.IsActive"/>.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>See <see cref="ProductCategory.IsFirstClassRisk"/>.</summary>
    public bool IsFirstClassRisk { get; init; }

    /// <summary>See <see cref="ProductCategory.IsMonitored"/>.</summary>
    public bool IsMonitored { get; init; }

    /// <summary>See <see cref="ProductCategory.NeedsDefectInvestigation"/>.</summary>
    public bool NeedsDefectInvestigation { get; init; }

    /// <summary>See <see cref="ProductCategory.RecallBasis"/>.</summary>
    public string RecallBasis { get; init; } = "";

    /// <summary>See <see cref="ProductCategory.SevereItems"/>.</summary>
    public ImmutableArray<string> SevereItems { get; init; } = [];
}

/// <summary>A kind of product with what was done to it.</summary>
/// <param name="Category">As it stands.</param>
/// <param name="Revisions">Its changes, newest first; empty for what ships.</param>
public sealed record KeptProduct(ProductCategory Category, ImmutableArray<ProductRevision> Revisions)
{
    /// <summary>0 for what ships.</summary>
    public int Revision => Revisions is [var last, ..] ? last.Revision : 0;
}

/// <summary>Keeps the kinds of product of a city: its municipal bureau's administrators change them, its officers look them up.</summary>
public sealed class ProductDesk(ProductBook book, IProductStore store, IBureauDirectory bureaus, TimeProvider time)
{
    private const int MaxName = 50;
    private const int MaxText = 200;
    private const int MaxItem = 100;
    private const int MaxItems = 50;

    /// <summary>The city whose kinds a person may look at; null when the bureau is gone.</summary>
    public string? CityOf(Account account) => bureaus.Find(account.BureauId)?.City;

    /// <summary>Whether a person may change them.</summary>
    public bool MayChange(Account account) =>
        account.Is(Roles.Administrator) && bureaus.Find(account.BureauId) is { Kind: BureauKind.Municipal };

    /// <summary>The kinds of a person's city, those in use first, then by name.</summary>
    public async Task<IReadOnlyList<KeptProduct>> ForAsync(Account account, CancellationToken cancellationToken) =>
        CityOf(account) is { } city ? await OfCityAsync(city, cancellationToken) : [];

    /// <summary>Adds or changes a kind. Cases that run keep what stood when they were opened.</summary>
    /// <returns>The kind as kept, or every problem with its field.</returns>
    public async Task<Checked<KeptProduct>> SaveAsync(ProductEntry entry, Account account, CancellationToken cancellationToken)
    {
        if (!MayChange(account) || CityOf(account) is not { } city)
        {
            return Refuse("products-forbidden", "", "产品目录由市局的管理员维护。");
        }

        var next = CategoryOf(entry);
        var known = (await OfCityAsync(city, cancellationToken)).FirstOrDefault(kept => kept.Category.Name == next.Name);
        if (!entry.IsNew && known is null)
        {
            return Refuse("product-unknown", "", $"产品目录中没有“{next.Name}”，请刷新页面。");
        }

        if (known?.Category.ExcludedBy is { Length: > 0 } law)
        {
            return Refuse("product-excluded", "", $"“{next.Name}”依规定不适用后处理（{law}），不能修改。");
        }

        var problems = ProblemsOf(next, entry.Basis.Trim(), entry.IsNew && known is not null).ToList();
        if (problems.Count > 0)
        {
            return Checked<KeptProduct>.Refused(problems);
        }

        var revision = new ProductRevision(city, next, (known?.Revision ?? 0) + 1, entry.Basis.Trim(), account.Id, time.GetUtcNow());
        return entry.SeenRevision == (known?.Revision ?? 0) && await store.AddAsync(revision, cancellationToken)
            ? Checked<KeptProduct>.Valid(new KeptProduct(next, [revision, .. known?.Revisions ?? []]))
            : Refuse("product-stale", "", "这个类别刚刚被别人改动，请刷新后重试。");
    }

    private async Task<IReadOnlyList<KeptProduct>> OfCityAsync(string city, CancellationToken cancellationToken)
    {
        var revisions = await store.OfCityAsync(city, cancellationToken);
        var byName = revisions.ToLookup(revision => revision.Category.Name, StringComparer.Ordinal);
        return
        [
            .. book.At(city, DateTimeOffset.MaxValue, revisions).All
                .Select(category => new KeptProduct(category, [.. byName[category.Name].OrderByDescending(revision => revision.Revision)]))
                .OrderByDescending(kept => kept.Category is { IsActive: true, ExcludedBy.Length: 0 }),
        ];
    }

    private static ProductCategory CategoryOf(ProductEntry entry) => new(entry.Name.Trim(), "")
    {
        IsActive = entry.IsActive,
        IsFirstClassRisk = entry.IsFirstClassRisk,
        IsMonitored = entry.IsMonitored,
        NeedsDefectInvestigation = entry.NeedsDefectInvestigation,
        RecallBasis = entry.RecallBasis.Trim(),
        SevereItems = [.. entry.SevereItems.Select(item => item.Trim()).Where(item => item.Length > 0)],
    };

    private static IEnumerable<Problem> ProblemsOf(ProductCategory next, string basis, bool isThere)
    {
        if (isThere)
        {
            yield return new Problem("product-known", "name", $"“{next.Name}”已在产品目录中，请在列表中修改。");
        }

        foreach (var (field, label, text, longest, isRequired) in new[]
        {
            ("name", "类别名称", next.Name, MaxName, true), ("recallBasis", "召回依据", next.RecallBasis, MaxText, false), ("basis", "修改依据", basis, MaxText, true),
        })
        {
            if (isRequired && text.Length == 0)
            {
                yield return new Problem("field-required", field, $"“{label}”不能为空。");
            }
            else if (text.EnumerateRunes().Count() > longest)
            {
                yield return new Problem("field-long", field, $"“{label}”超过 {longest} 字。");
            }
            else if (text.Any(char.IsControl))
            {
                yield return new Problem("field-control", field, $"“{label}”含有不能保存的控制字符。");
            }
        }

        if (next.RecallBasis.Length > 0 && !next.NeedsDefectInvestigation)
        {
            yield return new Problem("recall-without-investigation", "recallBasis", "没有勾选“应立即开展缺陷调查”的类别不填召回依据。");
        }

        foreach (var problem in ProblemsOf(next.SevereItems))
        {
            yield return problem;
        }
    }

    private static IEnumerable<Problem> ProblemsOf(ImmutableArray<string> items)
    {
        const string Field = "severeItems";
        if (items.Length > MaxItems)
        {
            yield return new Problem("items-many", Field, $"严重质量问题项目最多 {MaxItems} 项。");
        }

        if (items.FirstOrDefault(item => item.EnumerateRunes().Count() > MaxItem || item.Any(char.IsControl)) is { } wrong)
        {
            yield return new Problem("item-text", Field, $"检验项目“{new string([.. wrong.Where(character => !char.IsControl(character)).Take(20)])}”超过 {MaxItem} 字，或含有控制字符。");
        }

        if (items.GroupBy(ProductCategory.ItemKey, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            yield return new Problem("item-twice", Field, $"检验项目“{string.Join("”和“", twice.Distinct(StringComparer.Ordinal))}”重复。");
        }
    }

    private static Checked<KeptProduct> Refuse(string code, string field, string message) => Checked<KeptProduct>.Refused([new Problem(code, field, message)]);
}
