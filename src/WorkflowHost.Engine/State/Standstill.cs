using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine;

/// <summary>Where one instance stands during one turn: what it waits for, and where it is stuck.</summary>
internal sealed class Standstill(InstanceState before)
{
    private readonly List<Bookmark> bookmarks = [.. before.Bookmarks];
    private readonly List<Incident> incidents = [.. before.Incidents];

    public IReadOnlyList<Bookmark> Bookmarks => bookmarks;

    public IReadOnlyList<Incident> Incidents => incidents;

    public void Add(Bookmark bookmark) => bookmarks.Add(bookmark);

    public void Add(Incident incident) => incidents.Add(incident);

    public void Remove(Bookmark bookmark) => bookmarks.Remove(bookmark);

    public void Remove(Incident incident) => incidents.Remove(incident);

    public void RemoveBookmarksOf(ActivityExecutionContext context)
    {
        if (bookmarks.Count > 0)
        {
            bookmarks.RemoveAll(bookmark => bookmark.ExecutionId == context.Id);
        }
    }

    /// <summary>Takes away all that an execution waits for or is stuck at.</summary>
    public void Forget(ActivityExecutionContext context)
    {
        RemoveBookmarksOf(context);
        if (incidents.Count > 0)
        {
            incidents.RemoveAll(incident => incident.ExecutionId == context.Id);
        }
    }
}
