using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class TaskTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task A_task_stands_in_the_inbox_of_its_role_in_its_bureau_only()
    {
        var opened = await host.OpenCaseAsync("TA-INBOX");

        opened.HandOver["title"]!.GetValue<string>().ShouldBe("汇总整理并转交");
        foreach (var login in new[] { "sj.shenhe", "sj.shenpi", "sj.jiandu", "hd.jingban", "cy.jingban" })
        {
            (await host.InboxAsync(login, opened.CaseId)).ShouldBeEmpty(login);
        }
    }

    [Fact]
    public async Task Completing_hands_the_case_to_the_chosen_bureau()
    {
        var opened = await host.OpenCaseAsync("TA-COMPLETE");

        var done = await CompleteAsync("sj.jingban", opened, OpenedCase.Completion("ta-complete"));

        done.Status.ShouldBe(HttpStatusCode.OK, done.Text);
        done.Json["answer"]!.GetValue<string>().ShouldBe("“汇总整理并转交”已办理：转交");
        done.Json["repeated"]!.GetValue<bool>().ShouldBeFalse();
        (await host.InboxAsync("sj.jingban", opened.CaseId)).ShouldBeEmpty();
        (await ArrivedAsync("hd.jingban", opened)).ShouldHaveSingleItem();
        (await host.InboxAsync("cy.jingban", opened.CaseId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sending_the_same_operation_again_gets_the_first_answer_and_does_nothing()
    {
        var opened = await host.OpenCaseAsync("TA-REPEAT");
        var first = await CompleteAsync("sj.jingban", opened, OpenedCase.Completion("ta-repeat"));
        var before = await HistoryAsync(opened);

        var second = await CompleteAsync("sj.jingban", opened, OpenedCase.Completion("ta-repeat"));

        second.Status.ShouldBe(HttpStatusCode.OK, second.Text);
        second.Json["repeated"]!.GetValue<bool>().ShouldBeTrue();
        second.Json["answer"]!.GetValue<string>().ShouldBe(first.Json["answer"]!.GetValue<string>());
        (await HistoryAsync(opened)).ShouldBe(before);
    }

    [Fact]
    public async Task An_operation_of_one_task_is_none_of_another()
    {
        var one = await host.OpenCaseAsync("TA-ONE");
        var other = await host.OpenCaseAsync("TA-OTHER");
        await CompleteAsync("sj.jingban", one, OpenedCase.Completion("ta-same"));

        var done = await CompleteAsync("sj.jingban", other, OpenedCase.Completion("ta-same"));

        done.Json["repeated"]!.GetValue<bool>().ShouldBeFalse();
        (await host.InboxAsync("sj.jingban", other.CaseId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_at_once_with_one_operation_complete_the_task_once()
    {
        var opened = await host.OpenCaseAsync("TA-RACE");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => CompleteAsync("sj.jingban", opened, OpenedCase.Completion("ta-race"))));

        answers.Select(answer => answer.Status).ShouldAllBe(status => status == HttpStatusCode.OK);
        answers.Count(answer => !answer.Json["repeated"]!.GetValue<bool>()).ShouldBe(1);
        (await ArrivedAsync("hd.jingban", opened)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_comes_second_is_told_who_was_first()
    {
        var opened = await host.OpenCaseAsync("TA-SECOND");
        await CompleteAsync("sj.jingban", opened, OpenedCase.Completion("ta-first"));

        await NothingChangesAsync(opened, async () =>
            (await CompleteAsync("sj.jingban", opened, OpenedCase.Completion("ta-second", "bj-chaoyang")))
                .ShouldBeRefusedWith(HttpStatusCode.Conflict).ShouldBe("该待办已由方㛃办理（转交），您的提交没有生效。"));
    }

    [Fact]
    public async Task A_revision_that_was_not_read_is_refused()
    {
        var opened = await host.OpenCaseAsync("TA-REVISION");
        var command = OpenedCase.Completion("ta-revision");
        command["expectedRevision"] = 2;

        await NothingChangesAsync(opened, async () =>
            (await CompleteAsync("sj.jingban", opened, command)).ShouldBeRefusedWith(HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("hd.jingban")]
    [InlineData("sj.shenpi")]
    [InlineData("cy.jingban")]
    public async Task Another_bureau_or_role_may_not_complete(string login)
    {
        var opened = await host.OpenCaseAsync($"TA-OTHER-{login}");

        await NothingChangesAsync(opened, async () =>
            (await CompleteAsync(login, opened, OpenedCase.Completion($"ta-other-{login}")))
                .ShouldBeRefusedWith(HttpStatusCode.Forbidden).ShouldContain("北京市市场监督管理局"));
    }

    [Fact]
    public async Task A_wrong_outcome_and_missing_and_unknown_fields_are_named_at_once()
    {
        var opened = await host.OpenCaseAsync("TA-FIELDS");
        var command = OpenedCase.Completion("ta-fields");
        command["outcome"] = "丢弃";
        command["form"] = new JsonObject { ["colour"] = "红" };

        await NothingChangesAsync(opened, async () =>
        {
            var refused = await CompleteAsync("sj.jingban", opened, command);
            refused.ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
            refused.ProblemCodes.ShouldBe(["outcome-unknown", "field-required", "field-unknown"]);
            refused.ProblemPaths.ShouldBe(["outcome", "bureau", "colour"]);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{ \"form\": { \"bureau\": \"\\ud800\" } }")]
    [InlineData("{ \"expectedRevision\": \"one\" }")]
    [InlineData("{ \"form\": { \"bureau\": \"a\", \"bureau\": \"b\" } }")]
    public async Task What_is_no_command_is_refused(string body)
    {
        var opened = await host.OpenCaseAsync($"TA-BODY-{body.Length}");

        await NothingChangesAsync(opened, async () =>
            (await (await host.AsAsync("sj.jingban")).PostTextAsync($"/api/v1/tasks/{opened.HandOverId}/complete", body))
                .ShouldBeRefusedWith(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_task_that_is_not_there_is_not_found()
    {
        var officer = await host.AsAsync("sj.jingban");

        (await officer.GetAsync("/api/v1/tasks/nothing")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await officer.PostAsync("/api/v1/tasks/nothing/complete", OpenedCase.Completion("ta-nothing"))).ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    /// <summary>Asks until the task is there: it is opened when the transfer list has been typeset.</summary>
    private async Task<IReadOnlyList<JsonNode>> ArrivedAsync(string login, OpenedCase opened)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(RunningHost.Patience);
        IReadOnlyList<JsonNode> inbox;
        while ((inbox = await host.InboxAsync(login, opened.CaseId)).Count == 0)
        {
            limit.Token.ThrowIfCancellationRequested();
        }

        return inbox;
    }

    private async Task NothingChangesAsync(OpenedCase opened, Func<Task> actAsync)
    {
        var task = $"/api/v1/tasks/{opened.HandOverId}";
        var officer = await host.AsAsync("sj.jingban");
        var before = (await HistoryAsync(opened), (await officer.GetAsync(task)).Text);

        await actAsync();

        (await HistoryAsync(opened), (await officer.GetAsync(task)).Text).ShouldBe(before);
    }

    private async Task<Answer> CompleteAsync(string login, OpenedCase opened, JsonObject command) =>
        await (await host.AsAsync(login)).PostAsync($"/api/v1/tasks/{opened.HandOverId}/complete", command);

    /// <summary>What people did; the system may be making a document meanwhile.</summary>
    private async Task<string> HistoryAsync(OpenedCase opened) => string.Join('\n',
        (await (await host.AsAsync("sj.jingban")).GetAsync($"/api/v1/cases/{opened.CaseId}/history")).Json.AsArray()
            .Where(line => line!["actorId"]!.GetValue<string>() != "system").Select(line => line!.ToJsonString()));
}
