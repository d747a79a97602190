namespace WorkflowHost.Persistence.Rows;

/// <summary>A member of a city's expert pool.</summary>
internal sealed class ExpertRow
{
    public required string Id { get; init; }

    public required string City { get; init; }

    public required string Name { get; init; }

    public required string Unit { get; init; }

    public required string Field { get; init; }

    public required string Phone { get; init; }

    public required bool IsActive { get; init; }

    public required int Revision { get; init; }

    public required string ChangedBy { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}
