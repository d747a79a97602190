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

    /// <summary>An electric bicycle found at a seller in 渝北区, Chongqing; the producer named on it is in 江津区.</summary>
    public static JsonObject FoundInChongqing(string reportNumber = "CQ-2026-0001") => new()
    {
        ["city"] = "chongqing",
        ["reportNumber"] = reportNumber,
        ["source"] = "市级监督抽查",
        ["product"] = "电动自行车",
        ["category"] = "电动自行车",
        ["brand"] = "渝骑",
        ["model"] = "TDT-012Z/48V",
        ["batch"] = "20260412",
        ["conclusion"] = "不合格",
        ["severeDefect"] = false,
        ["failedItems"] = new JsonArray(new JsonObject
        {
            ["name"] = "整车质量",
            ["requirement"] = "GB 17761—2018 第6.1.4条：≤55kg",
            ["measured"] = "58.6kg",
        }),
        ["sampledParty"] = new JsonObject
        {
            ["name"] = "重庆渝北䶮达车业经营部",
            ["creditCode"] = "91110105MA01ABCD39",
            ["role"] = "销售者",
            ["address"] = "重庆市渝北区示例路112号",
            ["contact"] = "王堃",
            ["phone"] = "13800000000",
            ["email"] = "shop@example.test",
        },
        ["labelledProducer"] = new JsonObject
        {
            ["name"] = "重庆喆骑电动车有限公司",
            ["creditCode"] = "91350100M000100Y43",
            ["address"] = "重庆市江津区示例工业园3号",
            ["contact"] = "刘敏",
            ["phone"] = "13900000000",
            ["email"] = "plant@example.test",
        },
        ["placeOfProduction"] = "江津区",
        ["placeOfRegistration"] = "渝北区",
        ["inspectionBody"] = "重庆市计量质量检测研究院",
        ["sampledOn"] = "2026-08-18",
        ["issuedOn"] = "2026-09-10",
    };

    /// <summary>The same, sampled at a producer: nobody else is to be told.</summary>
    public static JsonObject ProducedInChongqing(string reportNumber = "CQ-2026-0001")
    {
        var report = FoundInChongqing(reportNumber);
        report.Remove("labelledProducer");
        report["sampledParty"]!["role"] = "生产者";
        return report;
    }

    /// <summary>A child seat of a producer in 浦东新区, Shanghai; what failed endangers people.</summary>
    public static JsonObject ProducedInShanghai(string reportNumber = "SH-2026-0001") => new()
    {
        ["city"] = "shanghai",
        ["reportNumber"] = reportNumber,
        ["source"] = "市级监督抽查",
        ["product"] = "儿童安全座椅",
        ["category"] = "儿童用品",
        ["brand"] = "沪童",
        ["model"] = "HT-360",
        ["batch"] = "20260308",
        ["conclusion"] = "不合格",
        ["severeDefect"] = true,
        ["failedItems"] = new JsonArray(new JsonObject
        {
            ["name"] = "动态试验",
            ["requirement"] = "GB 27887—2011 第5.1.3条：假人头部位移≤550mm",
            ["measured"] = "612mm",
        }),
        ["sampledParty"] = new JsonObject
        {
            ["name"] = "上海䶮童汽车用品有限公司",
            ["creditCode"] = "91310115MA1K4ABCXY",
            ["role"] = "生产者",
            ["address"] = "上海市浦东新区示例路218号",
            ["contact"] = "顾敏",
            ["phone"] = "13800000000",
            ["email"] = "office@example.test",
        },
        ["placeOfProduction"] = "浦东新区",
        ["placeOfRegistration"] = "浦东新区",
        ["inspectionBody"] = "上海市质量监督检验技术研究院",
        ["sampledOn"] = "2026-08-18",
        ["issuedOn"] = "2026-09-10",
    };
}
