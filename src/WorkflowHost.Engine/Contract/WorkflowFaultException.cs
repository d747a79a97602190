namespace WorkflowHost.Engine.Contract;

/// <summary>An activity cannot go on, for a reason that people can understand. Becomes an incident with this code and message.</summary>
public sealed class WorkflowFaultException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Stable, for programs.</summary>
    public string Code { get; } = code;
}
