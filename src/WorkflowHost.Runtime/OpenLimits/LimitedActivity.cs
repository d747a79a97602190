using System.Collections.Immutable;
using System.Globalization;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>A step with a statutory time limit: keeps it as a row that can be computed again, and reminds of it.</summary>
public abstract partial class LimitedActivity : Activity, IRevisable
{
    private const string LimitKey = "timeLimit";

    /// <summary>The time limit's value; none means no limit, where a step can do without one.</summary>
    [Input(DisplayName = "期限")]
    public Input<int>? LimitValue { get; set; }

    /// <summary>The time limit's unit.</summary>
    [Input(DisplayName = "期限单位", UIHint = "dropdown", Options = ["WorkingDay=工作日", "CalendarDay=日", "Hour=小时", "Month=月"])]
    public Input<TimeLimitUnit>? LimitUnit { get; set; }

    /// <summary>The day of the event that starts the limit, in China; today when empty.</summary>
    [Input(DisplayName = "起算日期")]
    public Input<DateOnly?>? LimitStart { get; set; }

    /// <summary>That event, for the sentence: 送达, 收到报告.</summary>
    [Input(DisplayName = "起算事件")]
    public Input<string>? LimitStartEvent { get; set; }

    /// <summary>What sets the limit: the article in words.</summary>
    [Input(DisplayName = "期限依据")]
    public Input<string>? LimitBasis { get; set; }

    /// <summary>Whether the article gives no figure (及时, 第一时间), so that the limit is the system's own.</summary>
    [Input(DisplayName = "法规未定期限")]
    public Input<bool>? LimitIsDefault { get; set; }

    /// <summary>The parts of the rule that are seldom stated.</summary>
    [Input(DisplayName = "期限细则", UIHint = "json-editor", Description = "顺延、窗口期、不计入的期间、可延长次数等")]
    public Input<LimitTerms>? LimitTerms { get; set; }

    /// <summary>Who is reminded when.</summary>
    [Input(DisplayName = "提醒", UIHint = "json-editor", Description = "到期前或超期后第几个工作日、间隔、提醒的角色、是否报市局")]
    public Input<ImmutableArray<LimitReminder>>? LimitReminders { get; set; }

    /// <summary>Last day in time, in China, inclusive: <c>yyyy-MM-dd</c>; not set without a limit.</summary>
    [Output(DisplayName = "末日")]
    public Output<string>? LastDay { get; set; }

    /// <summary>Why it ends then, one sentence.</summary>
    [Output(DisplayName = "期限说明")]
    public Output<string>? Explanation { get; set; }

    /// <summary>What kind of thing has the limit.</summary>
    protected abstract LimitedKind Kind { get; }

    /// <summary>What a role is called; null when there is no such role.</summary>
    protected abstract string? RoleNameOf(string role);

    /// <summary>The calculator of the host.</summary>
    protected static ITimeLimitCalculator Calculator(ActivityExecutionContext context) => context.GetRequiredService<ITimeLimitCalculator>();

    /// <summary>The limit that the inputs state.</summary>
    /// <param name="context">The execution.</param>
    /// <param name="bureau">The bureau that acts; its closing days count unless the terms name another one. Null for none.</param>
    /// <param name="startOn">The day of the event, in China; null takes the input, or today.</param>
    /// <param name="startEvent">That event; null takes the input.</param>
    /// <exception cref="WorkflowFaultException">The inputs contradict each other or break a bound.</exception>
    protected TimeLimitResult Compute(ActivityExecutionContext context, string? bureau, DateOnly? startOn = null, string? startEvent = null)
    {
        var terms = context.Get(LimitTerms) ?? new LimitTerms();
        var start = startOn ?? context.Get(LimitStart);
        var rule = StatedLimit.RuleOf(this, context, terms);
        var from = start ?? ChinaTime.DateOf(context.Now);
        return Calculator(context).Compute(Checked(startEvent is null ? rule : rule with { StartEvent = startEvent }, new TimeLimitFacts
        {
            Start = from,
            StartTime = terms.StartTime ?? (start is null ? TimeOnly.FromDateTime(context.Now.ToOffset(ChinaTime.Offset).DateTime) : null),
            Excluded = StatedLimit.Standstill(rule, from, context.WorkflowExecutionContext.HaltedOn),
            Hours = terms.Hours,
            Bureau = terms.Bureau ?? bureau,
        }));
    }

    /// <summary>The limit of a rule and facts.</summary>
    /// <exception cref="WorkflowFaultException">They contradict each other or break a bound.</exception>
    protected static RunningLimit Checked(TimeLimitRule rule, TimeLimitFacts facts)
    {
        var limit = RunningLimit.Check(rule, facts);
        return limit.Value ?? throw new WorkflowFaultException(
            limit.Problems[0].Code, string.Join(' ', limit.Problems.Select(problem => problem.Message)));
    }

