namespace WorkflowHost.Persistence.Rows;

/// <summary>What a city's administrator wrote of a kind of product; only ever added.</summary>
internal sealed class ProductRevisionRow
{
    public required string City { get; init; }

    public required string Name { get; init; }

    public required int Revision { get; init; }

    public required bool IsActive { get; init; }

    public required bool IsFirstClassRisk { get; init; }

    public required bool IsMonitored { get; init; }

    public required bool NeedsDefectInvestigation { get; init; }

    public required string RecallBasis { get; init; }

    /// <summary>JSON list of texts.</summary>
    public required string SevereItems { get; init; }

    public required string Basis { get; init; }

    public required string ChangedBy { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}
