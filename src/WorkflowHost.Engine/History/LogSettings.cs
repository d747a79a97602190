using System.Text.Json.Nodes;

namespace WorkflowHost.Engine.History;

/// <summary>What a workflow or a step says of the values that the history keeps: its custom properties <c>logPersistenceConfig</c> or <c>logPersistenceMode</c>.</summary>
internal sealed class LogSettings
{
    private readonly JsonObject? config;
    private readonly JsonObject? legacy;

    private LogSettings(JsonObject? config, JsonObject? legacy)
    {
        (this.config, this.legacy) = (config, legacy);
        Default = LogChoice.Read(config?["default"]) ?? LogChoice.Read(legacy?["default"]);
        Inputs = Choices("inputs");
        Outputs = Choices("outputs");
    }

    /// <summary>For all values that nothing is said of; null when nothing is said at all.</summary>
    public LogChoice? Default { get; }

    /// <summary>By the name of an input as definitions write it.</summary>
    public IReadOnlyDictionary<string, LogChoice> Inputs { get; }

    /// <summary>By the name of an output as definitions write it.</summary>
    public IReadOnlyDictionary<string, LogChoice> Outputs { get; }

    /// <summary>Reads custom properties.</summary>
    /// <returns>Null when they say nothing of it, as most do.</returns>
    public static LogSettings? Of(JsonObject customProperties)
    {
        var (config, legacy) = (customProperties["logPersistenceConfig"] as JsonObject, customProperties["logPersistenceMode"] as JsonObject);
        return config is null && legacy is null ? null : new LogSettings(config, legacy);
    }

    private Dictionary<string, LogChoice> Choices(string kind)
    {
        var choices = new Dictionary<string, LogChoice>(StringComparer.Ordinal);
        foreach (var (name, json) in (legacy?[kind] as JsonObject ?? []).Concat(config?[kind] as JsonObject ?? []))
        {
            if (LogChoice.Read(json) is { } choice)
            {
                choices[name] = choice;
            }
        }

        return choices;
    }
}
