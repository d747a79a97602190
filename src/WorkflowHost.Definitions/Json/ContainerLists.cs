namespace WorkflowHost.Definitions.Json;

/// <summary>The lists that make an activity a container.</summary>
[Flags]
internal enum ContainerLists
{
    None = 0,
    Activities = 1,
    Connections = 2,
    Variables = 4,
}
