using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Contract;

/// <summary>One execution of an activity during a turn: what authors read from, write to and ask for. Names are Elsa's.</summary>
public sealed class ActivityExecutionContext
{
    /// <summary>Place among the executions that are under way.</summary>
    internal ExecutionLinks Links;

    private readonly string? callbackName;
    private List<string>? given;
    private ActivityCompletionCallback? callback;
    private ExpressionExecutionContext? expressions;
    private string? id;
    private EvaluatedInputs inputs;

    internal ActivityExecutionContext(
        WorkflowExecutionContext workflow,
        ActivityNode node,
        ActivityExecutionContext? parent,
        int serial,
        ActivityCompletionCallback? callback)
        : this(workflow, node, parent)
    {
        this.callback = callback;
        Serial = serial;
        IsNew = true;
    }

    internal ActivityExecutionContext(
        WorkflowExecutionContext workflow, ActivityNode node, ActivityExecutionContext? parent, ExecutionState frozen)
        : this(workflow, node, parent)
    {
        id = frozen.Id;
        callbackName = parent is null ? null : frozen.Callback;
        Properties = frozen.Properties;
        Status = frozen.Status;
        Attempts = frozen.Attempts;
        Tag = frozen.Tag;
        IsRepeat = frozen.IsRepeat;
        if (frozen.Variables is { } variables)
        {
            Scope = new VariableScope(node.Variables, variables);
        }
    }

    private ActivityExecutionContext(WorkflowExecutionContext workflow, ActivityNode node, ActivityExecutionContext? parent)
    {
        WorkflowExecutionContext = workflow;
        Node = node;
        ParentActivityExecutionContext = parent;
    }

    /// <summary>Id of this execution (Elsa's activity instance id); stable when the same turn is run again.</summary>
    public string Id => id ??= string.Create(CultureInfo.InvariantCulture, $"{WorkflowExecutionContext.Id}.{Serial}");

    /// <summary>The activity.</summary>
    public Activity Activity => Node.Activity;

    /// <summary>The activity's node id.</summary>
    public string NodeId => Node.Activity.NodeId;

    /// <summary>The whole instance.</summary>
    public WorkflowExecutionContext WorkflowExecutionContext { get; }

    /// <summary>The execution that scheduled this one; null for the root.</summary>
    public ActivityExecutionContext? ParentActivityExecutionContext { get; }

    /// <summary>State of this execution.</summary>
    public ActivityStatus Status { get; internal set; }

    /// <summary>How often it was started, from 1.</summary>
    public int Attempts { get; internal set; }

    /// <summary>The instant of the turn, UTC.</summary>
    public DateTimeOffset Now => WorkflowExecutionContext.Now;

    /// <summary>Whether the instance was started by this very activity, so that it has nothing to wait for.</summary>
    public bool IsTriggerOfWorkflow => WorkflowExecutionContext.TriggerActivityId == Activity.Id;

    /// <summary>A word of the owner's own that tells its children apart; null when it gave none.</summary>
    public string? Tag { get; internal init; }

    internal ActivityNode Node { get; }

    /// <summary>Number of this execution when it was scheduled in this turn; 0 when it comes from an earlier one.</summary>
    internal int Serial { get; }

    internal bool IsNew { get; }

    internal bool CreatedBookmark { get; private set; }

    /// <summary>Whether it may have bookmarks: what never had any need not be looked for among those of thousands of others.</summary>
    internal bool MayWait { get; set; }

    /// <summary>Whether it was scheduled over a connection that closes a loop.</summary>
    internal bool IsRepeat { get; init; }

    internal VariableScope? Scope { get; set; }

    /// <summary>What a container of the engine keeps during the turn; written into the properties when the turn ends.</summary>
    internal IKept? Kept { get; set; }

    internal ImmutableDictionary<string, JsonNode?> Properties { get; set; } = ImmutableDictionary<string, JsonNode?>.Empty;

    /// <summary>Whether the history does not know yet what inputs the execution found.</summary>
    internal bool OwesInputs { get; set; }

    /// <summary>Names of the outputs that it gave in the piece that runs now.</summary>
    internal IReadOnlyList<string> Given => given ?? (IReadOnlyList<string>)[];

    /// <summary>Children that were begun and are not over.</summary>
    internal int LiveChildren { get; set; }

    /// <summary>Children that are scheduled and not begun.</summary>
    internal int QueuedChildren { get; set; }

    internal bool HasChildren => LiveChildren + QueuedChildren > 0;

    /// <summary>The owner's method that is told about the completion; null when nobody is.</summary>
    internal ActivityCompletionCallback? Callback =>
        callback ??= callbackName is null ? null : Callbacks.Bind<ActivityCompletionCallback>(ParentActivityExecutionContext!.Activity, callbackName);

