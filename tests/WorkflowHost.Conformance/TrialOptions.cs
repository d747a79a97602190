using WorkflowHost.Engine;

namespace WorkflowHost.Conformance;

/// <summary>What the program is asked to do.</summary>
/// <param name="Folder">Searched with all folders below it.</param>
/// <param name="Run">Whether definitions are also executed.</param>
/// <param name="Json">Whether each file becomes one JSON object on a line of its own.</param>
/// <param name="Mode">How flowcharts bring branches together; null leaves it to the definition and the default.</param>
public sealed record TrialOptions(string Folder, bool Run, bool Json, FlowchartMode? Mode)
{
    /// <summary>Reads the command line; null when it does not make sense.</summary>
    public static TrialOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new TrialOptions("", Run: false, Json: false, Mode: null);
        for (var index = 0; index < arguments.Count; index++)
        {
            switch (arguments[index])
            {
                case "--run":
                    options = options with { Run = true };
                    break;
                case "--json":
                    options = options with { Json = true };
                    break;
                case "--mode" when index + 1 < arguments.Count && Enum.TryParse<FlowchartMode>(arguments[index + 1], ignoreCase: true, out var mode):
                    options = options with { Mode = mode };
                    index++;
                    break;
                case var folder when !folder.StartsWith('-') && options.Folder.Length == 0:
                    options = options with { Folder = folder };
                    break;
                default:
                    return null;
            }
        }

        return Directory.Exists(options.Folder) ? options : null;
    }
}
