using System.Globalization;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Scenarios.Playing;

/// <summary>What an instance still waits for.</summary>
/// <param name="Words">What, and who or which day brings it, in Chinese.</param>
/// <param name="IsForOthers">Whether neither an open task nor an arranged date stands for it.</param>
internal sealed record OpenWait(string Words, bool IsForOthers);

/// <summary>Finds what is still waited for.</summary>
internal sealed class OpenWaits(TaskBoard board, EffectReader effects)
{
    /// <summary>All waits of instances that are not over. What waits for its own parts, or for an instance that is not over, is judged by those.</summary>
    public IEnumerable<OpenWait> Of(IReadOnlyCollection<PlayedInstance> open)
    {
        var awaited = open.Select(instance => instance.Parent?.BookmarkId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return open.SelectMany(instance => instance.State.Bookmarks.Select(bookmark => new OpenWait(
            WordOf(instance, bookmark),
            board.Find(bookmark.Id) is null && !effects.IsArranged(bookmark.Id) && !awaited.Contains(bookmark.Id)
                && !instance.State.Bookmarks.Any(part => part.NodeId.StartsWith(bookmark.NodeId + ":", StringComparison.Ordinal)))));
    }

    private string WordOf(PlayedInstance instance, Bookmark bookmark) =>
        bookmark.Metadata.GetValueOrDefault(BookmarkMetadata.Title, instance.Graph.Find(bookmark.NodeId)?.Activity.DisplayName ?? bookmark.Name)
        + (bookmark.Metadata.GetValueOrDefault(BookmarkMetadata.Owner) is { } owner ? $"（{owner}）" : "")
        + (board.Find(bookmark.Id) is null && DueOf(bookmark) is { } due ? $"（{due}）" : "");

    private static string? DueOf(Bookmark bookmark) =>
        DateTimeOffset.TryParse(bookmark.Metadata.GetValueOrDefault(BookmarkMetadata.DueAt), CultureInfo.InvariantCulture, out var due)
            ? due.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : null;
}
