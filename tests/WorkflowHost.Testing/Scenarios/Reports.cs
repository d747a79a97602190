using System.Text.Json.Nodes;

namespace WorkflowHost.Testing.Scenarios;

/// <summary>Spot-check reports for tests, valid unless a test spoils them.</summary>
public static class Reports
{
    /// <summary>An unqualified toy of a producer in 海淀区.</summary>
    public static JsonObject Unqualified(string reportNumber = "BJ-2026-0001") => new()
    {
        ["city"] = "beijing",
        ["reportNumber"] = reportNumber,
        ["source"] = "市级监督抽查",
        ["product"] = "儿童电动三轮车",
        ["category"] = "玩具",
        ["brand"] = "小白桦",
        ["model"] = "XBH-3T",
        ["batch"] = "20260512A",
        ["conclusion"] = "不合格",
        ["severeDefect"] = false,
        ["failedItems"] = new JsonArray(new JsonObject
        {
            ["name"] = "小零件",
            ["requirement"] = "GB 6675.2—2014 第4.4条：不应产生小零件",
            ["measured"] = "跌落试验后产生小零件",
        }),
        ["sampledParty"] = new JsonObject
        {
            ["name"] = "北京喆堃玩具有限公司",
            ["creditCode"] = "91350100M000100Y43",
            ["role"] = "生产者",
            ["address"] = "北京市海淀区示例路1号",
            ["contact"] = "王燚",
            ["phone"] = "13800000000",
            ["email"] = "office@example.test",
        },
        ["placeOfProduction"] = "海淀区",
        ["placeOfRegistration"] = "海淀区",
        ["inspectionBody"] = "北京市产品质量监督检验研究院",
        ["sampledOn"] = "2026-08-18",
        ["issuedOn"] = "2026-09-10",
    };

    /// <summary>The same toy, found at a seller in 朝阳区; the producer named on it is the one in 海淀区.</summary>
    public static JsonObject FoundAtSeller(string reportNumber = "BJ-2026-0001")
    {
        var report = Unqualified(reportNumber);
        var producer = report["sampledParty"]!.DeepClone().AsObject();
        producer.Remove("role");
        report["labelledProducer"] = producer;
        report["sampledParty"] = new JsonObject
        {
            ["name"] = "北京䶮和百货有限公司",
            ["creditCode"] = "91110105MA01ABCD39",
            ["role"] = "销售者",
            ["address"] = "北京市朝阳区示例街2号",
            ["contact"] = "刘敏",
            ["phone"] = "13900000000",
            ["email"] = "shop@example.test",
        };
        report["placeOfRegistration"] = "朝阳区";
        return report;
    }
}
