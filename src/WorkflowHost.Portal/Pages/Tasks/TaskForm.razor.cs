using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using WorkflowHost.Access;
using WorkflowHost.Cases;
using WorkflowHost.Definitions;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Speech;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Portal.Pages.Tasks;

/// <summary>The fields, the opinion and the outcomes of a task.</summary>
public sealed partial class TaskForm
{
    private static readonly ImmutableArray<string> Phrases =
        ["同意。", "经审核，材料齐全，同意办理。", "情况属实，拟同意。", "材料不齐，请补充后重新提交。", "请核实后重新办理。"];

    private ImmutableArray<string> ordered = [];
    private string today = "";
    private bool needsOpinion;

    /// <summary>The task.</summary>
    [Parameter]
    [EditorRequired]
    public HumanTask Task { get; set; } = default!;

    /// <summary>What stands in the form.</summary>
    [Parameter]
    [EditorRequired]
    public TaskEntry Entry { get; set; } = default!;

    /// <summary>What is wrong with it.</summary>
    [Parameter]
    public IReadOnlyList<Problem> Problems { get; set; } = [];

    /// <summary>Its case, for the confirmation.</summary>
    [Parameter]
    public Case? Subject { get; set; }

    /// <summary>Whether outcomes are offered.</summary>
    [Parameter]
    public bool CanSubmit { get; set; }

    /// <summary>Takes the form.</summary>
    [Parameter]
    [EditorRequired]
    public EventCallback Submit { get; set; }

    [Inject]
    private IBureauDirectory Directory { get; set; } = default!;

    [Inject]
    private IOptions<UploadOptions> Uploads { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private UploadTicket Tickets { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        ordered = [.. Task.Outcomes.OrderBy(outcome => IsRefusal(outcome) ? 1 : 0)];
        needsOpinion = Task.Outcomes.Any(IsRefusal);
        today = DateText.Plain(ChinaTime.DateOf(Time.GetUtcNow()));
    }

    private static bool IsRefusal(string outcome) => outcome.StartsWith('退') || outcome.StartsWith('不');

    private string ClassOf(string outcome) =>
        IsRefusal(outcome) ? "refuse" : outcome == ordered[0] ? "primary" : "";

    private string ErrorOf(string field) => Problems.FirstOrDefault(problem => problem.Path == field)?.Message ?? "";

    private string TicketOf(FormField field) =>
        Entry.File(field) is { } file ? Tickets.Seal(file, Me.Id, Task.Id) : "";

    private string Consequence(string outcome)
    {
        var about = Subject is null ? "" : $"（{Subject.Number}，{Subject.Report.SampledParty.Name}）";
        return $"将以“{outcome}”办结“{Task.Title}”{about}，流程随即进入下一环节，提交后不能撤回。";
    }
}
