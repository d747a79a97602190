using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Portal.Access;
using WorkflowHost.Portal.Speech;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Portal.Pages.Monitor;

/// <summary>Running instances, the most urgent first.</summary>
public sealed partial class MonitorPage
{
    private Page<CaseProcedure> page = new([], null);
    private IReadOnlyDictionary<string, string> setbacks = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary><c>incidents</c> shows only those that are stuck.</summary>
    [SupplyParameterFromQuery]
    public string? Only { get; set; }

    /// <summary>Cursor.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private ICaseProcedures Procedures { get; set; } = default!;

    [Inject]
    internal Setbacks Setbacks { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    private bool OnlyIncidents => Only is "incidents";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var filter = new InstanceFilter(RunningOnly: true, WithIncidentsOnly: OnlyIncidents);
        page = await Procedures.ListAsync(Access.Scope, filter, After, PageSize, Aborted);
        setbacks = await Setbacks.OfAsync(page.Items.Select(item => item.Instance), Aborted);
    }
}
