using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Cases.Activities;

/// <summary>登记企业行为: writes into an enterprise's history what announcements, ranking and tracking lists are gathered from.</summary>
[Activity("PostInspection", "RecordConduct", Category = "案件", DisplayName = "登记企业行为", Description = "把企业的行为或处理结果记入企业记录，供公告名单、跟踪名单和考核归集")]
public sealed class RecordConduct : CodeActivity
{
    /// <summary>Words of <see cref="ConductWords"/>; an empty list writes nothing.</summary>
    [Input(DisplayName = "行为", UIHint = "expression-editor", Required = true)]
    public Input<JsonNode>? Conducts { get; set; }

    /// <summary>Whose: <c>getInput('case').enterprise</c>, an object with the same members, or a list of such.</summary>
    [Input(DisplayName = "企业", UIHint = "expression-editor", Required = true)]
    public Input<JsonNode>? Enterprise { get; set; }

    /// <summary>What else there is to say.</summary>
    [Input(DisplayName = "说明")]
    public Input<string>? Detail { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var words = ListOf(context.Get(Conducts)).Select(word => word?.ToString() ?? "").Where(word => word.Length > 0).Distinct(StringComparer.Ordinal);
        var enterprises = ListOf(context.Get(Enterprise) ?? new JsonObject()).Select(one => one as JsonObject ?? []).ToList();
        foreach (var (place, (word, enterprise)) in words.SelectMany(word => enterprises, (word, enterprise) => (word, enterprise)).Index())
        {
            Record(context, place, word, enterprise);
        }
    }

    private static IEnumerable<JsonNode?> ListOf(JsonNode? value) => value as JsonArray ?? (value is null ? [] : (IEnumerable<JsonNode?>)[value]);

    private void Record(ActivityExecutionContext context, int place, string word, JsonObject enterprise)
    {
        var conduct = ConductWords.Read(word) ?? throw new WorkflowFaultException(
            "conduct-unknown", $"没有“{word}”这种行为，可用的：{string.Join('、', ConductWords.All)}。");
        var name = Text("name") is { Length: > 0 } given ? given : throw new WorkflowFaultException("enterprise-missing", "没有指定企业名称。");
        context.AddEffect(new KeepEnterpriseRecord(new EnterpriseRecord(
            string.Create(CultureInfo.InvariantCulture, $"{context.Id}/{place}"), Text("city"), Text("caseId"), Text("creditCode"), name,
            Enum.TryParse<PartyRole>(Text("role"), out var role) ? role : PartyRole.Producer, conduct, ChinaTime.DateOf(context.Now))
        {
            Source = Enum.TryParse<CheckSource>(Text("source"), out var source) ? source : null,
            Category = Text("category"),
            Product = Text("product"),
            InspectionBody = Text("inspectionBody"),
            BureauId = Text("bureau"),
            Detail = context.Get(Detail) ?? "",
        }));
        context.AddExecutionLogEntry("ConductRecorded", $"{name}：{word}");

        string Text(string member) => enterprise[member]?.ToString() ?? "";
    }
}
