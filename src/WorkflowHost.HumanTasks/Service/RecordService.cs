using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.HumanTasks.Activities;

namespace WorkflowHost.HumanTasks.Service;

/// <summary>登记送达: waits until a case officer has served documents and recorded the 送达回证. Limits start at the recorded day.</summary>
[Activity(
    "PostInspection", "RecordService", Category = "送达", DisplayName = "登记送达", Description = "由经办人送达文书并登记送达回证，后续期限自送达之日起算")]
[FlowNode(ServedOutcome)]
public sealed class RecordService : HumanTaskActivity
{
    /// <summary>The one port.</summary>
    public const string ServedOutcome = "已送达";

    private static readonly ImmutableArray<FormField> Fields =
    [
        new() { Name = "method", Label = "送达方式", Type = FormFieldType.Choice, Required = true, Options = ["直接送达", "留置送达", "邮寄送达", "委托送达", "转交送达", "公告送达"] },
        new() { Name = "recipient", Label = "受送达人（签收人）", Required = true },
        new() { Name = "servedOn", Label = "送达日期", Type = FormFieldType.Date, Required = true, Help = "以送达回证上的签收日期为准，期限自次日起算" },
        new() { Name = "servers", Label = "送达人", Required = true, Help = "两名以上执法人员，用顿号分隔" },
        new() { Name = "place", Label = "送达地点", Required = true },
        new() { Name = "proof", Label = "送达证明", Type = FormFieldType.Multiline, Required = true, Help = "签收情况、见证人或邮件单号" },
        new() { Name = "proofFile", Label = "送达回证扫描件", Type = FormFieldType.File, Help = "PDF 或图片，最大 10 MB" },
    ];

    /// <summary>Who is to receive the documents; stands in the form at first.</summary>
    [Input(DisplayName = "受送达人")]
    public Input<string>? Recipient { get; set; }

    /// <summary>Where; stands in the form at first.</summary>
    [Input(DisplayName = "送达地点")]
    public Input<string>? Place { get; set; }

    /// <summary>The first day on which service is possible, in China: the day on the document. Any day when empty.</summary>
    [Input(DisplayName = "最早送达日期")]
    public Input<DateOnly?>? NotBefore { get; set; }

    /// <summary>What happened on that day, for the refusal: 检验结果通知书成文之日.</summary>
    [Input(DisplayName = "最早送达日期的由来")]
    public Input<string>? NotBeforeEvent { get; set; }

    /// <summary>The last day on which service counts, in China, inclusive; any day up to today when empty.</summary>
    [Input(DisplayName = "最晚送达日期")]
    public Input<DateOnly?>? NotAfter { get; set; }

    /// <summary>What happened on that day, for the refusal: 检验结果变更之日.</summary>
    [Input(DisplayName = "最晚送达日期的由来")]
    public Input<string>? NotAfterEvent { get; set; }

    /// <summary>The day on the receipt, in China: <c>yyyy-MM-dd</c>.</summary>
    [Output(DisplayName = "送达日期")]
    public Output<string>? ServedOn { get; set; }

    /// <summary>The receipt: method, recipient, servedOn, servers, place, proof, proofFile.</summary>
    [Output(DisplayName = "送达回证")]
    public Output<JsonObject>? Receipt { get; set; }

    private protected override ImmutableArray<string> OutcomesOf(ActivityExecutionContext context) => [ServedOutcome];

    private protected override ImmutableArray<FormField> FormOf(ActivityExecutionContext context) =>
        [.. Fields.Select(field => field.Name switch
        {
            "recipient" => field with { Default = context.Get(Recipient) ?? "" },
            "place" => field with { Default = context.Get(Place) ?? "" },
            "servedOn" => field with
            {
                NotBefore = context.Get(NotBefore),
                NotBeforeEvent = context.Get(NotBeforeEvent) ?? "",
                NotAfter = context.Get(NotAfter),
                NotAfterEvent = context.Get(NotAfterEvent) ?? "",
            },
            _ => field,
        })];

    private protected override void Accept(ActivityExecutionContext context, Completion completion)
    {
        var form = completion.Form;
        var servedOn = DateOnly.ParseExact(Text(form, "servedOn"), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var file = form["proofFile"] as JsonObject ?? [];
        context.AddEffect(new KeepServiceReceipt(new ServiceReceipt(
            context.Id,
            context.WorkflowExecutionContext.CorrelationId,
            context.WorkflowExecutionContext.Id,
            context.Get(Documents) is { IsDefault: false } documents ? documents : [],
            Text(form, "method"),
            Text(form, "recipient"),
            servedOn,
            Text(form, "place"),
            Text(form, "proof"),
            Text(file, "hash"),
            Text(file, "name"),
            completion.By,
            context.Now)));
        context.AddExecutionLogEntry(
            "Served", $"{servedOn:yyyy-MM-dd} {Text(form, "method")}，{Text(form, "recipient")}签收", form.DeepClone());
        context.Set(ServedOn, Text(form, "servedOn"));
        context.Set(Receipt, form);
    }

    private static string Text(JsonObject form, string name) => form[name]?.ToString() ?? "";
}
