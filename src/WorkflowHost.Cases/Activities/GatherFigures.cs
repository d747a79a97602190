using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Cases.Figures;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Cases.Activities;

/// <summary>归集数据: gathers figures from the cases of a period. They are read once and kept with the instance.</summary>
[Activity("PostInspection", "GatherFigures", Category = "专项工作", DisplayName = "归集数据", Description = "从期间内的案件和企业记录归集名单、覆盖率、不合格率和排名，或者查阅专家库")]
public sealed class GatherFigures : Activity
{
    /// <summary>A <see cref="FigureKind"/>.</summary>
    [Input(DisplayName = "数据种类", UIHint = "dropdown", Options = ["Announcement=公告名单", "Coverage=覆盖率", "Tracking=跟踪抽查名单", "Rates=品类不合格率", "Districts=区局排名", "InspectionBodies=检验机构指标", "Experts=专家库"], Required = true)]
    public Input<string>? Kind { get; set; }

    /// <summary>What <see cref="BeginWork"/> handed out; its city and period count.</summary>
    [Input(DisplayName = "工作", UIHint = "expression-editor", Required = true)]
    public Input<JsonObject>? Work { get; set; }

    /// <summary>From which rate in percent a category counts as high; 10 when empty.</summary>
    [Input(DisplayName = "不合格率阈值（%）")]
    public Input<double>? Threshold { get; set; }

    /// <summary>With fewer results a category does not count as high; 5 when empty.</summary>
    [Input(DisplayName = "最少批次")]
    public Input<int>? Minimum { get; set; }

    /// <summary>The figures; members by kind in <c>docs/procedures.md</c>.</summary>
    [Output(DisplayName = "数据")]
    public Output<JsonObject>? Figures { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        if (!Enum.TryParse<FigureKind>(context.Get(Kind), out var kind))
        {
            throw new WorkflowFaultException("figure-kind", $"没有“{context.Get(Kind)}”这种数据。");
        }

        var work = context.Get(Work) ?? [];
        var request = new FigureRequest(
            kind, work["city"]?.ToString() ?? "", Day(work, "from"), Day(work, "until"),
            context.Get(Threshold) is var threshold and > 0 ? (decimal)threshold : 10, context.Get(Minimum) is var minimum and > 0 ? minimum : 5);
        var bookmark = context.CreateBookmark(
            callback: OnGatheredAsync, metadata: ImmutableDictionary<string, string>.Empty.Add(BookmarkMetadata.Title, "正在归集数据"));
        context.AddEffect(new Enqueue(
            string.Create(CultureInfo.InvariantCulture, $"{context.Id}/{context.Attempts}"), FigureMessage.Kind, FigureMessage.Write(request), bookmark.Id));
    }

    private static DateOnly Day(JsonObject work, string member) =>
        DateOnly.TryParseExact(work[member]?.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new WorkflowFaultException("period-missing", "没有工作期间，请先经“确定工作期间”。");

    private ValueTask OnGatheredAsync(ActivityExecutionContext context)
    {
        if (context.GetWorkflowInput("delivered")?.GetValue<bool>() is not true)
        {
            throw new WorkflowFaultException("figures-missing", context.GetWorkflowInput("response")?.GetValue<string>() ?? "数据未能归集。");
        }

        context.Set(Figures, context.GetWorkflowInput(FigureMessage.Figures) as JsonObject);
        return context.CompleteActivityAsync();
    }
}
