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

    /// <summary>The word of an <see cref="InstanceChoice"/>.</summary>
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

    [Inject]
    internal DueDates Dates { get; set; } = default!;

    private InstanceChoice Choice => InstanceChoice.Of(Only);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        page = await Procedures.ListAsync(Access.Scope, Choice.Filter(Dates), After, PageSize, Aborted);
        setbacks = await Setbacks.OfAsync(page.Items.Select(item => item.Instance), Aborted);
    }
}
