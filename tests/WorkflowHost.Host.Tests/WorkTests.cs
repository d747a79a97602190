using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class WorkTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Announcement = "/api/v1/work/beijing-announcement";

    [Fact]
    public async Task An_officer_starts_an_announcement_once_and_its_lists_are_gathered_for_the_experts()
    {
        // given
        var officer = await host.AsAsync("sj.jingban");

        // when
        var started = await officer.PostAsync(Announcement, new JsonObject { ["operationId"] = "w1" });
        var again = await officer.PostAsync(Announcement, new JsonObject { ["operationId"] = "w1" });

        // then
        started.Status.ShouldBe(HttpStatusCode.OK, started.Text);
        started.Json["repeated"]!.GetValue<bool>().ShouldBeFalse();
        again.Json["repeated"]!.GetValue<bool>().ShouldBeTrue();
        var first = await TaskAsync("确定公告类型");
        (await officer.PostAsync(
            $"/api/v1/tasks/{first["id"]}/complete",
            new JsonObject { ["operationId"] = "w2", ["expectedRevision"] = 1, ["outcome"] = "作定期公告", ["form"] = new JsonObject() })).Status.ShouldBe(HttpStatusCode.OK);
        var second = await TaskAsync("组织专家汇总分析");
        (await officer.GetAsync($"/api/v1/tasks/{second["id"]}")).Json["instructions"]!.GetValue<string>().ShouldContain("批次");
    }

    [Fact]
    public async Task Each_city_s_officers_are_offered_their_own_work_and_districts_none()
    {
        (await NamesAsync("sj.jingban")).ShouldBe(["北京：产品质量监督抽查信息发布", "北京：定期公告年度计划", "北京：监督抽查检验任务"]);
        (await NamesAsync("cqsj.jingban")).ShouldBe(["重庆：监督抽查抽样"]);
        (await NamesAsync("shsj.jingban")).Count.ShouldBe(4);
        (await NamesAsync("sj.shenpi")).ShouldBeEmpty();
        (await NamesAsync("hd.jingban")).ShouldBeEmpty();
        (await (await host.AsAsync("cqsj.jingban")).PostAsync(Announcement, new JsonObject { ["operationId"] = "w3" })).ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_start_without_an_operation_id_is_refused() =>
        (await (await host.AsAsync("sj.jingban")).PostAsync(Announcement, new JsonObject())).ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);

    private async Task<IReadOnlyList<string>> NamesAsync(string login) =>
        [.. (await (await host.AsAsync(login)).GetAsync("/api/v1/work")).Json.AsArray().Select(work => work!["name"]!.GetValue<string>())];

    private async Task<JsonNode> TaskAsync(string title)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(RunningHost.Patience);
        var officer = await host.AsAsync("sj.jingban");
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            if ((await officer.GetAsync("/api/v1/tasks?limit=200")).Items.FirstOrDefault(task => task["title"]!.GetValue<string>() == title) is { } found)
            {
                return found;
            }

            await Task.Yield();
        }
    }
}
