using System.Collections.Immutable;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Runtime.Timers;

namespace WorkflowHost.WorkingTime.Activities;

/// <summary>A second instant that a step with a limit waits for, such as the opening of a window; it moves with the limit.</summary>
/// <param name="Key">What the step keeps its bookmark's id under.</param>
internal sealed record SideTimer(string Key)
{
    /// <summary>Waits for an instant; one that is over comes at once, and without one it waits until the limit runs on.</summary>
    public void Set(ActivityExecutionContext context, string title, DateTimeOffset? at, ExecuteActivityDelegate callback)
    {
        var bookmark = context.CreateBookmark(new BookmarkRequest
        {
            Callback = callback,
            Metadata = ImmutableDictionary<string, string>.Empty.Add(BookmarkMetadata.Title, title).Add(BookmarkMetadata.Explanation, Text(at)),
            AutoBurn = false,
        });
        context.SetProperty(Key, bookmark.Id);
        if (at is { } known)
        {
            context.AddEffect(new ScheduleTimer(bookmark.Id, known));
        }
    }

    /// <summary>Whether the instant has come: then nothing waits for it any more. If not, it is waited for on.</summary>
    /// <param name="context">The execution.</param>
    /// <param name="at">When it comes by now, UTC; null for none until further notice.</param>
    public bool Comes(ActivityExecutionContext context, DateTimeOffset? at)
    {
        if (at > context.Now || at is null)
        {
            Move(context, at);
            return false;
        }

        context.RemoveBookmark(context.GetProperty<string>(Key)!);
        return true;
    }

    /// <summary>Whether it is still waited for.</summary>
    public bool Waits(ActivityExecutionContext context) =>
        context.GetProperty<string>(Key) is { } id && context.WorkflowExecutionContext.Bookmarks.Any(bookmark => bookmark.Id == id);

    /// <summary>Waits for another instant instead, unless it has come already; with null for none until further notice.</summary>
    public void Move(ActivityExecutionContext context, DateTimeOffset? at)
    {
        var id = context.GetProperty<string>(Key);
        if (context.WorkflowExecutionContext.Bookmarks.FirstOrDefault(bookmark => bookmark.Id == id) is { } bookmark)
        {
            context.Reword(bookmark, bookmark.Metadata.SetItem(BookmarkMetadata.Explanation, Text(at)));
            context.AddEffect(new MoveTimer(bookmark.Id, at));
        }
    }

    /// <summary>Waits no longer: the limit that it hung on was withdrawn.</summary>
    public void End(ActivityExecutionContext context)
    {
        if (Waits(context))
        {
            context.RemoveBookmark(context.GetProperty<string>(Key)!);
        }
    }

    private static string Text(DateTimeOffset? at) =>
        at is { } known ? $"将于{known.ToOffset(ChinaTime.Offset):yyyy年M月d日H时}开始" : "期限停止计算，恢复后再定";
}
