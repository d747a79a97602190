using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Documents.Activities;

/// <summary>生成文书: takes a document number in the turn's transaction, has the document typeset, and goes on when it is there.</summary>
[Activity(
    "PostInspection", "GenerateDocument", Category = "文书", DisplayName = "生成文书", Description = "按模板生成 PDF 文书，文号在同一事务中取得")]
public sealed class GenerateDocument : Activity
{
    /// <summary>Path under <c>workflows/documents</c> without extension.</summary>
    [Input(DisplayName = "文书模板", UIHint = "dropdown", Required = true)]
    public Input<string>? Template { get; set; }

    /// <summary>What people call it; the step's name when empty.</summary>
    [Input(DisplayName = "文书名称")]
    public Input<string>? Title { get; set; }

    /// <summary>The issuing bureau's id.</summary>
    [Input(DisplayName = "发文单位", Required = true)]
    public Input<string>? Bureau { get; set; }

    /// <summary>What the template shows.</summary>
    [Input(DisplayName = "文书内容", UIHint = "expression-editor", Required = true)]
    public Input<JsonObject>? Data { get; set; }

    /// <summary>Id of the document.</summary>
    [Output(DisplayName = "文书编号")]
    public Output<string>? DocumentId { get; set; }

    /// <summary>Its 文号.</summary>
    [Output(DisplayName = "文号")]
    public Output<string>? Number { get; set; }

    /// <summary>The day on it, in China: <c>yyyy-MM-dd</c>.</summary>
    [Output(DisplayName = "成文日期")]
    public Output<string>? Date { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var bureauId = context.Get(Bureau) ?? "";
        var bureau = context.GetRequiredService<IBureauDirectory>().Find(bureauId)
            ?? throw new WorkflowFaultException("bureau-unknown", $"没有单位“{bureauId}”，不能发文。");
        var template = context.Get(Template) is { Length: > 0 } path
            ? path
            : throw new WorkflowFaultException("template-missing", "没有指定文书模板。");
        var title = context.Get(Title) is { Length: > 0 } name ? name : DisplayName;
        var date = ChinaTime.DateOf(context.Now);
        var bookmark = context.CreateBookmark(
            callback: OnRenderedAsync,
            metadata: ImmutableDictionary<string, string>.Empty.Add(BookmarkMetadata.Title, $"正在生成《{title}》"));
        context.AddEffect(new RequestDocument(
            context.Id,
            string.Create(CultureInfo.InvariantCulture, $"{context.Id}/{context.Attempts}"),
            context.WorkflowExecutionContext.CorrelationId,
            bureau.Id,
            bureau.DocumentCode,
            template,
            title,
            date,
            (context.Get(Data) ?? []).DeepClone().AsObject(),
            bookmark.Id));
        context.Set(Date, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private ValueTask OnRenderedAsync(ActivityExecutionContext context)
    {
        if (context.GetWorkflowInput("delivered")?.GetValue<bool>() is not true)
        {
            throw new WorkflowFaultException(
                "document-refused", context.GetWorkflowInput("response")?.GetValue<string>() ?? "文书未能生成。");
        }

        var number = context.GetWorkflowInput(DocumentMessage.Number)?.GetValue<string>() ?? "";
        context.AddExecutionLogEntry("DocumentIssued", number, new JsonObject { ["documentId"] = context.Id });
        context.Set(DocumentId, context.Id);
        context.Set(Number, number);
        return context.CompleteActivityAsync();
    }
}
