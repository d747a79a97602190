using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Portal.Access;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Portal.Pages.Monitor;

/// <summary>Running instances, the most urgent first.</summary>
public sealed partial class MonitorPage
{
    private IReadOnlyList<(InstanceSummary Instance, CaseSummary? Case)> rows = [];
    private string? next;

    /// <summary><c>incidents</c> shows only those that are stuck.</summary>
    [SupplyParameterFromQuery]
    public string? Only { get; set; }

    /// <summary>Cursor.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IInstanceQueries Instances { get; set; } = default!;

    [Inject]
    private ICaseStore Cases { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    private bool OnlyIncidents => Only is "incidents";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var filter = new InstanceFilter(RunningOnly: true, WithIncidentsOnly: OnlyIncidents);
        var page = await VisiblePage.ReadAsync(ReadAsync, row => IsVisibleAsync(row), After, PageSize);
        rows = page.Items;
        next = page.Next;

        async Task<Page<(InstanceSummary Instance, CaseSummary? Case)>> ReadAsync(string? after)
        {
            var read = await Instances.ListAsync(filter, after, PageSize, Aborted);
            var ids = read.Items.Select(instance => instance.CorrelationId).Distinct(StringComparer.Ordinal).ToList();
            var known = await Cases.SummariesAsync(ids, Aborted);
            return new([.. read.Items.Select(instance => (instance, known.GetValueOrDefault(instance.CorrelationId)))], read.Next);
        }
    }

    private ValueTask<bool> IsVisibleAsync((InstanceSummary Instance, CaseSummary? Case) row) =>
        row.Case is null ? Access.MaySeeAsync(row.Instance, Aborted) : Access.MaySeeAsync(row.Case, Aborted);
}
