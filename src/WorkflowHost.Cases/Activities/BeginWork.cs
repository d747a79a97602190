using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Cases.Activities;

/// <summary>
/// 确定工作期间: what work that is no single report's case begins with. Hands out the period and the city's bureaus, and lets the
/// instance correlate what belongs to it by its own id.
/// </summary>
[Activity("PostInspection", "BeginWork", Category = "专项工作", DisplayName = "确定工作期间", Description = "不属于某一检验报告的工作由此开始：给出期间和本市各单位")]
public sealed class BeginWork : CodeActivity
{
    private const string Quarter = "Quarter";
    private const string Year = "Year";

    /// <summary>City key.</summary>
    [Input(DisplayName = "城市", UIHint = "dropdown", Options = ["beijing=北京", "chongqing=重庆", "shanghai=上海"], Required = true)]
    public Input<string>? City { get; set; }

    /// <summary>Quarter or Year; the day of the start when empty.</summary>
    [Input(DisplayName = "期间", UIHint = "dropdown", Options = ["Quarter=季度", "Year=年度"])]
    public Input<string>? Period { get; set; }

    /// <summary>How many periods ago; 1 is the last full one, 0 the current one.</summary>
    [Input(DisplayName = "之前第几个期间")]
    public Input<int>? Ago { get; set; }

    /// <summary>The day, in China, from which periods are counted; today when empty.</summary>
    [Input(DisplayName = "推算期间的日期")]
    public Input<DateOnly?>? Day { get; set; }

    /// <summary>See <c>docs/procedures.md</c>.</summary>
    [Output(DisplayName = "工作")]
    public Output<JsonObject>? Work { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var city = context.Get(City) ?? "";
        var bureaus = context.GetRequiredService<IBureauDirectory>().All.Where(bureau => bureau.City == city).ToList();
        var municipal = bureaus.Find(bureau => bureau.Kind is BureauKind.Municipal)
            ?? throw new WorkflowFaultException("city-unknown", $"城市“{city}”没有登记市局，不能开展工作。");
        var today = ChinaTime.DateOf(context.Now);
        var (from, until, label) = PeriodOf(context.Get(Period) ?? "", context.Get(Ago), context.Get(Day) ?? today);
        if (context.WorkflowExecutionContext.CorrelationId.Length == 0)
        {
            context.WorkflowExecutionContext.CorrelationId = context.WorkflowExecutionContext.Id;
        }

        context.Set(Work, new JsonObject
        {
            ["city"] = city,
            ["today"] = Text(today),
            ["from"] = Text(from),
            ["until"] = Text(until),
            ["next"] = Text(until.AddDays(1)),
            ["label"] = label,
            ["year"] = from.Year,
            ["municipalBureau"] = municipal.Id,
            ["districts"] = new JsonArray([.. bureaus.Where(bureau => bureau.Kind is BureauKind.District)
                .OrderBy(bureau => bureau.Id, StringComparer.Ordinal).Select(bureau => (JsonNode)bureau.Id)]),
            ["bureaus"] = new JsonObject(bureaus.Select(bureau => KeyValuePair.Create(bureau.Id, (JsonNode?)new JsonObject
            {
                ["name"] = bureau.Name,
                ["region"] = bureau.Region,
                ["address"] = bureau.Address,
                ["phone"] = bureau.Phone,
            }))),
        });
    }

    private static (DateOnly From, DateOnly Until, string Label) PeriodOf(string period, int ago, DateOnly today)
    {
        switch (period)
        {
            case Quarter:
                var quarter = new DateOnly(today.Year, (((today.Month - 1) / 3) * 3) + 1, 1).AddMonths(-3 * ago);
                return (quarter, quarter.AddMonths(3).AddDays(-1), string.Create(CultureInfo.InvariantCulture, $"{quarter.Year}年第{"一二三四"[(quarter.Month - 1) / 3]}季度"));
            case Year:
                var year = today.Year - ago;
                return (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), string.Create(CultureInfo.InvariantCulture, $"{year}年度"));
            default:
                return (today, today, string.Create(CultureInfo.InvariantCulture, $"{today.Year}年{today.Month}月{today.Day}日"));
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
