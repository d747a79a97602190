using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Tests.Playing;

/// <summary>Something that a step asked the outside to do.</summary>
internal sealed record Asked(string What) : Effect;

/// <summary>Something asked for the sake of a bookmark.</summary>
internal sealed record AskedFor(string Bookmark) : Effect
{
    public override string? ServedBookmark => Bookmark;
}

[Activity("Test", "Note")]
public sealed class Note : CodeActivity;

/// <summary>Shows what an input is worth, in the history and as its result.</summary>
[Activity("Test", "Show")]
public sealed class Show : CodeActivity<JsonNode>
{
    public Input<JsonNode>? Value { get; set; }

    public Input<int>? Number { get; set; }

    public Input<decimal>? Amount { get; set; }

    public Input<string>? Words { get; set; }

    protected override void Execute(ActivityExecutionContext context)
    {
        JsonNode? shown = Number is not null ? context.Get(Number)
            : Amount is not null ? context.Get(Amount)
            : Words is not null ? context.Get(Words)
            : context.Get(Value);
        context.AddExecutionLogEntry("Shown", shown?.ToJsonString(Conversion.Json) ?? "null");
        context.SetResult(shown);
    }
}

/// <summary>Waits; on resume leaves by the outcome that it is given.</summary>
[Activity("Test", "Wait")]
public sealed class Wait : Activity
{
    protected override void Execute(ActivityExecutionContext context)
    {
        var bookmark = context.CreateBookmark(callback: OnResumedAsync);
        context.AddEffect(new AskedFor(bookmark.Id));
    }

    private ValueTask OnResumedAsync(ActivityExecutionContext context) =>
        context.GetWorkflowInput("outcome") is { } outcome
            ? context.CompleteActivityWithOutcomesAsync(outcome.GetValue<string>())
            : context.CompleteActivityAsync();
}

/// <summary>Waits without a callback, for a stimulus.</summary>
[Activity("Test", "Bell")]
public sealed class Bell : Activity
{
    protected override void Execute(ActivityExecutionContext context) =>
        context.CreateBookmark(new JsonObject { ["Key"] = "k1" }, includeActivityInstanceId: false);
}

[Activity("Test", "Choose")]
[FlowNode("A", "B")]
public sealed class Choose : Activity
{
    public Input<string[]>? Outcomes { get; set; }

    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.CompleteActivityWithOutcomesAsync(context.Get(Outcomes) ?? []);
}

/// <summary>Does much, then throws; after it has been let run <see cref="Failures"/> times it succeeds.</summary>
[Activity("Test", "Boom")]
public sealed class Boom : CodeActivity
{
    public Input<int>? Failures { get; set; }

    public Variable? Touched { get; set; }

    protected override void Execute(ActivityExecutionContext context)
    {
        context.AddEffect(new Asked("短信"));
        if (Touched is not null)
        {
            context.Set(Touched, "changed");
        }

        context.CreateBookmark();
        if (context.Attempts <= (Failures is null ? int.MaxValue : context.Get(Failures)))
        {
            throw new InvalidOperationException("接口拒绝");
        }
    }
}

/// <summary>Completes and then throws.</summary>
[Activity("Test", "LateBoom")]
public sealed class LateBoom : Activity
{
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        await context.CompleteActivityAsync();
        throw new InvalidOperationException("迟到的错误");
    }
}

/// <summary>Neither completes nor waits.</summary>
[Activity("Test", "Idle")]
public sealed class Idle : Activity;

/// <summary>Waits for something outside, which the engine forbids.</summary>
[Activity("Test", "Awaiting")]
public sealed class Awaiting : Activity
{
#pragma warning disable VSTHRD003 // It never ends on purpose.
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        await new TaskCompletionSource().Task;
#pragma warning restore VSTHRD003
}

/// <summary>Hands over a callback that could not be found again.</summary>
[Activity("Test", "Lambda")]
public sealed class Lambda : Activity
{
    protected override void Execute(ActivityExecutionContext context)
    {
        var seen = 0;
        context.CreateBookmark(callback: resumed =>
        {
            seen++;
            return resumed.CompleteActivityAsync();
        });
    }
}

/// <summary>Builds a value that it was given into its own object, which a JSON node allows only once.</summary>
[Activity("Test", "Wrap")]
public sealed class Wrap : CodeActivity
{
    public Input<JsonNode>? Value { get; set; }

    protected override void Execute(ActivityExecutionContext context)
    {
        var value = context.Get(Value);
        context.AddExecutionLogEntry("Wrapped", "", new JsonObject { ["value"] = value });
    }
}
