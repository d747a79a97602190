using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Flow;

/// <summary>How a join treats its inbound branches.</summary>
public enum FlowJoinMode
{
    /// <summary>The first branch that arrives goes on; those that wait are cancelled; later arrivals are ignored. Elsa's default.</summary>
    WaitAny,

    /// <summary>Goes on when every inbound branch has arrived; a branch that can no longer arrive skips the join.</summary>
    WaitAll,

    /// <summary>Goes on when every branch that still can arrive has arrived.</summary>
    WaitAllActive,
}

/// <summary>Brings branches together.</summary>
[Activity("Elsa", "FlowJoin", Category = "流程控制", DisplayName = "汇合", Description = "等待并行的分支")]
public sealed class FlowJoin : CodeActivity
{
    /// <summary>Which branches it waits for.</summary>
    [Input(DisplayName = "方式", UIHint = "dropdown", Options = ["WaitAny=任一分支", "WaitAll=全部分支", "WaitAllActive=全部仍在进行的分支"])]
    public Input<FlowJoinMode>? Mode { get; set; }

    /// <summary>A join is judged before it runs, so its mode must be written out in the definition.</summary>
    internal override string? Refusal =>
        Mode is { IsConstant: false } ? "汇合方式必须直接选定，不能用变量或脚本。" : null;

    /// <summary>The mode that the definition says.</summary>
    internal FlowJoinMode FixedMode =>
        Mode is { IsConstant: true } mode ? (FlowJoinMode)(mode.Evaluate(null!) ?? FlowJoinMode.WaitAny) : FlowJoinMode.WaitAny;
}
