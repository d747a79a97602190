namespace WorkflowHost.Definitions.Json;

/// <summary>Collects what is wrong while reading goes on.</summary>
internal sealed class FoundProblems
{
    private readonly List<(Place Place, Problem Problem)> found = [];

    public bool Any => found.Count > 0;

    public void Add(Place place, string code, string message) =>
        found.Add((place, new Problem(code, place.ToString(), message)));

    /// <summary>All problems, in the order in which they were found.</summary>
    public IReadOnlyList<Problem> AsFound => [.. found.Select(one => one.Problem)];

    /// <summary>All problems, in the order of the input.</summary>
    public IReadOnlyList<Problem> InOrder() =>
        [.. found.OrderBy(one => one.Place, Comparer<Place>.Create(Place.Compare)).Select(one => one.Problem)];
}
