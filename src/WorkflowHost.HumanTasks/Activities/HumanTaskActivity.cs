using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Duties;
using WorkflowHost.Runtime.OpenLimits;

namespace WorkflowHost.HumanTasks.Activities;

/// <summary>A step that waits until a person has done something: who, by when, and what comes back.</summary>
public abstract class HumanTaskActivity : LimitedActivity
{
    /// <summary>What the task is called; the step's name when empty. For workflows that several procedures use.</summary>
    [Input(DisplayName = "待办名称")]
    public Input<string>? Title { get; set; }

    /// <summary>What is to be done, one or two sentences.</summary>
    [Input(DisplayName = "办理说明", UIHint = "multiline")]
    public Input<string>? Instructions { get; set; }

    /// <summary>A role of <see cref="Roles"/>.</summary>
    [Input(DisplayName = "办理角色", UIHint = "dropdown", Required = true)]
    public Input<string>? Role { get; set; }

    /// <summary>A bureau's id.</summary>
    [Input(DisplayName = "办理单位", Required = true)]
    public Input<string>? Bureau { get; set; }

    /// <summary>Ids of documents to be looked at.</summary>
    [Input(DisplayName = "相关文书", UIHint = "json-editor")]
    public Input<ImmutableArray<string>>? Documents { get; set; }

    /// <summary>Ids of accounts that may not do it though they hold the role, such as who reviewed what is now to be approved; empty ones count for nothing.</summary>
    [Input(DisplayName = "回避人员", UIHint = "json-editor")]
    public Input<ImmutableArray<string>>? NotBy { get; set; }

    /// <inheritdoc/>
    protected override LimitedKind Kind => LimitedKind.Task;

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var role = Required(context.Get(Role), "办理角色");
        if (!Roles.Names.ContainsKey(role))
        {
            throw new WorkflowFaultException("role-unknown", $"没有角色“{role}”，待办无人可办。");
        }

        var bureauId = Required(context.Get(Bureau), "办理单位");
        var bureau = context.GetRequiredService<IBureauDirectory>().Find(bureauId)
            ?? throw new WorkflowFaultException("bureau-unknown", $"没有单位“{bureauId}”，待办无人可办。");
        var limit = context.Get(LimitValue) > 0 ? Compute(context, bureauId) : null;
        var due = limit is null ? null : LimitOutcome.Of(limit);
        var bookmark = context.CreateBookmark(callback: OnCompletedAsync, metadata: Metadata(NameIn(context), bureau, role, due));
        context.AddEffect(new OpenTask(new HumanTask
        {
            Id = bookmark.Id,
            InstanceId = context.WorkflowExecutionContext.Id,
            BookmarkId = bookmark.Id,
            CaseId = context.WorkflowExecutionContext.CorrelationId,
            Title = NameIn(context),
            Instructions = context.Get(Instructions) ?? "",
            Role = role,
            BureauId = bureauId,
            Form = FormOf(context),
            Outcomes = OutcomesOf(context),
            Obligations = StepObligations.Of(this),
            Documents = context.Get(Documents) is { IsDefault: false } documents ? documents : [],
            NotBy = context.Get(NotBy) is { IsDefault: false } kept ? [.. kept.Where(id => !string.IsNullOrEmpty(id))] : [],
            CreatedAt = context.Now,
            DueAt = due?.DueAt,
            LateAt = due?.LateAt,
            LastDay = due?.LastDay,
            DueExplanation = due?.Sentence ?? "",
        }));
        if (limit is not null)
        {
            Keep(context, bookmark, limit, bureauId, role);
        }
    }

    /// <inheritdoc/>
    protected override string NameIn(ActivityExecutionContext context) => context.Get(Title) is { Length: > 0 } title ? title : DisplayName;

    /// <inheritdoc/>
    protected override string? RoleNameOf(string role) => Roles.Names.GetValueOrDefault(role);

    /// <inheritdoc/>
    protected override void OnMoved(ActivityExecutionContext context, StepLimit? limit, string bookmarkId) =>
        context.AddEffect(new MoveTask(bookmarkId, limit?.Outcome.DueAt, limit?.Outcome.LastDay, limit?.Outcome.Sentence ?? "")
        {
            LateAt = limit?.Outcome.LateAt,
        });

    /// <summary>The ports to choose from.</summary>
    private protected abstract ImmutableArray<string> OutcomesOf(ActivityExecutionContext context);

    /// <summary>What to fill in.</summary>
    private protected abstract ImmutableArray<FormField> FormOf(ActivityExecutionContext context);

    /// <summary>Takes over what the person did.</summary>
    private protected abstract void Accept(ActivityExecutionContext context, Completion completion);

    private ValueTask OnCompletedAsync(ActivityExecutionContext context)
    {
        var completion = new Completion(
            context.GetWorkflowInput(TaskInput.Outcome)?.GetValue<string>() ?? "",
            context.GetWorkflowInput(TaskInput.Opinion)?.GetValue<string>() ?? "",
            context.GetWorkflowInput(TaskInput.Form) as JsonObject ?? [],
            context.GetWorkflowInput(TaskInput.By)?.GetValue<string>() ?? "",
            context.Now);
        Accept(context, completion);
        return context.CompleteActivityWithOutcomesAsync(completion.Outcome);
    }

    private static string Required(string? value, string label) =>
        string.IsNullOrWhiteSpace(value)
            ? throw new WorkflowFaultException("input-missing", $"没有指定{label}，待办无人可办。")
            : value;

    private static ImmutableDictionary<string, string> Metadata(string name, Bureau bureau, string role, LimitOutcome? due)
    {
        var metadata = ImmutableDictionary<string, string>.Empty
            .Add(BookmarkMetadata.Title, name)
            .Add(BookmarkMetadata.Owner, bureau.Name + " " + Roles.NameOf(role));
        return due is null ? metadata : Describe(metadata, due.DueAt, due.Sentence, due.HeldUntil);
    }
}

/// <summary>Names of what a completion brings to the waiting step.</summary>
internal static class TaskInput
{
    public const string Outcome = "outcome";
    public const string Opinion = "opinion";
    public const string Form = "form";
    public const string By = "by";
}

/// <summary>The obligation ids that a step carries: <c>customProperties.obligations</c> of the step whose duties it works for.</summary>
public static class StepObligations
{
    /// <summary>The ids in order; empty when the step carries none.</summary>
    public static ImmutableArray<string> Of(Activity activity) =>
        DutyBearer.Of(activity).CustomProperties["obligations"] is JsonArray ids
            ? [.. ids.OfType<JsonValue>().Select(id => id.ToString())]
            : [];
}
