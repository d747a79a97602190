using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks;
using WorkflowHost.Regulations.Fulfilment;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.OpenLimits;

namespace WorkflowHost.Portal.Components;

/// <summary>Where each obligation of the city stands in a case: what is urgent open, the rest folded.</summary>
public sealed partial class CaseObligations
{
    private static readonly ImmutableArray<ObligationStanding> Folded =
        [ObligationStanding.NotReached, ObligationStanding.Discharged, ObligationStanding.NotApplicable];

    private ImmutableArray<ObligationInCase> account = [];
    private bool isOver;

    /// <summary>The case.</summary>
    [Parameter]
    [EditorRequired]
    public Case Subject { get; set; } = default!;

    /// <summary>All its procedures.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<InstanceSummary> Instances { get; set; } = [];

    /// <summary>All its tasks.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<HumanTask> Tasks { get; set; } = [];

    /// <summary>All its time limits.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<StoredLimit> Limits { get; set; } = [];

    [Inject]
    private IObligationRecords Records { get; set; } = default!;

    [Inject]
    private ObligationAccount Account { get; set; } = default!;

    [Inject]
    private IntakeRules Rules { get; set; } = default!;

    [Inject]
    private DefinitionLibrary Library { get; set; } = default!;

    [Inject]
    private ITurnStore Turns { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [CascadingParameter]
    private Microsoft.AspNetCore.Http.HttpContext Http { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var runs = new List<ProcedureRun>();
        foreach (var instance in Instances)
        {
            var procedure = await Library.GetAsync(instance.DefinitionVersionId, Http.RequestAborted);
            runs.Add(new ProcedureRun(
                ProcedureLaw.Of(procedure.Graph), instance is { Status: WorkflowStatus.Finished, SubStatus: not WorkflowSubStatus.Faulted }));
        }

        isOver = runs.All(run => run.IsOver);
        var recorded = await Records.OfCaseAsync(Subject.Id, Http.RequestAborted);
        account = Account.Of(
            Subject.City, Subject.ReceivedOn, await FactsAsync(), runs, recorded with { Settled = [.. recorded.Settled, .. KeptAtIntake()] }, Time.GetUtcNow());
    }

    /// <summary>What its procedure was told of the case when it began; nothing where none was started, for then none is owed by one.</summary>
    private async Task<JsonObject> FactsAsync() =>
        await Turns.LoadAsync(Subject.InstanceId, Http.RequestAborted) is { } begun && begun.State.Input.GetValueOrDefault("case") is JsonObject facts ? facts : [];

    /// <summary>What the rule kept by taking the report in; no step carries it.</summary>
    private IEnumerable<SettledObligation> KeptAtIntake() => (Rules.For(Subject.Report).Value?.Duties.KeptBy(Subject.Report) ?? [])
        .Select(id => new SettledObligation(id, Subject.InstanceId, ObligationOutcome.Discharged, "受理", "", Subject.CreatedAt));

    private static bool IsShownOpen(ImmutableArray<ObligationInCase> all) => all.Any(one => one.Standing <= ObligationStanding.InProgress);

    private HumanTask? TaskOf(ObligationInCase one) =>
        one.LimitId.Length == 0 ? null : Tasks.FirstOrDefault(task => task.BookmarkId == one.LimitId);

    private StoredLimit? LimitOf(ObligationInCase one) =>
        one.LimitId.Length == 0 ? null : Limits.FirstOrDefault(limit => limit.Limit.Id == one.LimitId);
}
