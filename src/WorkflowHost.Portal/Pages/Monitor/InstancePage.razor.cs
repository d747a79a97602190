using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks;
using WorkflowHost.Portal.Access;
using WorkflowHost.Portal.Speech;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Portal.Pages.Monitor;

/// <summary>One instance: what it waits for, where it is stuck, and what a supervisor may do.</summary>
public sealed partial class InstancePage
{
    private InstanceSummary? instance;
    private Case? subject;
    private bool isForbidden;
    private string operationId = "";
    private IReadOnlyList<Incident> incidents = [];
    private IReadOnlyList<Problem> problems = [];
    private List<HumanTask> tasks = [];
    private Timeline timeline = new([], []);

    /// <summary>The instance.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private WorkflowRuntime Runtime { get; set; } = default!;

    [Inject]
    private IInstanceQueries Instances { get; set; } = default!;

    [Inject]
    private ICaseStore Cases { get; set; } = default!;

    [Inject]
    private ITaskStore Tasks { get; set; } = default!;

    [Inject]
    private IIdGenerator Ids { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

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

        isForbidden = !await Access.MaySeeAsync(instance, Aborted);
        if (isForbidden)
        {
            AnswerForbidden();
            return;
        }

        operationId = Posted("operationId") is { Length: > 0 and <= 64 } sent ? sent : Ids.NewId();
        subject = await Cases.FindAsync(instance.CorrelationId, Aborted);
        tasks = [.. (await Tasks.OfCaseAsync(instance.CorrelationId, Aborted)).Where(task => task.InstanceId == Id)];
        incidents = await Instances.IncidentsAsync(Id, Aborted);
        timeline = await Writer.WriteAsync([Id], tasks, Aborted);
    }

    private string ReasonOf(string form) => Posted("_handler") == form ? Posted("reason") : "";

    private Task RetryAsync(string incidentId) => SendAsync(
        reason => new Stimulus.Retry(incidentId, reason), "已重新执行，请查看当前等待和流转记录。", "该异常已被处理，或流程已结束。");

    private Task CancelAsync() =>
        SendAsync(reason => new Stimulus.Cancel(reason), "流程已终止。", "流程已结束，无需终止。");

    private async Task SendAsync(Func<string, Stimulus> stimulus, string done, string gone)
    {
        var reason = Posted("reason").Trim();
        if (reason.Length == 0)
        {
            problems = [new Problem("reason-required", "", "必须填写原因。")];
            return;
        }

        var command = new Command(Me.Id) { Operation = new Operation(operationId, done) };
        switch (await Runtime.SendAsync(Id, stimulus(reason), command, Aborted))
        {
            case RuntimeResult.Done:
                Leave(done);
                break;
            case RuntimeResult.Repeated repeated:
                Leave(repeated.Answer);
                break;
            case RuntimeResult.Refused refused:
                problems = refused.Problems;
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
