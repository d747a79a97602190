using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Portal.Pages.Cases;

/// <summary>The cases that the person's bureau sees.</summary>
public sealed partial class CaseListPage
{
    private Page<CaseSummary> page = new([], null);
    private CaseState? state;

    /// <summary>Part of number, report number, product or enterprise.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    /// <summary>A case state; anything else shows all.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    /// <summary>Cursor.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private ICaseStore Cases { get; set; } = default!;

    [Inject]
    private IBureauDirectory Bureaus { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    private bool IsFiltered => state is not null || !string.IsNullOrWhiteSpace(Q);

    private string NameOf(CaseSummary row) => Bureaus.Find(row.HandlingBureauId)?.Name ?? "尚未确定";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        state = Enum.TryParse<CaseState>(State, out var known) && Enum.IsDefined(known) ? known : null;
        var search = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim();
        page = await Cases.ListAsync(new CaseFilter(Access.Scope, search, state), After, PageSize, Aborted);
    }
}