    /// <summary>The words of a bookmark whose limit this is.</summary>
    /// <param name="metadata">Its other words.</param>
    /// <param name="dueAt">When it is shown to be due, UTC; null for no day.</param>
    /// <param name="explanation">How the date came about.</param>
    /// <param name="lateAt">When it is late, UTC; null when that is when it is due.</param>
    protected static ImmutableDictionary<string, string> Describe(
        ImmutableDictionary<string, string> metadata, DateTimeOffset? dueAt, string explanation, DateTimeOffset? lateAt = null) =>
        With(With(metadata, BookmarkMetadata.DueAt, dueAt), BookmarkMetadata.LateAt, lateAt).SetItem(BookmarkMetadata.Explanation, explanation);

    /// <summary>Keeps the limit of a bookmark that was just created, and plans its reminders.</summary>
    /// <param name="context">The execution.</param>
    /// <param name="bookmark">Where the step waits.</param>
    /// <param name="result">The limit.</param>
    /// <param name="bureauId">Who is told of it; empty for the bureau that handles the case.</param>
    /// <param name="role">Who is told of it.</param>
    protected void Keep(ActivityExecutionContext context, Bookmark bookmark, TimeLimitResult result, string bureauId, string role)
    {
        var limit = new StepLimit
        {
            Id = bookmark.Id,
            InstanceId = context.WorkflowExecutionContext.Id,
            CaseId = context.WorkflowExecutionContext.CorrelationId,
            Step = NameIn(context),
            Kind = Kind,
            BureauId = bureauId,
            Role = role,
            Rule = result.Limit.Rule,
            Facts = result.Limit.Facts,
            Outcome = LimitOutcome.Of(result),
            IsReminded = !Remind(context).IsEmpty,
        };
        Store(context, limit);
        context.AddEffect(new KeepLimit(
            limit, new LimitChange(LimitChangeKind.Set, limit.Outcome.Sentence, null, limit.Outcome.End, limit.Outcome.CalendarVersion)));
        TellOfMissingNotice(context, limit);
        Reminders.Plan(context, limit, Remind(context), RoleNameOf, OnReminderAsync);
    }

    /// <summary>Ends the limit of a step that goes on: its reminders go; the row ends with the bookmark.</summary>
    protected static void Forget(ActivityExecutionContext context)
    {
        context.SetProperty<StepLimit>(LimitKey, null);
        Reminders.Drop(context);
    }

    /// <summary>The limit as it stands; null when the step has none.</summary>
    protected static StepLimit? LimitOf(ActivityExecutionContext context) => context.GetProperty<StepLimit>(LimitKey);

    /// <summary>
    /// The limit on the present calendar, which the row may not be computed on yet; null when the step has none. What follows from a
    /// timer follows only if it holds by this: the limit may have moved while the timer was on its way.
    /// </summary>
    protected static LimitOutcome? OutcomeNow(ActivityExecutionContext context) =>
        LimitOf(context) is { } limit ? LimitOutcome.Of(Calculator(context).Compute(Checked(limit.Rule, limit.Facts))) : null;

    /// <summary>Whether the instant of a timer has come. If not, the timer waits for it, or for good when it is null.</summary>
    protected static bool HasCome(ActivityExecutionContext context, string bookmarkId, DateTimeOffset? at)
    {
        if (at <= context.Now)
        {
            return true;
        }

        context.AddEffect(new MoveTimer(bookmarkId, at));
        return false;
    }

    /// <summary>What people call the step; by default its name on the canvas.</summary>
    protected virtual string NameIn(ActivityExecutionContext context) => DisplayName;

    /// <summary>When the bookmark is shown to be due; by default when the limit has run out.</summary>
    protected virtual DateTimeOffset? ShownDueAt(ActivityExecutionContext context, LimitOutcome outcome) => outcome.DueAt;

    /// <summary>What lists say of the bookmark; by default how the date came about.</summary>
    protected virtual string ExplanationOf(ActivityExecutionContext context, LimitOutcome outcome) => outcome.Sentence;

    private static void TellOfMissingNotice(ActivityExecutionContext context, StepLimit limit)
    {
        if (LimitNews.MissingNotice(limit) is { } notice)
        {
            context.AddEffect(new GiveNotice(notice));
        }
    }

    private static ImmutableDictionary<string, string> With(ImmutableDictionary<string, string> metadata, string key, DateTimeOffset? at) =>
        at is { } known ? metadata.SetItem(key, known.ToString("O", CultureInfo.InvariantCulture)) : metadata.Remove(key);

    private void Store(ActivityExecutionContext context, StepLimit limit)
    {
        context.SetProperty(LimitKey, limit);
        context.Set(LastDay, Text(limit.Outcome.LastDay ?? limit.Outcome.FirstDay));
        context.Set(Explanation, limit.Outcome.Sentence);
    }

    private ImmutableArray<LimitReminder> Remind(ActivityExecutionContext context) =>
        context.Get(LimitReminders) is { IsDefault: false } reminders ? reminders : [];

    private ValueTask OnReminderAsync(ActivityExecutionContext context)
    {
        if (LimitOf(context) is { } limit)
        {
            Reminders.Fire(context, limit, Remind(context), RoleNameOf, OnReminderAsync);
        }

        return ValueTask.CompletedTask;
    }

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
