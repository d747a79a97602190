using System.Collections.Frozen;

namespace WorkflowHost.Regulations;

/// <summary>One duty of a city's regulation. Its id is permanent.</summary>
/// <param name="Id">Such as <c>BJ-6</c>.</param>
/// <param name="City">City key.</param>
/// <param name="Regulation">The regulation's title.</param>
/// <param name="Article">The article, such as 第六条.</param>
/// <param name="Quote">The words that set the duty.</param>
/// <param name="Who">Who has it.</param>
/// <param name="Duty">What it is, in short.</param>
/// <param name="Limit">Its time limit in words; empty when the text gives none.</param>
public sealed record Obligation(
    string Id, string City, string Regulation, string Article, string Quote, string Who, string Duty, string Limit);

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
