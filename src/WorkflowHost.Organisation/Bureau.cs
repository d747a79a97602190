namespace WorkflowHost.Organisation;

/// <summary>市局 or 区县局.</summary>
public enum BureauKind
{
    /// <summary>市局.</summary>
    Municipal,

    /// <summary>区县局.</summary>
    District,
}

/// <summary>A market-supervision bureau.</summary>
/// <param name="Id">Stable key, such as <c>bj</c> or <c>bj-haidian</c>.</param>
/// <param name="Name">Full official name.</param>
/// <param name="Kind">Level.</param>
/// <param name="City">City key: <c>beijing</c>, <c>chongqing</c>, <c>shanghai</c>.</param>
/// <param name="Region">What it is in charge of: the city's or district's name, such as 海淀区.</param>
/// <param name="DocumentCode">发文代字, the part of a document number before the year, such as 京海市监抽查.</param>
/// <param name="Address">For notices.</param>
/// <param name="Phone">For notices.</param>
/// <param name="Contact">For notices.</param>
public sealed record Bureau(
    string Id, string Name, BureauKind Kind, string City, string Region, string DocumentCode, string Address, string Phone, string Contact);

/// <summary>All bureaus; small, kept in memory, safe for activities to read.</summary>
public interface IBureauDirectory
{
    /// <summary>All bureaus by id.</summary>
    IReadOnlyCollection<Bureau> All { get; }

    /// <summary>The bureau with this id; null when there is none.</summary>
    Bureau? Find(string id);
}
