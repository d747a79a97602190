namespace WorkflowHost.Engine;

/// <summary>How the branches of a flowchart come together (Elsa's execution modes).</summary>
public enum FlowchartMode
{
    /// <summary>Visits of connections are counted; a branch that is not taken is reported onwards. Elsa's default.</summary>
    Counter,

    /// <summary>Tokens travel over connections; an activity's <c>mergeMode</c> says how it takes them.</summary>
    Token,
}
