using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;
using WorkflowHost.Regulations;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Portal.Pages.Cases;

/// <summary>The cases that the person's bureau sees.</summary>
public sealed partial class CaseListPage
{
    private Page<CaseSummary> page = new([], null);
    private CaseState? state;
    private Obligation? obligation;
    private FilteredStanding standing;

    /// <summary>Part of number, report number, product or enterprise.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    /// <summary>A case state; anything else shows all.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    /// <summary>An obligation's id; together with <see cref="Standing"/>, anything else shows all.</summary>
    [SupplyParameterFromQuery(Name = "obligation")]
    public string? ObligationId { get; set; }

    /// <summary>Where that obligation stands.</summary>
    [SupplyParameterFromQuery]
    public string? Standing { get; set; }

    /// <summary>Cursor.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private ICaseStore Cases { get; set; } = default!;

    [Inject]
    private ObligationCatalogue Catalogue { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IBureauDirectory Bureaus { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    private bool IsFiltered => state is not null || obligation is not null || !string.IsNullOrWhiteSpace(Q);

    private string NameOf(CaseSummary row) => Bureaus.Find(row.HandlingBureauId)?.Name ?? "尚未确定";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        state = Enum.TryParse<CaseState>(State, out var known) && Enum.IsDefined(known) ? known : null;
        var search = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim();
        if (Enum.TryParse(Standing, out standing) && Enum.IsDefined(standing))
        {
            obligation = Catalogue.Find(ObligationId ?? "");
        }

        page = await Cases.ListAsync(new CaseFilter(Access.Scope, search, state, FilterOf()), After, PageSize, Aborted);
    }

    /// <summary>What was settled counts from the beginning of the year in China.</summary>
    private ObligationFilter? FilterOf()
    {
        var now = Time.GetUtcNow();
        var newYear = new DateTimeOffset(ChinaTime.DateOf(now).Year, 1, 1, 0, 0, 0, ChinaTime.Offset).ToUniversalTime();
        return obligation is null ? null : new ObligationFilter(
            obligation.Id, standing, standing is FilteredStanding.InProgress or FilteredStanding.Overdue ? now : newYear);
    }
}
