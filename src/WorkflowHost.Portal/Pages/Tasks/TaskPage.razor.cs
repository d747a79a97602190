using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Access;
using WorkflowHost.Cases;
using WorkflowHost.Definitions;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;
using WorkflowHost.Portal.Files;
using WorkflowHost.Portal.Speech;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.OpenLimits;

namespace WorkflowHost.Portal.Pages.Tasks;

/// <summary>One task: what to do, the form, the documents and the case beside it.</summary>
public sealed partial class TaskPage
{
    private HumanTask? task;
    private Case? subject;
    private bool seesCase;
    private IReadOnlyList<IssuedDocument> documents = [];
    private IReadOnlyList<Problem> problems = [];
    private IReadOnlyDictionary<string, StoredLimit> limits = new Dictionary<string, StoredLimit>(StringComparer.Ordinal);
    private Timeline timeline = new([], []);
    private TaskEntry entry = default!;
    private string shownDocument = "";
    private string doneBy = "";
    private string owner = "";
    private bool isForbidden;
    private bool mayComplete;

    /// <summary>The task.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private TaskDesk Desk { get; set; } = default!;

    [Inject]
    private ITaskStore Tasks { get; set; } = default!;

    [Inject]
    private ITimeLimitStore Limits { get; set; } = default!;

    [Inject]
    private ICaseStore Cases { get; set; } = default!;

    [Inject]
    private IDocumentStore Documents { get; set; } = default!;

    [Inject]
    private IOrganisationStore People { get; set; } = default!;

    [Inject]
    private IBureauDirectory Bureaus { get; set; } = default!;

    [Inject]
    private IIdGenerator Ids { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    [Inject]
    private UploadDesk Uploads { get; set; } = default!;

    [Inject]
    private UploadTicket Tickets { get; set; } = default!;

    [Inject]
    internal TimelineWriter Writer { get; set; } = default!;

    private bool IsOpen => task?.State is HumanTaskState.Open;

    private bool ShowsForm => IsPost || (IsOpen && mayComplete);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        if (task is null)
        {
            AnswerNotFound();
        }
        else if (isForbidden)
        {
            AnswerForbidden();
        }
        else
        {
            entry = IsPost
                ? TaskEntry.Read(task, Http.Request.Form, ticket => Tickets.Open(ticket, Me.Id, task.Id))
                : TaskEntry.New(task, Ids.NewId());
        }
    }

    private async Task ReadAsync()
    {
        task = await Tasks.FindAsync(Id, Aborted);
        if (task is null)
        {
            return;
        }

        subject = await Cases.FindAsync(task.CaseId, Aborted);
        isForbidden = !Access.MaySee(task, subject);
        if (isForbidden)
        {
            return;
        }

        mayComplete = TaskDesk.MayComplete(task, Me);
        owner = $"{Bureaus.Find(task.BureauId)?.Name}{Roles.NameOf(task.Role)}";
        doneBy = task.Completion is { } completion ? (await People.FindAsync(completion.By, Aborted))?.DisplayName ?? completion.By : "";
        seesCase = subject is not null && Access.MaySee(subject);
        documents = [.. (await Documents.OfCaseAsync(task.CaseId, Aborted))
            .Where(document => seesCase || task.Documents.Contains(document.Id, StringComparer.Ordinal))
            .OrderBy(document => task.Documents.Contains(document.Id, StringComparer.Ordinal) ? 0 : 1)];
        shownDocument = task.Documents.LastOrDefault() ?? "";
        limits = await Limits.FindAsync(task.BookmarkId, Aborted) is { } limit
            ? new Dictionary<string, StoredLimit>(StringComparer.Ordinal) { [task.BookmarkId] = limit }
            : limits;
        var history = await Writer.WriteAsync([task.InstanceId], await Tasks.OfCaseAsync(task.CaseId, Aborted), Aborted);
        timeline = history with { Technical = [] };
    }

    private async Task SubmitAsync()
    {
        var uploadProblems = await KeepUploadsAsync();
        if (uploadProblems.Count > 0)
        {
            problems = uploadProblems;
            return;
        }

        var command = new TaskCompletion(task!.Id, entry.OperationId, entry.Revision, entry.Outcome, entry.Opinion, entry.ToForm(task));
        switch (await Desk.CompleteAsync(command, Me, Aborted))
        {
            case RuntimeResult.Done:
                Leave($"“{task.Title}”已办理：{entry.Outcome}。");
                break;
            case RuntimeResult.Repeated repeated:
                Leave(repeated.Answer);
                break;
            case RuntimeResult.Refused refused:
                problems = refused.Problems;
                await ReadAsync();
                entry.Revision = task.Revision;
                break;
            default:
                problems = [new Problem("task-gone", "", "该待办已不存在，您的提交没有生效。")];
                break;
        }
    }

    private void Leave(string text)
    {
        Flash.Leave(Http, text, TaskDraft.KeyOf(Id, Me.Id));
        Navigation.NavigateTo("/tasks");
    }

    private async Task<IReadOnlyList<Problem>> KeepUploadsAsync()
    {
        var found = ImmutableArray.CreateBuilder<Problem>();
        foreach (var field in task!.Form.Where(field => field.Type is FormFieldType.File))
        {
            if (Http.Request.Form.Files.GetFile(FieldNames.Upload(field.Name)) is not { FileName.Length: > 0 } upload)
            {
                continue;
            }

            await using var content = upload.OpenReadStream();
            var kept = await Uploads.KeepAsync(upload.FileName, content, field.Name, $"“{field.Label}”的附件", Aborted);
            if (kept.IsValid)
            {
                entry.Attach(field, kept.Value);
            }

            found.AddRange(kept.Problems);
        }

        return found.ToImmutable();
    }
}
