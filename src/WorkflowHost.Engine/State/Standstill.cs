using System.Collections.Immutable;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine;

/// <summary>Where one instance stands during one turn: what it waits for, and where it is stuck.</summary>
internal sealed class Standstill(InstanceState before)
{
    private readonly List<Bookmark> bookmarks = [.. before.Bookmarks];
    private readonly List<Incident> incidents = [.. before.Incidents];

    public IReadOnlyList<Bookmark> Bookmarks => bookmarks;

    public IReadOnlyList<Incident> Incidents => incidents;

    /// <summary>Adds what an activity wants to wait for.</summary>
    public Bookmark Add(ActivityExecutionContext context, BookmarkRequest request, string id)
    {
        var name = request.Name ?? context.Activity.Type;
        var hash = StimulusHash.Of(name, request.HashedStimulus ?? request.Stimulus, request.IncludeActivityInstanceId ? context.Id : null);
        var bookmark = new Bookmark(
            id, name, hash, request.Stimulus?.DeepClone(), context.Activity.Id, context.NodeId, context.Id, context.Now,
            request.Callback?.Method.Name, request.Metadata, request.AutoBurn);
        bookmarks.Add(bookmark);
        context.MayWait = true;
        return bookmark;
    }

    public void Add(Incident incident) => incidents.Add(incident);

    public void Remove(Bookmark bookmark) => bookmarks.Remove(bookmark);

    /// <summary>Puts other words for lists on a bookmark, which stays what it is.</summary>
    public void Reword(string bookmarkId, ImmutableDictionary<string, string> metadata)
    {
        var place = bookmarks.FindIndex(bookmark => bookmark.Id == bookmarkId);
        bookmarks[place] = bookmarks[place] with { Metadata = metadata };
    }

    public void Remove(Incident incident) => incidents.Remove(incident);

    /// <summary>Drops what nobody can resolve any more.</summary>
    public void RemoveIncidentsWithout(IReadOnlyCollection<ActivityExecutionContext> executions)
    {
        var ids = executions.Select(execution => execution.Id).ToHashSet(StringComparer.Ordinal);
        incidents.RemoveAll(incident => !ids.Contains(incident.ExecutionId));
    }

    public void RemoveBookmarksOf(ActivityExecutionContext context)
    {
        if (context.MayWait && bookmarks.Count > 0)
        {
            bookmarks.RemoveAll(bookmark => bookmark.ExecutionId == context.Id);
        }
    }

    /// <summary>The executions that wait for something, or are stuck.</summary>
    public HashSet<string> Held() => bookmarks.Select(bookmark => bookmark.ExecutionId)
        .Concat(incidents.Select(incident => incident.ExecutionId)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Takes away all that is waited for, when the instance is over.</summary>
    /// <param name="keepIncidents">Whether what it is stuck at stays to be seen: the whole instance is at fault for it.</param>
    public void Clear(bool keepIncidents)
    {
        bookmarks.Clear();
        if (!keepIncidents)
        {
            incidents.Clear();
        }
    }

    /// <summary>Takes away all that an execution waits for.</summary>
    /// <param name="context">The execution, which is over.</param>
    /// <param name="keepIncidents">Whether what it is stuck at stays to be seen: the whole instance is at fault for it.</param>
    public void Forget(ActivityExecutionContext context, bool keepIncidents)
    {
        RemoveBookmarksOf(context);
        if (incidents.Count > 0 && !keepIncidents)
        {
            incidents.RemoveAll(incident => incident.ExecutionId == context.Id);
        }
    }
}
