using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Regulations.Checking;
using Xunit;

namespace WorkflowHost.Scenarios.Tests.Checking;

public sealed class Checking_a_procedure
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    /// <summary>The steps that decide on an objection in time, and on a late one.</summary>
    private static readonly string[] DecideOnObjection = ["decideObjection", "decideLate"];

    public static TheoryData<string> Shipped => [.. Stage.Shipped.Select(definition => definition.DefinitionId)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_procedure_has_no_error(string definitionId)
    {
        var report = Check(Stage.Shipped.Single(definition => definition.DefinitionId == definitionId), [.. Stage.Shipped]);

        report.Errors.Select(finding => finding.Message).ShouldBeEmpty();
        report.Findings.ShouldNotContain(finding => finding.Code == "runs-too-many");
    }

    [Fact]
    public void Finds_the_way_around_the_approval_of_an_assessment_that_can_be_gathered_again()
    {
        // given the shipped assessment, sent back and then ended instead of mended
        var json = JsonNode.Parse(DefinitionWriter.Write(Find("shanghai-assessment")!))!;
        var back = json["root"]!["connections"]!.AsArray().Single(connection => connection!["source"]!["port"]?.ToString() == "重新提交")!;
        back["target"]!["activity"] = "end";

        // then
        Check(Stage.Require(DefinitionReader.Read(json.ToJsonString())), [.. Stage.Shipped]).Errors.Select(finding => $"{finding.Code} {finding.Obligation}")
            .ShouldBe(["obligation-skipped SH-4.3a", "obligation-skipped SH-4.3b"]);
    }

    [Fact]
    public void Says_what_the_kind_owes_and_which_steps_carry_it()
    {
        var report = Check(Beijing(), [.. Stage.Shipped]);

        report.Owed.ShouldBe(
        [
            "BJ-4b", "BJ-6", "BJ-7", "BJ-8", "BJ-9", "BJ-10", "BJ-11", "BJ-12", "BJ-13", "BJ-14a", "BJ-14b", "BJ-14c", "BJ-15a", "BJ-15b", "BJ-15c",
            "BJ-16", "BJ-17a", "BJ-17b", "BJ-17c", "BJ-18", "BJ-19", "BJ-20a", "BJ-20b", "BJ-20c", "BJ-20d", "BJ-20e", "BJ-21a", "BJ-21b",
        ]);
        report.Discharged["BJ-6"].ShouldBe(["送达检验结果"]);
        report.Carried["BJ-18"].ShouldContain("逾期处置");
        report.Discharged["BJ-18"].ShouldBe(["开具强制复查委托书"]);
    }

    [Fact]
    public void Finds_a_limit_that_is_longer_than_the_law_s() => Broken("serveNotices", step => Input(step, "limitValue", "6")).ShouldBe(
    [
        "limit-longer 送达检验结果 BJ-6 步骤“送达检验结果”的期限6个工作日，长于法定的5个工作日（BJ-6，《北京市产品质量监督抽查后处理工作规定（试行）》第六条）。",
    ]);

    [Fact]
    public void Finds_somebody_else_s_time_cut_short() => Broken("objectionPeriod", step => Input(step, "limitValue", "14")).ShouldHaveSingleItem()
        .ShouldContain("步骤“等待异议期届满”的期限14日，短于法定的15日（这是当事人的期限，不能缩短）");

    [Fact]
    public void Finds_working_days_where_the_law_counts_days() =>
        Broken("rectification", step => Input(step, "limitUnit", "WorkingDay")).ShouldHaveSingleItem()
            .ShouldStartWith("limit-longer 等待整改期届满 BJ-14a 步骤“等待整改期届满”的期限30个工作日");

    [Fact]
    public void Finds_that_nobody_counts_a_limit() => Broken(DecideOnObjection, step => step.Remove("limitValue")).ShouldHaveSingleItem()
        .ShouldStartWith("limit-missing  BJ-8 没有步骤计算 BJ-8（《北京市产品质量监督抽查后处理工作规定（试行）》第八条）期限：3个工作日。");

    [Fact]
    public void Finds_a_document_that_no_step_makes() => Broken("sampleNotice", step => Input(step, "title", "别的通知书", "name", "别的")).ShouldHaveSingleItem()
        .ShouldStartWith("document-missing  BJ-6 没有步骤生成《工业产品质量监督抽查/复查不合格样品处理通知书》");

    [Fact]
    public void Does_not_take_the_receipt_of_a_document_for_the_document() => Broken("order", step => Input(step, "title", "别的通知书", "name", "别的")).ShouldHaveSingleItem()
        .ShouldStartWith("document-missing  BJ-14a 没有步骤生成《工业产品质量监督抽查责令整改通知书》");

    [Fact]
    public void Finds_a_role_that_does_not_exist() =>
        Broken("approveOrder", step => Input(step, "role", "Mayor")).ShouldBe(["role-unknown 审批责令整改通知书  步骤“审批责令整改通知书”由“Mayor”办理，没有这个角色。"]);

    [Fact]
    public void Warns_of_a_role_that_nobody_holds() => Stage.Get<ProcedureChecker>()
        .Check(Beijing(), Find, Today, (_, role) => role != "Approver").Findings
        .ShouldContain(finding => finding.Code == "role-unheld" && finding.Severity == FindingSeverity.Warning && finding.Step == "审批责令整改通知书");

    [Fact]
    public void Finds_an_id_that_the_catalogue_does_not_have() =>
        Broken("close", step => step["customProperties"]!["obligations"] = new JsonArray("BJ-99")).ShouldHaveSingleItem()
            .ShouldBe("obligation-unknown 案件办结  步骤“案件办结”写了 BJ-99，法规目录中没有这个编号。");

    [Fact]
    public void Finds_that_a_kind_s_obligation_is_carried_by_no_step() => Check(
            new Drawing("p").Kind("chongqing", "sampling").Document("办", "抽样监督记录", """ "obligations": ["CQ-2d"] """).Draw()).Errors
        .ShouldHaveSingleItem().Message.ShouldStartWith("没有步骤履行 CQ-2a（《重庆市市场监督管理局办公室关于进一步做好产品质量监督抽查工作的通知》第二部分：");

    [Fact]
    public void Finds_the_way_around_an_obligation_and_shows_it() =>
        Broken("confirmObjection", step => ((JsonObject)step["customProperties"]!).Remove("exempts")).First()
            .ShouldMatch("^obligation-skipped  BJ-8 有一条从开始到结束的路径没有履行 BJ-8.*例如：“接收报告和文书材料”→ 接收");

    [Fact]
    public void Asks_of_a_workflow_without_a_city_not_who_holds_its_roles_there() => Stage.Get<ProcedureChecker>()
        .Check(Find("common-service")!, Find, Today, (_, _) => false).Findings.ShouldBeEmpty();

    [Fact]
    public void Finds_a_kind_that_the_regulation_does_not_have() => Check(new Drawing("p").Kind("beijing", "party").Step("一").Draw()).Errors
        .ShouldHaveSingleItem().Message.ShouldContain("流程种类“party”不在“beijing”的法规目录中");

    [Fact]
    public void Finds_what_each_of_several_kinds_owes() => Check(
            new Drawing("p").Kinds("chongqing", "sampling", "sampling-lead").Document("办", "抽样监督记录", """ "obligations": ["CQ-2d"] """).Draw())
        .Errors.Where(finding => finding.Code == "obligation-missing").Select(finding => finding.Obligation).ShouldBe(["CQ-2a", "CQ-2b", "CQ-2c"]);

    [Fact]
    public void Finds_a_document_that_only_a_step_of_another_obligation_makes() => Check(
            new Drawing("p").Kind("chongqing", "sampling").Document("记", "抽样监督记录", """ "obligations": ["CQ-2a"] """)
                .Task("办", law: """ "obligations": ["CQ-2d"] """).Arrows("记 → 办").Draw())
        .Errors.ShouldContain(finding => finding.Code == "document-missing" && finding.Obligation == "CQ-2d");

    [Fact]
    public void Warns_of_a_limit_that_a_script_gives() => Check(new Drawing("p")
        .With("送达", "PostInspection.RecordService", """ "obligations": ["BJ-6"] """, ("limitValue", "=getInput('days')"), ("limitUnit", "WorkingDay")).Draw()).Findings
        .ShouldHaveSingleItem().Code.ShouldBe("limit-unknown");

    [Theory]
    [InlineData("=6")]
    [InlineData("=getInput('urgent') ? 1 : 6")]
    public void Finds_a_longer_limit_that_a_script_writes_out(string script) => Check(Served(script)).Errors.ShouldHaveSingleItem().Message
        .ShouldContain("的期限6个工作日，长于法定的5个工作日");

    [Fact]
    public void Lets_a_script_choose_between_limits_that_the_law_allows() => Check(Served("=getInput('urgent') ? 1 : 5")).Findings.ShouldBeEmpty();

    [Fact]
    public void A_limit_that_only_a_run_tells_does_not_stand_for_the_law_s() =>
        Broken(DecideOnObjection, step => step["limitValue"]!["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "getInput('case').days" })
            .ShouldHaveSingleItem().ShouldStartWith("limit-missing  BJ-8 没有步骤计算 BJ-8");

    [Theory]
    [InlineData("getInput('urgent')", 1)]
    [InlineData("getInput('other')", 2)]
    public void Takes_two_scripts_to_choose_together_only_when_they_choose_by_the_same(string condition, int errors) =>
        Check(Served("=getInput('urgent') ? 5 : 1", $"={condition} ? 'WorkingDay' : 'Month'")).Errors.Count(finding => finding.Code == "limit-longer").ShouldBe(errors);

    private static WorkflowDefinition Served(string limit, string unit = "WorkingDay") => new Drawing("p")
        .With("送达", "PostInspection.RecordService", """ "obligations": ["BJ-6"] """, ("limitValue", limit), ("limitUnit", unit)).Draw();

    private static WorkflowDefinition Beijing() => Stage.Shipped.Single(definition => definition.DefinitionId == "beijing-unqualified-result");

    private static CheckReport Check(WorkflowDefinition definition, params WorkflowDefinition[] others) => Stage.Get<ProcedureChecker>()
        .Check(definition, id => others.FirstOrDefault(other => other.DefinitionId == id), Today);

    private static WorkflowDefinition? Find(string definitionId) => Stage.Shipped.FirstOrDefault(definition => definition.DefinitionId == definitionId);

    /// <summary>The errors of Beijing's procedure with one step of it, or of one that it uses, changed: code, step, obligation, message.</summary>
    private static string[] Broken(string activityId, Action<JsonObject> change) => Broken([activityId], change);

    private static string[] Broken(string[] activityIds, Action<JsonObject> change)
    {
        var owner = new[] { "unqualified-result", "notices", "handling", "objection", "rectification" }.Select(name => Find($"beijing-{name}")!)
            .First(definition => definition.Root.Activities.Any(step => step.Id == activityIds[0]));
        var json = JsonNode.Parse(DefinitionWriter.Write(owner))!;
        foreach (var activityId in activityIds)
        {
            change(json["root"]!["activities"]!.AsArray().Single(step => step!["id"]!.ToString() == activityId)!.AsObject());
        }

        var changed = Stage.Require(DefinitionReader.Read(json.ToJsonString()));
        WorkflowDefinition[] all = [.. Stage.Shipped.Select(definition => definition.DefinitionId == owner.DefinitionId ? changed : definition)];
        return [.. Check(all.Single(definition => definition.DefinitionId == "beijing-unqualified-result"), all).Errors
            .Select(finding => $"{finding.Code} {finding.Step} {finding.Obligation} {finding.Message}")];
    }

    private static void Input(JsonObject step, string name, string value, string? also = null, string? text = null)
    {
        step[name]!["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value };
        if (also is not null)
        {
            step["metadata"]!["displayText"] = text;
        }
    }
}