    internal ExpressionExecutionContext Expressions => expressions ??= new ExpressionExecutionContext(WorkflowExecutionContext, this);

    /// <summary>What a start or a resume brought, else the workflow's input.</summary>
    public JsonNode? GetWorkflowInput(string key) => WorkflowExecutionContext.Memory.GetInput(key)?.DeepClone();

    /// <summary>Whether a start or a resume brought an input of this name, be it with a value or with null.</summary>
    internal bool BringsInput(string key) => WorkflowExecutionContext.Memory.BringsInput(key);

    /// <summary>A pure service; activities have no constructors to take it by.</summary>
    public T GetRequiredService<T>()
        where T : class => (T)WorkflowExecutionContext.Environment.ServiceOf(typeof(T));

    /// <summary>
    /// A key for something that goes to the outside: the n-th of this node, for this item of a parallel loop, in this instance. Unlike
    /// <see cref="Id"/> it does not hang on the order in which branches and items went on, so what a restored backup does once more bears
    /// the key that the outside knows.
    /// </summary>
    /// <returns>Unique for ever; some 30 characters longer than the instance's id.</returns>
    public string NewKey()
    {
        var place = new StringBuilder(NodeId);
        for (var execution = this; execution is not null; execution = execution.ParentActivityExecutionContext)
        {
            if (execution.Tag is { } tag)
            {
                place.Append('|').Append(tag);
            }
        }

        var name = place.ToString();
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));
        return string.Create(CultureInfo.InvariantCulture, $"{WorkflowExecutionContext.Id}.{hash}.{WorkflowExecutionContext.Memory.Send(name)}");
    }

    /// <summary>The value of an input; the type's default when it has none.</summary>
    public T? Get<T>(Input<T>? input) => input is null ? default : input.GetOrDefault(this);

    /// <summary>The value of a variable.</summary>
    public T? Get<T>(Variable variable) => Conversion.To<T>(Expressions.Read(variable));

    /// <summary>Writes an output: into its variable if it has one, and where <c>getOutputFrom</c> finds it.</summary>
    public void Set<T>(Output<T>? output, T? value)
    {
        if (output is not null)
        {
            var node = Conversion.From(value);
            Give(output.Name, node);
            Expressions.WriteBound(output, node);
        }
    }

    /// <summary>Writes a variable; the value is converted to the variable's type.</summary>
    public void Set(Variable variable, JsonNode? value) => Expressions.Write(variable, value?.DeepClone());

    /// <summary>Writes the result of an <see cref="Activity{T}"/>.</summary>
    public void SetResult<T>(T? value) => Set(((Activity<T>)Activity).Result, value);

    /// <summary>Something kept for this execution between turns.</summary>
    public T? GetProperty<T>(string key) => Conversion.To<T>(Properties.GetValueOrDefault(key));

    /// <summary>Keeps something for this execution between turns.</summary>
    public void SetProperty<T>(string key, T? value) => Properties = Properties.SetItem(key, Conversion.From(value));

    /// <summary>Asks the runtime to do something in the turn's transaction.</summary>
    public void AddEffect(Effect effect) => WorkflowExecutionContext.Journal.Add(effect);

    /// <summary>Adds a line to the history.</summary>
    /// <param name="eventName">The activity's own word, English.</param>
    /// <param name="message">For people, in Chinese.</param>
    /// <param name="payload">More, for programs.</param>
    public void AddExecutionLogEntry(string eventName, string message, JsonNode? payload = null) =>
        WorkflowExecutionContext.Journal.Record(this, eventName, message, payload);

    /// <summary>Waits until something resumes the bookmark.</summary>
    /// <param name="stimulus">What a stimulus must equal to find it; null when only its id does.</param>
    /// <param name="callback">An instance method of this activity, run on resume; null completes the activity.</param>
    /// <param name="includeActivityInstanceId">Whether only a stimulus for this very execution matches. Default true, as in Elsa.</param>
    /// <param name="metadata">For lists: see <see cref="BookmarkMetadata"/>.</param>
    public Bookmark CreateBookmark(
        JsonNode? stimulus = null,
        ExecuteActivityDelegate? callback = null,
        bool includeActivityInstanceId = true,
        ImmutableDictionary<string, string>? metadata = null) =>
        CreateBookmark(new BookmarkRequest
        {
            Stimulus = stimulus,
            Callback = callback,
            IncludeActivityInstanceId = includeActivityInstanceId,
            Metadata = metadata ?? ImmutableDictionary<string, string>.Empty,
        });

    /// <summary>Waits until something resumes the bookmark.</summary>
    public Bookmark CreateBookmark(BookmarkRequest request)
    {
        CreatedBookmark = true;
        Callbacks.RequireOwn(Activity, request.Callback);
        return WorkflowExecutionContext.AddBookmark(this, request);
    }

    /// <summary>Says in other words what is waited for at a bookmark of this execution.</summary>
    public void Reword(Bookmark bookmark, ImmutableDictionary<string, string> metadata) =>
        WorkflowExecutionContext.Standstill.Reword(bookmark.Id, metadata);

    /// <summary>Waits no longer at a bookmark of this execution. Nothing happens when it is gone already.</summary>
    public void RemoveBookmark(string bookmarkId)
    {
        if (WorkflowExecutionContext.Bookmarks.FirstOrDefault(bookmark => bookmark.Id == bookmarkId && bookmark.ExecutionId == Id) is { } bookmark)
        {
            WorkflowExecutionContext.Standstill.Remove(bookmark);
        }
    }

    /// <summary>Runs a child later in this turn.</summary>
    /// <param name="activity">The child; null calls back at once, or completes this activity when there is no callback.</param>
    /// <param name="callback">An instance method of this activity, told when the child is over.</param>
    public ValueTask ScheduleActivityAsync(Activity? activity, ActivityCompletionCallback? callback = null) =>
        ScheduleActivityAsync(activity, callback, tag: null);

    /// <summary>Runs a child later in this turn.</summary>
    /// <param name="activity">The child; null calls back at once, or completes this activity when there is no callback.</param>
    /// <param name="callback">An instance method of this activity, told when the child is over.</param>
    /// <param name="tag">Tells this child from others of the same activity.</param>
    /// <param name="variables">Variables that only this child and what is in it see, by name.</param>
    public ValueTask ScheduleActivityAsync(
        Activity? activity, ActivityCompletionCallback? callback, string? tag, params ReadOnlySpan<(string Name, JsonNode? Value)> variables)
    {
        if (activity is not null)
        {
            Callbacks.RequireOwn(Activity, callback);
            WorkflowExecutionContext.Schedule(this, activity, callback, tag, VariableScope.OfNames(variables));
            return ValueTask.CompletedTask;
        }

        return callback is null
            ? CompleteActivityAsync()
            : callback(new ActivityCompletedContext(this, this, Outcomes.Default));
    }

    /// <summary>Completes this activity with the default outcome. Nothing happens when it is already over.</summary>
    public ValueTask CompleteActivityAsync() => CompleteActivityAsync(Outcomes.Default);

    /// <summary>Completes this activity.</summary>
    public ValueTask CompleteActivityAsync(Outcomes outcomes)
    {
        WorkflowExecutionContext.Complete(this, outcomes);
        return ValueTask.CompletedTask;
    }

    /// <summary>Completes this activity by the named ports.</summary>
    public ValueTask CompleteActivityWithOutcomesAsync(params string[] outcomes) =>
        CompleteActivityAsync(new Outcomes(outcomes));

    /// <summary>Ends a child, and all below it, without completing it. Its bookmarks go.</summary>
    public void CancelActivity(ActivityExecutionContext child) => WorkflowExecutionContext.Cancel(child);

    /// <summary>What an input is worth; evaluated now when it was not in this turn, as after a save.</summary>
    internal object? EvaluatedInput(int slot) => inputs.At(slot, this);

    internal void EvaluateInputs() => inputs.EvaluateAll(this);

    /// <summary>What an input is worth, if it need not be evaluated to know.</summary>
    internal bool TryKnown(Input input, out object? value)
    {
        value = null;
        return input.IsConstant
            ? (value = input.Evaluate(Expressions)) is not null
            : input.Slot >= 0 && inputs.TryAt(input.Slot, out value) && value is not null;
    }

    /// <summary>Keeps an output where <c>getOutputFrom</c> finds it.</summary>
    internal void Give(string name, JsonNode? value)
    {
        WorkflowExecutionContext.Memory.SetOutput(Node.OutputKey, name, value);
        if (!Given.Contains(name))
        {
            (given ??= []).Add(name);
        }
    }

    /// <inheritdoc cref="EvaluatedInputs.Evaluate"/>
    internal object? Evaluate(Input input) => EvaluatedInputs.Evaluate(input, Expressions);

    internal void BeginExecution()
    {
        given?.Clear();
        CreatedBookmark = false;
        Status = ActivityStatus.Running;
    }

    internal void CompleteUnlessWaiting()
    {
        if (!CreatedBookmark && Status is ActivityStatus.Running)
        {
            WorkflowExecutionContext.Complete(this, Outcomes.Default);
        }
    }

    internal ExecutionState Freeze() => new(
        Id,
        NodeId,
        ParentActivityExecutionContext?.Id,
        callbackName ?? callback?.Method.Name,
        Status,
        Attempts,
        Kept is null ? Properties : Kept.KeepIn(Properties),
        Tag,
        Scope?.Values,
        IsRepeat);
}
