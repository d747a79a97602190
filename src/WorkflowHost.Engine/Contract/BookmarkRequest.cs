using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace WorkflowHost.Engine.Contract;

/// <summary>What an activity wants to wait for (Elsa's bookmark arguments).</summary>
public sealed record BookmarkRequest
{
    /// <summary>What a stimulus must equal to find it; null when only its id does.</summary>
    public JsonNode? Stimulus { get; init; }

    /// <summary>What of the stimulus is hashed, when that is less than all of it.</summary>
    public JsonNode? HashedStimulus { get; init; }

    /// <summary>The stimulus name; null for the activity's type.</summary>
    public string? Name { get; init; }

    /// <summary>An instance method of the activity, run on resume; null completes the activity.</summary>
    public ExecuteActivityDelegate? Callback { get; init; }

    /// <summary>Whether only a stimulus for this very execution matches.</summary>
    public bool IncludeActivityInstanceId { get; init; }

    /// <summary>Whether the first resume takes the bookmark away.</summary>
    public bool AutoBurn { get; init; } = true;

    /// <summary>For lists: see <see cref="BookmarkMetadata"/>.</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;
}
