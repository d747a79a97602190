using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Conformance;

/// <summary>Something that went wrong, and where.</summary>
public sealed record TrialIncident(string ActivityId, string Message);

/// <summary>How an instance stands after the start or after a resume.</summary>
/// <param name="Status">Elsa's coarse state.</param>
/// <param name="SubStatus">Elsa's fine state.</param>
/// <param name="Lines">What WriteLine wrote in this step, in order; also in the workflows that this one has started or woken.</param>
/// <param name="Completed">Ids of its own activities that completed in this step, in order; containers with their children.</param>
/// <param name="Outputs">What the workflow hands out so far.</param>
/// <param name="Incidents">All so far.</param>
/// <param name="Bookmarks">Ids of the activities that wait.</param>
public sealed record TrialStep(
    string Status,
    string SubStatus,
    ImmutableArray<string> Lines,
    ImmutableArray<string> Completed,
    ImmutableSortedDictionary<string, JsonNode?> Outputs,
    ImmutableArray<TrialIncident> Incidents,
    ImmutableArray<string> Bookmarks)
{
    internal JsonObject ToJson() => new()
    {
        ["status"] = Status,
        ["subStatus"] = SubStatus,
        ["lines"] = Texts(Lines),
        ["completed"] = Texts(Completed),
        ["outputs"] = new JsonObject(Outputs.Select(output => KeyValuePair.Create(output.Key, output.Value?.DeepClone()))),
        ["incidents"] = new JsonArray([.. Incidents.Select(incident =>
            new JsonObject { ["activityId"] = incident.ActivityId, ["message"] = incident.Message })]),
        ["bookmarks"] = new JsonArray([.. Bookmarks.Select(bookmark => new JsonObject { ["activityId"] = bookmark })]),
    };

    private static JsonArray Texts(ImmutableArray<string> texts) => new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);
}

/// <summary>What became of one file.</summary>
/// <param name="File">Its path below the folder.</param>
/// <param name="Problems">Why it did not load, round-trip or run; empty when it did.</param>
/// <param name="First">After the start; null when it was not run.</param>
/// <param name="Steps">After each resume.</param>
public sealed record TrialReport(string File, ImmutableArray<string> Problems, TrialStep? First, ImmutableArray<TrialStep> Steps)
{
    private static readonly JsonSerializerOptions Readable = new(Conversion.Json) { WriteIndented = false };

    /// <summary>Whether nothing was wrong with the file itself. An incident in a run is a result like any other.</summary>
    public bool Ok => Problems.IsEmpty;

    /// <summary>One line of JSON.</summary>
    public string ToJson()
    {
        var report = new JsonObject
        {
            ["file"] = File,
            ["ok"] = Ok,
            ["problems"] = new JsonArray([.. Problems.Select(problem => (JsonNode?)JsonValue.Create(problem))]),
        };
        foreach (var (name, value) in First?.ToJson().ToArray() ?? [])
        {
            report[name] = value?.DeepClone();
        }

        report["steps"] = new JsonArray([.. Steps.Select(step => step.ToJson())]);
        return report.ToJsonString(Readable);
    }

    /// <summary>One line for people.</summary>
    public string ToText()
    {
        var last = Steps.LastOrDefault() ?? First;
        var state = last is null ? "" : $"　{last.Status}/{last.SubStatus}";
        return Ok ? $"通过　{File}{state}" : $"不通过　{File}{state}　{string.Join('；', Problems)}";
    }
}
