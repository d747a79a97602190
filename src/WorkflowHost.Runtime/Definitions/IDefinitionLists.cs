namespace WorkflowHost.Runtime;

/// <summary>Which versions a list shows.</summary>
public enum VersionSelection
{
    /// <summary>All.</summary>
    All,

    /// <summary>The newest of each definition.</summary>
    Latest,

    /// <summary>The published ones.</summary>
    Published,

    /// <summary>The newest and the published ones.</summary>
    LatestOrPublished,

    /// <summary>The newest, where it is the published one.</summary>
    LatestAndPublished,

    /// <summary>The newest, where it is not the published one.</summary>
    Draft,
}

/// <summary>What a list of definitions is ordered by.</summary>
public enum DefinitionOrder
{
    /// <summary>When the version was made.</summary>
    Created,

    /// <summary>By name.</summary>
    Name,

    /// <summary>By version number.</summary>
    Version,

    /// <summary>What administrators made, the latest first, then what came with the product, in the order in which it came; in this direction only.</summary>
    Recent,
}

/// <summary>Which versions, in what order.</summary>
public sealed record DefinitionFilter
{
    /// <summary>Which of each definition.</summary>
    public VersionSelection Versions { get; init; }

    /// <summary>Only those with this number; null for any.</summary>
    public int? Version { get; init; }

    /// <summary>Only these definitions; null for all.</summary>
    public IReadOnlyCollection<string>? DefinitionIds { get; init; }

    /// <summary>Only these versions; null for all.</summary>
    public IReadOnlyCollection<string>? Ids { get; init; }

    /// <summary>Part of the name or of the definition's id; null or blank for all.</summary>
    public string? Search { get; init; }

    /// <summary>Only those of the system, or only the others; null for both.</summary>
    public bool? IsSystem { get; init; }

    /// <summary>Only those that may be used as an activity, or only the others; null for both.</summary>
    public bool? IsUsableAsActivity { get; init; }

    /// <summary>The order; equals are ordered by version id.</summary>
    public DefinitionOrder Order { get; init; }

    /// <summary>Whether the order is turned round.</summary>
    public bool Descending { get; init; }
}

/// <summary>A version as lists show it, without its drawing.</summary>
public sealed record DefinitionSummary(
    string Id, string DefinitionId, int Version, string Name, string Description, DefinitionOrigin Origin, bool IsLatest, bool IsPublished,
    bool IsDraft, bool IsReadonly, bool IsSystem, bool IsUsableAsActivity, DateTimeOffset CreatedAt, string ChangedBy, DateTimeOffset ChangedAt);

/// <summary>A version that other drawings may use, or already use, as an activity.</summary>
/// <param name="Id">The version's id.</param>
/// <param name="IsPublished">Whether new drawings are offered it.</param>
public sealed record ReusableVersion(string Id, bool IsPublished);

/// <summary>One page of a list that is paged by number, because its reader jumps between pages.</summary>
/// <param name="Items">The page.</param>
/// <param name="Total">Of the whole list.</param>
public sealed record Numbered<T>(IReadOnlyList<T> Items, int Total);

/// <summary>Lists of definition versions. None reads a drawing.</summary>
public interface IDefinitionLists
{
    /// <summary>A page of a list.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="skip">So many come before the page; at least 0.</param>
    /// <param name="take">At most so many, 1 to 10,000.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<Numbered<DefinitionSummary>> ListAsync(DefinitionFilter filter, int skip, int take, CancellationToken cancellationToken);

    /// <summary>All versions that may be used as activities and are no drafts, the highest version numbers first. Cheap enough to be asked before every use.</summary>
    Task<IReadOnlyList<ReusableVersion>> ReusableAsync(CancellationToken cancellationToken);

    /// <summary>Whether no other definition's newest version has this name.</summary>
    Task<bool> IsNameFreeAsync(string name, string? definitionId, CancellationToken cancellationToken);

    /// <summary>The newest or published versions that use any version of a definition as an activity.</summary>
    Task<IReadOnlyList<DefinitionSummary>> ConsumersAsync(string definitionId, CancellationToken cancellationToken);
}
