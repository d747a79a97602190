using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks;
using WorkflowHost.Portal.Access;
using WorkflowHost.Portal.Speech;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.OpenLimits;

namespace WorkflowHost.Portal.Pages.Monitor;

/// <summary>One instance: what it waits for, where it is stuck, and what a supervisor may do.</summary>
public sealed partial class InstancePage
{
    private InstanceSummary? instance;
    private Case? subject;
    private Procedure? procedure;
    private bool isForbidden;
    private string operationId = "";
    private int revision;
    private IReadOnlyList<Incident> incidents = [];
    private IReadOnlyList<Problem> problems = [];
    private List<HumanTask> tasks = [];
    private IReadOnlyDictionary<string, string> setbacks = new Dictionary<string, string>(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, StoredLimit> limits = new Dictionary<string, StoredLimit>(StringComparer.Ordinal);
    private Timeline timeline = new([], []);

    /// <summary>The instance.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private InstanceDesk Desk { get; set; } = default!;

    [Inject]
    private DefinitionLibrary Library { get; set; } = default!;

    [Inject]
    private IInstanceQueries Instances { get; set; } = default!;

    [Inject]
    private ITimeLimitStore Limits { get; set; } = default!;

    [Inject]
    private ICaseStore Cases { get; set; } = default!;

    [Inject]
    private ITaskStore Tasks { get; set; } = default!;

    [Inject]
    private IIdGenerator Ids { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    [Inject]
    internal Setbacks Setbacks { get; set; } = default!;

    [Inject]
    internal TimelineWriter Writer { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        instance = await Instances.FindAsync(Id, Aborted);
        if (instance is null)
        {
            AnswerNotFound();
            return;
        }

        subject = await Cases.FindAsync(instance.CorrelationId, Aborted);
        isForbidden = !Access.MaySeeInstanceOf(subject);
        if (isForbidden)
        {
            AnswerForbidden();
            return;
        }

        operationId = Posted("operationId") is { Length: > 0 and <= 64 } sent ? sent : Ids.NewId();
        revision = int.TryParse(Posted("expectedRevision"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : instance.Revision;
        tasks = [.. (await Tasks.OfCaseAsync(instance.CorrelationId, Aborted)).Where(task => task.InstanceId == Id)];
        setbacks = await Setbacks.OfAsync([instance], Aborted);
        incidents = await Instances.IncidentsAsync(Id, Aborted);
        procedure = incidents.Count > 0 ? await Library.GetAsync(instance.DefinitionVersionId, Aborted) : null;
        limits = (await Limits.OfInstanceAsync(Id, Aborted)).ToDictionary(limit => limit.Limit.Id, StringComparer.Ordinal);
        timeline = await Writer.WriteAsync([Id], tasks, Aborted);
    }

    private string ReasonOf(string form) => Posted("_handler") == form ? Posted("reason") : "";

    private async Task RetryAsync(string incidentId) =>
        Show(await Desk.RetryAsync(Sent(), incidentId, Aborted), InstanceDesk.Retried, "该异常已被处理，或流程已结束。");

    private async Task SkipAsync(string incidentId) =>
        Show(await Desk.SkipAsync(Sent(), incidentId, Posted("outcome"), Aborted), InstanceDesk.Skipped, "该异常已被处理，或流程已结束。");

    private IReadOnlyList<string> PortsOf(Incident incident) =>
        procedure?.Graph.Definition.PortsLeaving(incident.ActivityId) is { Count: > 0 } ports ? ports : ["Done"];

    private async Task CancelAsync() =>
        Show(await Desk.CancelAsync(Sent(), Aborted), InstanceDesk.Cancelled, "流程已结束，无需终止。");

    private InstanceCommand Sent() => new(Id, operationId, revision, Posted("reason"), Me.Id);

    private void Show(RuntimeResult result, string done, string gone)
    {
        switch (result)
        {
            case RuntimeResult.Done:
                Leave(done);
                break;
            case RuntimeResult.Repeated repeated:
                Leave(repeated.Answer);
                break;
            case RuntimeResult.Refused refused:
                problems = refused.Problems;
                revision = instance!.Revision;
                break;
            default:
                problems = [new Problem("gone", "", gone)];
                break;
        }
    }

    private void Leave(string text)
    {
        Flash.Leave(Http, text);
        Navigation.NavigateTo("/monitor/" + Uri.EscapeDataString(Id));
    }
}
