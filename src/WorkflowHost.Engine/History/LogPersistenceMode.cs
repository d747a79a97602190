namespace WorkflowHost.Engine.History;

/// <summary>Whether the history keeps what a step took and gave (Elsa's log persistence mode).</summary>
public enum LogPersistenceMode
{
    /// <summary>As what is around it says: a value as its step, a step as its workflow, a workflow as the host.</summary>
    Inherit,

    /// <summary>Kept.</summary>
    Include,

    /// <summary>Not kept.</summary>
    Exclude,
}
