using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Access;
using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using Xunit;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Access;

public sealed class Who_sees_what
{
    private const string Scan = "aa";
    private static readonly Bureau City = new("bj", "北京市局", BureauKind.Municipal, "beijing", "北京市", "京", "", "", "");
    private static readonly Bureau Haidian = City with { Id = "bj-haidian", Kind = BureauKind.District };
    private static readonly Bureau Chaoyang = City with { Id = "bj-chaoyang", Kind = BureauKind.District };
    private static readonly Bureau Shanghai = City with { Id = "sh", City = "shanghai" };

    [Fact]
    public void A_case_is_seen_by_its_city_and_by_the_district_that_handles_it()
    {
        var subject = CaseOf(Haidian);

        Seers(scope => scope.Covers(subject)).ShouldBe(["bj", "bj-haidian"]);
        Seers(scope => scope.Covers(SummaryOf(subject))).ShouldBe(["bj", "bj-haidian"]);
    }

    [Fact]
    public void Nobody_sees_anything_once_the_bureau_is_gone()
    {
        var nobody = Scope(null, Roles.Administrator);

        nobody.Covers(CaseOf(Haidian)).ShouldBeFalse();
        nobody.Covers(TaskOf(Haidian) with { BureauId = "" }, null).ShouldBeFalse();
        nobody.WithoutCase.ShouldBeFalse();
    }

    [Fact]
    public void Only_administrators_see_what_belongs_to_no_case()
    {
        Scope(City, Roles.Administrator).WithoutCase.ShouldBeTrue();
        Scope(City, Roles.Supervisor).WithoutCase.ShouldBeFalse();
    }

    [Fact]
    public void A_task_is_also_seen_by_the_bureau_that_does_it()
    {
        Seers(scope => scope.Covers(TaskOf(Chaoyang), CaseOf(Haidian))).ShouldBe(["bj", "bj-haidian", "bj-chaoyang"]);
        Seers(scope => scope.Covers(TaskOf(Chaoyang), null)).ShouldBe(["bj-chaoyang"]);
    }

    [Fact]
    public void A_document_is_also_seen_by_its_issuer_and_by_the_bureau_with_a_task_to_be_done_with_it()
    {
        var document = new IssuedDocument(
            "d1", "c1", "i1", "bj", "t", "清单", "1号", default, [], DocumentState.Issued, "h", "t", default);

        Seers(scope => scope.Covers(document, CaseOf(Haidian), [TaskOf(Chaoyang)])).ShouldBe(["bj", "bj-haidian"]);
        Seers(scope => scope.Covers(document, CaseOf(Haidian), [TaskOf(Chaoyang) with { Documents = ["d1"] }]))
            .ShouldBe(["bj", "bj-haidian", "bj-chaoyang"]);
        Seers(scope => scope.Covers(document with { BureauId = "sh" }, null, [])).ShouldBe(["sh"]);
    }

    [Fact]
    public void A_file_is_also_seen_by_the_bureau_whose_task_it_was_handed_in_with()
    {
        var form = new JsonObject { ["proofFile"] = new JsonObject { ["hash"] = Scan, ["name"] = "回证.pdf" } };
        var done = TaskOf(Chaoyang) with { Completion = new Completion("已送达", "", form, "li", default) };

        done.FileNamed(Scan).ShouldBe("回证.pdf");
        done.FileNamed("bb").ShouldBeNull();
        Seers(scope => scope.CoversFile(Scan, CaseOf(Haidian), [done])).ShouldBe(["bj", "bj-haidian", "bj-chaoyang"]);
        Seers(scope => scope.CoversFile("bb", CaseOf(Haidian), [done])).ShouldBe(["bj", "bj-haidian"]);
    }

    private static IEnumerable<string> Seers(Func<CaseScope, bool> sees) =>
        new[] { City, Haidian, Chaoyang, Shanghai }.Where(bureau => sees(Scope(bureau, Roles.CaseOfficer))).Select(bureau => bureau.Id);

    private static CaseScope Scope(Bureau? bureau, string role) =>
        CaseScope.Of(new Account("a1", "li", "李雷", bureau?.Id ?? "gone", [role], "", 0, null), bureau);

    private static Case CaseOf(Bureau handling) => new(
        "c1", "京抽案〔2026〕1号", "beijing", CaseState.InProgress, null!, new DateOnly(2026, 10, 9), handling.Id, "i1", "", default, null, "");

    private static CaseSummary SummaryOf(Case subject) => new(
        subject.Id, subject.Number, subject.City, subject.State, "R1", "电热水壶", "甲", subject.HandlingBureauId, subject.ReceivedOn, false);

    private static HumanTask TaskOf(Bureau bureau) => new()
    {
        Id = "t1",
        InstanceId = "i1",
        BookmarkId = "b1",
        CaseId = "c1",
        Title = "送达",
        Instructions = "",
        Role = Roles.CaseOfficer,
        BureauId = bureau.Id,
        Form = [],
        Outcomes = ["已送达"],
        Obligations = [],
        Documents = [],
        CreatedAt = default,
    };
}
