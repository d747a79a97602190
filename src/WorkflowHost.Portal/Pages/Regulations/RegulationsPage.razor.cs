using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Regulations;
using WorkflowHost.Regulations.Fulfilment;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Portal.Pages.Regulations;

/// <summary>The texts of the three cities by article, and a search in all of them.</summary>
public sealed partial class RegulationsPage
{
    private Regulation? chosen;
    private IReadOnlyList<Obligation> shown = [];
    private IReadOnlyDictionary<string, ObligationCount> counts = new Dictionary<string, ObligationCount>(StringComparer.Ordinal);
    private int total;
    private DateOnly today;

    /// <summary>Words that all have to occur.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    /// <summary>City key; the person's own when absent.</summary>
    [SupplyParameterFromQuery]
    public string? City { get; set; }

    /// <summary>Which page, from 0.</summary>
    [SupplyParameterFromQuery]
    public string? P { get; set; }

    [Inject]
    private ObligationCatalogue Catalogue { get; set; } = default!;

    [Inject]
    private IObligationRecords Records { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private bool IsSearch => !string.IsNullOrWhiteSpace(Q);

    private int Number => int.TryParse(P, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, 1000) : 0;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var now = Time.GetUtcNow();
        today = ChinaTime.DateOf(now);
        var wanted = City ?? Current.Bureau?.City;
        chosen = Catalogue.Regulations.FirstOrDefault(regulation => regulation.City == wanted) ?? Catalogue.Regulations.FirstOrDefault();
        var words = (Q ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var found = IsSearch
            ? Catalogue.All.Where(obligation => words.All(word => Says(obligation, word))).ToList()
            : [.. chosen?.Obligations ?? []];
        total = found.Count;
        shown = [.. found.Skip(Number * PageSize).Take(PageSize)];
        if (Current.Bureau is { } bureau)
        {
            var own = shown.Where(obligation => obligation.City == bureau.City).Select(obligation => obligation.Id).ToList();
            counts = await Records.OpenCountsAsync(own, CountedCasesOf.Bureau(bureau), now, Aborted);
        }
    }

    private static bool Says(Obligation obligation, string word) =>
        obligation.Id.Equals(word, StringComparison.OrdinalIgnoreCase) || obligation.Article == word
        || $"{obligation.Article}\n{obligation.Quote}\n{obligation.Duty}\n{obligation.Who}\n{obligation.Regulation}"
            .Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string Address(Obligation obligation, FilteredStanding standing) => CaseListAddress.Of(obligation.Id, standing);

    private string PageAddress(int number) => string.Create(
        CultureInfo.InvariantCulture, $"/regulations?p={number}{(IsSearch ? "&q=" + Uri.EscapeDataString(Q!) : "&city=" + chosen?.City)}");
}
