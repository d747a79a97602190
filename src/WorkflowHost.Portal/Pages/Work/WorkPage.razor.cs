using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases.Work;
using WorkflowHost.Definitions;
using WorkflowHost.Portal.Access;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Portal.Pages.Work;

/// <summary>Work that is no single report's case: what the person may start.</summary>
public sealed partial class WorkPage
{
    private IReadOnlyList<StartableWork> startable = [];
    private IReadOnlyList<Problem> problems = [];
    private IReadOnlyList<InstanceSummary> running = [];
    private string operationId = "";

    [Inject]
    private WorkDesk Desk { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    [Inject]
    private IIdGenerator Ids { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        startable = await Desk.ForAsync(Me, Aborted);
        running = await Desk.RunningAsync(Me, Aborted);
        operationId = Posted("operation") is { Length: > 0 } sent ? sent : Ids.NewId();
    }

    private async Task StartAsync()
    {
        if (startable.FirstOrDefault(found => found.DefinitionId == Posted("definition")) is not { } work)
        {
            problems = [new Problem("work-unknown", "", "没有这项工作，或者您不能启动它。")];
            return;
        }

        if (await Desk.StartAsync(work, operationId, Me, Aborted) is RuntimeResult.Refused refused)
        {
            problems = refused.Problems;
            return;
        }

        Flash.Leave(Http, WorkDesk.AnswerTo(work));
        Navigation.NavigateTo("/tasks");
    }
}
