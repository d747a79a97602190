namespace WorkflowHost.Definitions.Json;

/// <summary>The type names that the format itself treats specially.</summary>
internal static class ActivityTypes
{
    public const string Flowchart = "Elsa.Flowchart";
    public const string Start = "Elsa.Start";
}
