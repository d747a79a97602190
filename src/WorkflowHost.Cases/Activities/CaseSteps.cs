using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Cases.Activities;

/// <summary>确定承办单位: puts a district bureau in charge of the case.</summary>
[Activity("PostInspection", "AssignCase", Category = "案件", DisplayName = "确定承办单位", Description = "把案件交给区县局承办")]
public sealed class AssignCaseStep : CodeActivity
{
    /// <summary>The district bureau's id.</summary>
    [Input(DisplayName = "承办单位", Required = true)]
    public Input<string>? Bureau { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var bureauId = context.Get(Bureau) is { Length: > 0 } id
            ? id
            : throw new WorkflowFaultException("input-missing", "没有指定承办单位。");
        context.AddEffect(new AssignCase(context.WorkflowExecutionContext.CorrelationId, bureauId));
    }
}

/// <summary>案件办结: closes the case with its result.</summary>
[Activity("PostInspection", "CloseCase", Category = "案件", DisplayName = "案件办结", Description = "记录处理结果并办结案件")]
public sealed class CloseCaseStep : CodeActivity
{
    /// <summary>How it ended, in Chinese.</summary>
    [Input(DisplayName = "处理结果", Required = true)]
    public Input<string>? Result { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var result = context.Get(Result) ?? "";
        context.AddEffect(new CloseCase(context.WorkflowExecutionContext.CorrelationId, result));
        context.AddExecutionLogEntry("CaseClosed", result);
    }
}
