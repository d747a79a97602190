namespace WorkflowHost.Expressions;

/// <summary>Limits of one script. Section <c>JavaScript</c>. Reaching one is an incident on the step.</summary>
public sealed class JavaScriptOptions
{
    /// <summary>Statements that one evaluation may run, 100 to 10,000,000. Default 100,000.</summary>
    public int MaxStatements { get; init; } = 100_000;

    /// <summary>Time that one evaluation may take, up to 30 s. Default 2 s.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Depth of calls, 8 to 1,000. Default 64.</summary>
    public int MaxRecursion { get; init; } = 64;
}
