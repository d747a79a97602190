using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.HumanTasks.Activities;

/// <summary>人工审批: opens a task and leaves by the outcome that the person chose.</summary>
[Activity(
    "PostInspection", "ApprovalTask", Category = "审批", DisplayName = "人工审批", Description = "生成待办，由指定单位的指定角色办理，按办理结果走出")]
[FlowNode("同意", "退回")]
public sealed class ApprovalTask : HumanTaskActivity
{
    private static readonly ImmutableArray<string> DefaultOutcomes = ["同意", "退回"];

    /// <summary>The ports, main one first.</summary>
    [Input(DisplayName = "办理结果", UIHint = "dynamic-outcomes")]
    public Input<ImmutableArray<string>>? Outcomes { get; set; }

    /// <summary>Fields of the form.</summary>
    [Input(DisplayName = "表单字段", UIHint = "json-editor")]
    public Input<ImmutableArray<FormField>>? Form { get; set; }

    /// <summary>What was filled in.</summary>
    [Output(DisplayName = "表单内容")]
    public Output<JsonObject>? FormData { get; set; }

    /// <summary>What the person wrote.</summary>
    [Output(DisplayName = "办理意见")]
    public Output<string>? Opinion { get; set; }

    /// <summary>The outcome chosen.</summary>
    [Output(DisplayName = "办理结果")]
    public Output<string>? Outcome { get; set; }

    /// <summary>The id of the account that did it, for a later step's <see cref="HumanTaskActivity.NotBy"/>.</summary>
    [Output(DisplayName = "办理人")]
    public Output<string>? CompletedBy { get; set; }

    private protected override ImmutableArray<string> OutcomesOf(ActivityExecutionContext context) =>
        context.Get(Outcomes) is { IsDefaultOrEmpty: false } outcomes ? outcomes : DefaultOutcomes;

    private protected override ImmutableArray<FormField> FormOf(ActivityExecutionContext context) =>
        context.Get(Form) is { IsDefault: false } form ? form : [];

    private protected override void Accept(ActivityExecutionContext context, Completion completion)
    {
        context.Set(FormData, completion.Form);
        context.Set(Opinion, completion.Opinion);
        context.Set(Outcome, completion.Outcome);
        context.Set(CompletedBy, completion.By);
    }
}
