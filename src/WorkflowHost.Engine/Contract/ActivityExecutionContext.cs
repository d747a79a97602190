using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Contract;

/// <summary>One execution of an activity during a turn: what authors read from, write to and ask for. Names are Elsa's.</summary>
public sealed class ActivityExecutionContext
{
    private readonly object?[] inputs;
    private readonly string? callbackName;
    private ActivityCompletionCallback? callback;

    internal ActivityExecutionContext(
        WorkflowExecutionContext workflow,
        ActivityNode node,
        string id,
        ActivityExecutionContext? parent,
        ActivityCompletionCallback? callback,
        int serial)
        : this(workflow, node, id, parent)
    {
        this.callback = callback;
        Serial = serial;
    }

    internal ActivityExecutionContext(
        WorkflowExecutionContext workflow, ActivityNode node, ActivityExecutionContext? parent, ExecutionState frozen)
        : this(workflow, node, frozen.Id, parent)
    {
        callbackName = frozen.Callback;
        Properties = frozen.Properties;
        Status = frozen.Status;
        Attempts = frozen.Attempts;
    }

    private ActivityExecutionContext(
        WorkflowExecutionContext workflow, ActivityNode node, string id, ActivityExecutionContext? parent)
    {
        WorkflowExecutionContext = workflow;
        Node = node;
        Id = id;
        ParentActivityExecutionContext = parent;
        inputs = node.Activity.EvaluatedInputs.Length == 0 ? [] : new object?[node.Activity.EvaluatedInputs.Length];
    }

    /// <summary>Id of this execution (Elsa's activity instance id); stable when the same turn is run again.</summary>
    public string Id { get; }

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

    /// <summary>What a start or a resume brought, else the workflow's input.</summary>
    public JsonNode? GetWorkflowInput(string key) => WorkflowExecutionContext.Memory.GetInput(key)?.DeepClone();

    internal ActivityNode Node { get; }

    /// <summary>Number of this execution when it was scheduled in this turn; 0 when it comes from an earlier one.</summary>
    internal int Serial { get; }

    internal bool CreatedBookmark { get; private set; }

    internal ImmutableDictionary<string, JsonNode?> Properties { get; set; } = ImmutableDictionary<string, JsonNode?>.Empty;

    /// <summary>The owner's method that is told about the completion; null when nobody is.</summary>
    internal ActivityCompletionCallback? Callback =>
        callback ??= callbackName is null ? null : Callbacks.Bind<ActivityCompletionCallback>(ParentActivityExecutionContext!.Activity, callbackName);

    /// <summary>A pure service; activities have no constructors to take it by.</summary>
    public T GetRequiredService<T>()
        where T : class => (T)WorkflowExecutionContext.Environment.ServiceOf(typeof(T));

    /// <summary>The value of an input; the type's default when it has none.</summary>
    public T? Get<T>(Input<T>? input) => input is null ? default : input.GetOrDefault(this);

    /// <summary>The value of a variable.</summary>
    public T? Get<T>(Variable variable) => Conversion.To<T>(WorkflowExecutionContext.Memory.GetVariable(variable));

    /// <summary>Writes an output: into its variable if it has one, and where <c>getOutputFrom</c> finds it.</summary>
    public void Set<T>(Output<T>? output, T? value)
    {
        if (output is null)
        {
            return;
        }

        var node = Conversion.From(value);
        WorkflowExecutionContext.Memory.SetOutput(Activity.Id, output.Name, node);
        if (output.Variable is not null)
        {
            WorkflowExecutionContext.Memory.SetVariable(output.Variable, node);
        }
    }

    /// <summary>Writes a variable; the value is converted to the variable's type.</summary>
    public void Set(Variable variable, JsonNode? value) =>
        WorkflowExecutionContext.Memory.SetVariable(variable, value?.DeepClone());

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
        ImmutableDictionary<string, string>? metadata = null)
    {
        CreatedBookmark = true;
        Callbacks.RequireOwn(Activity, callback);
        return WorkflowExecutionContext.AddBookmark(this, stimulus, callback?.Method.Name, includeActivityInstanceId, metadata);
    }

    /// <summary>Runs a child later in this turn.</summary>
    /// <param name="activity">The child; null calls back at once, or completes this activity when there is no callback.</param>
    /// <param name="callback">An instance method of this activity, told when the child is over.</param>
    public ValueTask ScheduleActivityAsync(Activity? activity, ActivityCompletionCallback? callback = null)
    {
        if (activity is not null)
        {
            Callbacks.RequireOwn(Activity, callback);
            WorkflowExecutionContext.Schedule(this, activity, callback);
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

    internal bool HasChildren => WorkflowExecutionContext.HasChildren(this);

    internal IEnumerable<ActivityExecutionContext> Children => WorkflowExecutionContext.ChildrenOf(this);

    internal object? EvaluatedInput(int slot) => inputs[slot];

    internal void EvaluateInputs()
    {
        foreach (var input in Activity.EvaluatedInputs)
        {
            try
            {
                inputs[input.Slot] = input.Evaluate(WorkflowExecutionContext.Expressions);
            }
            catch (WorkflowFaultException fault)
            {
                throw new WorkflowFaultException(fault.Code, $"输入“{input.Name}”无法求值：{fault.Message}", fault);
            }
        }
    }

    internal void BeginExecution()
    {
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

    internal ExecutionState Freeze() =>
        new(Id, NodeId, ParentActivityExecutionContext?.Id, callbackName ?? callback?.Method.Name, Status, Attempts, Properties);
}
