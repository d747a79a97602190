using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Runtime;

namespace WorkflowHost.Portal.Pages.Definitions;

/// <summary>Procedures with their newest version, by name.</summary>
public sealed partial class DefinitionsPage
{
    private Numbered<DefinitionSummary> page = new([], 0);

    /// <summary>Part of the name.</summary>
    [SupplyParameterFromQuery]
    public string? Search { get; set; }

    /// <summary>Which page, from 0.</summary>
    [SupplyParameterFromQuery]
    public string? P { get; set; }

    [Inject]
    private IDefinitionLists Lists { get; set; } = default!;

    private int Number => int.TryParse(P, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, 100_000) : 0;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var filter = new DefinitionFilter { Versions = VersionSelection.Latest, Search = Search, Order = DefinitionOrder.Name };
        page = await Lists.ListAsync(filter, Number * PageSize, PageSize, Aborted);
    }

    private static string NameOf(DefinitionSummary version) => version.Name.Length > 0 ? version.Name : version.DefinitionId;

    private string Address(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"/definitions?p={number}{(string.IsNullOrEmpty(Search) ? "" : "&search=" + Uri.EscapeDataString(Search))}");
}
