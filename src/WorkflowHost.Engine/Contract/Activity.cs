using System.Text.Json.Nodes;

namespace WorkflowHost.Engine.Contract;

/// <summary>A step of a workflow. Shared by all instances of a definition version: state belongs to the context, never to fields.</summary>
public abstract class Activity
{
    /// <summary>The activity's id in its definition.</summary>
    public string Id { get; internal set; } = "";

    /// <summary>Path from the root, joined by colons.</summary>
    public string NodeId { get; internal set; } = "";

    /// <summary>Elsa's technical name; may be empty.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Full type name as the definition has it.</summary>
    public string Type { get; internal set; } = "";

    /// <summary>Version of the type.</summary>
    public int Version { get; internal set; } = 1;

    /// <summary>What people see on the canvas: the display text, else the name, else the id.</summary>
    public string DisplayName { get; internal set; } = "";

    /// <summary>Product data of the step, such as <c>obligations</c>; never changed in place.</summary>
    public JsonObject CustomProperties { get; internal set; } = [];

    /// <summary>All inputs, in the order of declaration; filled when the graph is compiled.</summary>
    internal Input[] Inputs { get; set; } = [];

    /// <summary>Its inputs that have to be evaluated before each execution (the others are constants).</summary>
    internal Input[] EvaluatedInputs { get; set; } = [];

    /// <summary>Runs the activity. Must complete, create a bookmark or schedule a child, or the instance is stuck.</summary>
    /// <remarks>
    /// All or nothing: what it wrote, scheduled or asked for is undone when it throws. A completion takes effect on return.
    /// The signature is Elsa's. The engine is pure, so the task must be complete when it is returned: waiting for the outside
    /// is done with an effect and a bookmark. A task that is not complete becomes an incident.
    /// </remarks>
    protected internal virtual ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        Execute(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>The synchronous form, for activities that need no <c>await</c>.</summary>
    protected virtual void Execute(ActivityExecutionContext context)
    {
    }

    /// <summary>The step that uses the workflow that this one stands in; null in the workflow that was started.</summary>
    public Activity? UsingStep => Node?.Composite?.Activity;

    /// <summary>Where the activity stands; set when the graph is compiled.</summary>
    internal ActivityNode? Node { get; set; }

    /// <summary>Takes what an activity of the engine needs of its definition beyond inputs, outputs and ports.</summary>
    internal virtual void Bind(ActivityBinding binding)
    {
    }

    /// <summary>A person, or a join, ended a child. By default a container without other children completes.</summary>
    internal virtual void OnChildCanceled(ActivityExecutionContext context, ActivityExecutionContext child)
    {
        if (!context.HasChildren)
        {
            context.WorkflowExecutionContext.Complete(context, Outcomes.Default);
        }
    }

    /// <summary>A loop's end was asked for from within (Elsa's break signal).</summary>
    /// <returns>Whether the activity is the loop that was meant, so that nothing further out hears of it.</returns>
    internal virtual bool OnBreak(ActivityExecutionContext context) => false;

    /// <summary>What of the bound definition this activity can't work with, in Chinese; null when it can.</summary>
    internal virtual string? Refusal => null;

    /// <summary>Ports that this step has besides those of its kind.</summary>
    internal virtual IEnumerable<string> OwnPorts => [];

    /// <summary>Waits for a turn of its own, which comes as soon as this one is safe.</summary>
    internal void AskForOwnTurn(ActivityExecutionContext context)
    {
        var bookmark = context.CreateBookmark(callback: ExecuteInOwnTurnAsync);
        context.AddEffect(new Waiting.WakeAt(bookmark.Id, context.Now));
    }

    /// <summary>What the engine does after <see cref="ExecuteAsync"/> returned.</summary>
    internal virtual void AfterExecution(ActivityExecutionContext context)
    {
    }

    private ValueTask ExecuteInOwnTurnAsync(ActivityExecutionContext context) => ExecuteAsync(context);
}

/// <summary>An activity with a result that can be captured into a variable.</summary>
public abstract class Activity<T> : Activity
{
    /// <summary>The result.</summary>
    public Output<T>? Result { get; set; }
}

/// <summary>An activity that completes by itself with the default outcome, unless this execution created a bookmark.</summary>
public abstract class CodeActivity : Activity
{
    internal override void AfterExecution(ActivityExecutionContext context) => context.CompleteUnlessWaiting();
}

/// <summary>A <see cref="CodeActivity"/> with a result.</summary>
public abstract class CodeActivity<T> : Activity<T>
{
    internal override void AfterExecution(ActivityExecutionContext context) => context.CompleteUnlessWaiting();
}

/// <summary>An activity that ends the flowchart it stands in as soon as it completes.</summary>
public interface ITerminalNode;

/// <summary>An activity at which a flowchart begins.</summary>
public interface IStartNode;

/// <summary>Resumes an activity. Stored by method name: must be a method of the activity itself, never a lambda.</summary>
public delegate ValueTask ExecuteActivityDelegate(ActivityExecutionContext context);

/// <summary>Tells an owner that a child is over. Stored by method name: must be a method of the owner itself, never a lambda.</summary>
public delegate ValueTask ActivityCompletionCallback(ActivityCompletedContext context);

/// <summary>What a completion callback is told.</summary>
/// <param name="TargetContext">The owner.</param>
/// <param name="ChildContext">The child that is over.</param>
/// <param name="Outcomes">How the child completed. A cancelled child tells nobody.</param>
public readonly record struct ActivityCompletedContext(
    ActivityExecutionContext TargetContext,
    ActivityExecutionContext ChildContext,
    Outcomes Outcomes);

/// <summary>The ports by which an activity leaves. Names are compared exactly.</summary>
public sealed class Outcomes
{
    /// <summary>The port of a plain completion.</summary>
    public const string DonePort = "Done";

    /// <summary>A plain completion: follows <c>Done</c> and connections without a port.</summary>
    public static readonly Outcomes Default = new([DonePort]);

    /// <summary>Follows nothing.</summary>
    public static readonly Outcomes Empty = new();

    private readonly string[] names;

    /// <summary>Named ports; none follows nothing.</summary>
    public Outcomes(params string[] names) => this.names = names;

    /// <summary>The ports' names.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Whether a connection from this port is followed.</summary>
    /// <param name="port">Null is the plain port, which only <see cref="Default"/> follows.</param>
    public bool Follow(string? port)
    {
        if (port is null)
        {
            return ReferenceEquals(this, Default);
        }

        foreach (var name in names)
        {
            if (name == port)
            {
                return true;
            }
        }

        return false;
    }
}
