using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WorkflowHost.Regulations;

/// <summary>One duty of a city's regulation. Its id is permanent.</summary>
/// <param name="Id">Such as <c>BJ-6</c>.</param>
/// <param name="City">City key.</param>
/// <param name="Regulation">The regulation's title.</param>
/// <param name="Article">The article, such as 第六条.</param>
/// <param name="Quote">The words that set the duty, as they stand; each line is one passage.</param>
/// <param name="Who">Who has it.</param>
/// <param name="Duty">What it is, in short.</param>
/// <param name="Limit">Its time limit in the text's words; empty when the text gives none.</param>
/// <param name="Trigger">What makes it due, and what a limit counts from.</param>
/// <param name="Documents">Names of the documents that it needs; empty when the text names none.</param>
public sealed record Obligation(
    string Id,
    string City,
    string Regulation,
    string Article,
    string Quote,
    string Who,
    string Duty,
    string Limit,
    string Trigger,
    ImmutableArray<string> Documents);

/// <summary>A city's regulation with its duties.</summary>
/// <param name="City">City key.</param>
/// <param name="Title">Its official title.</param>
/// <param name="InForceSince">First day in force, in China.</param>
/// <param name="Obligations">In the order of the text.</param>
public sealed record Regulation(string City, string Title, DateOnly InForceSince, ImmutableArray<Obligation> Obligations);

/// <summary>The obligations that the product carries.</summary>
public sealed class ObligationCatalogue(IEnumerable<Obligation> obligations)
{
    private readonly FrozenDictionary<string, Obligation> byId =
        obligations.ToFrozenDictionary(obligation => obligation.Id, StringComparer.Ordinal);

    /// <summary>All obligations.</summary>
    public IReadOnlyCollection<Obligation> All => byId.Values;

    /// <summary>The obligation with this id; null when there is none.</summary>
    public Obligation? Find(string id) => byId.GetValueOrDefault(id);
}
