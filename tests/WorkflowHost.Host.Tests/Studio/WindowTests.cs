using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Runtime;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>One person draws the same definition in two windows, and several begin the same one at once.</summary>
public sealed class WindowTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Root = "/elsa/api/workflow-definitions";

    [Fact]
    public async Task An_older_window_does_not_overwrite_what_a_newer_one_of_the_same_person_saved()
    {
        // given two windows at the same state
        var (one, other) = (await host.AsAsync("sj.guanli", "one"), await host.AsAsync("sj.guanli", "other"));
        var first = (await one.PostAsync(Root, Drawn.New("两个窗口"))).Json["workflowDefinition"]!;
        var id = first["definitionId"]!.GetValue<string>();
        var second = (await other.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json;

        // when the other saves, and then the one
        second["description"] = "后一个窗口";
        second = (await other.PostAsync(Root, Drawn.Save(second))).Json["workflowDefinition"]!;
        first["description"] = "前一个窗口";
        var refused = (await one.PostAsync(Root, Drawn.Save(first))).ShouldBeShownByStudio().ShouldHaveSingleItem();

        // then the one is told why, and nothing is lost
        refused.ShouldContain("您在另一个窗口改动过这个流程");
        refused.ShouldContain("刷新页面");
        (await DescriptionAsync(one, id)).ShouldBe("后一个窗口");

        // nor after publishing, when a next version begins
        second.Draw(Drawn.Step("a", "Elsa.Start"));
        second = (await other.PostAsync(Root, Drawn.Save(second, publish: true))).Json["workflowDefinition"]!;
        second["isPublished"]!.GetValue<bool>().ShouldBeTrue();
        (await one.PostAsync(Root, Drawn.Save(first))).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("您在另一个窗口");
        second["description"] = "下一版";
        (await other.PostAsync(Root, Drawn.Save(second))).Status.ShouldBe(HttpStatusCode.OK);
        (await one.PostAsync(Root, Drawn.Save(first))).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("您在另一个窗口");
        (await DescriptionAsync(one, id)).ShouldBe("下一版");

        // but it goes on from what is there now, and then the other is the older one
        var fresh = (await one.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json;
        fresh["description"] = "刷新之后";
        (await one.PostAsync(Root, Drawn.Save(fresh))).Status.ShouldBe(HttpStatusCode.OK);
        second["description"] = "又在后一个窗口";
        (await other.PostAsync(Root, Drawn.Save(second))).ShouldBeShownByStudio();
        (await DescriptionAsync(one, id)).ShouldBe("刷新之后");
    }

    [Fact]
    public async Task A_window_whose_saves_overtake_their_answers_goes_on()
    {
        // given
        var studio = await host.AsAsync("sj.guanli", "only");
        var drawn = (await studio.PostAsync(Root, Drawn.New("一个窗口"))).Json["workflowDefinition"]!;
        drawn.Draw(Drawn.Step("a", "Elsa.Start"));

        // when answers are lost, also when a test run ends the draft in between
        for (var turn = 0; turn < 3; turn++)
        {
            drawn["description"] = $"第 {turn} 次";
            var saved = await studio.PostAsync(Root, Drawn.Save(drawn));
            saved.Status.ShouldBe(HttpStatusCode.OK, saved.Text);
            (await studio.PostAsync($"{Root}/{drawn["definitionId"]!.GetValue<string>()}/execute", new JsonObject { ["versionOptions"] = "Latest" })).Status.ShouldBe(HttpStatusCode.OK);
        }

        // then the last one counts
        (await DescriptionAsync(studio, drawn["definitionId"]!.GetValue<string>())).ShouldBe("第 2 次");
    }

    [Fact]
    public async Task Saves_of_a_window_that_arrive_in_another_order_leave_what_was_made_last()
    {
        // given a window with saves under way
        var (first, second, third, fourth) = (
            await host.AsAsync("sj.guanli", "order/1"), await host.AsAsync("sj.guanli", "order/2"), await host.AsAsync("sj.guanli", "order/3"),
            await host.AsAsync("sj.guanli", "order/4"));
        var drawn = (await first.PostAsync(Root, Drawn.New("次序"))).Json["workflowDefinition"]!;
        var id = drawn["definitionId"]!.GetValue<string>();
        drawn.Draw(Drawn.Step("a", "Elsa.Start"));

        // when the last one arrives first, and of the others one was to publish
        var late = drawn.DeepClone();
        (drawn["description"], late["description"]) = ("最后的改动", "较早的改动");
        (await fourth.PostAsync(Root, Drawn.Save(drawn))).Status.ShouldBe(HttpStatusCode.OK);
        var ignored = await second.PostAsync(Root, Drawn.Save(late));
        var publishing = await third.PostAsync(Root, Drawn.Save(late, publish: true));

        // then what is there is given, and nothing is published that nobody has seen published
        ignored.Status.ShouldBe(HttpStatusCode.OK, ignored.Text);
        ignored.Json["workflowDefinition"]!["description"]!.GetValue<string>().ShouldBe("最后的改动");
        publishing.ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("请核对后再点一次“发布”");
        publishing.Json["saved"]!.GetValue<bool>().ShouldBeTrue("nothing is lost");
        var latest = (await first.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json;
        (latest["description"]!.GetValue<string>(), latest["isPublished"]!.GetValue<bool>()).ShouldBe(("最后的改动", false));
    }

    [Fact]
    public async Task A_window_that_lost_the_answer_to_its_publishing_goes_on_with_the_next_version()
    {
        // given a publishing whose answer the window has not read
        var studio = await host.AsAsync("sj.guanli", "publishing");
        var drawn = (await studio.PostAsync(Root, Drawn.New("发布的回答丢失"))).Json["workflowDefinition"]!;
        drawn.Draw(Drawn.Step("a", "Elsa.Start"));
        var published = (await studio.PostAsync(Root, Drawn.Save(drawn, publish: true))).Json["workflowDefinition"]!;
        published["isPublished"]!.GetValue<bool>().ShouldBeTrue();

        // when
        drawn["description"] = "发布之后";
        var saved = await studio.PostAsync(Root, Drawn.Save(drawn));

        // then
        saved.Status.ShouldBe(HttpStatusCode.OK, saved.Text);
        saved.Json["workflowDefinition"]!["version"]!.GetValue<int>().ShouldBe(2);
        (await DescriptionAsync(studio, drawn["definitionId"]!.GetValue<string>())).ShouldBe("发布之后");
    }

    [Fact]
    public async Task An_older_window_stays_the_older_one_when_somebody_took_over_and_saved_nothing()
    {
        // given two windows of one person, of which the other saved last
        var (one, other) = (await host.AsAsync("sj.guanli", "one"), await host.AsAsync("sj.guanli", "other"));
        var first = (await one.PostAsync(Root, Drawn.New("接手而未保存"))).Json["workflowDefinition"]!;
        var id = first["definitionId"]!.GetValue<string>();
        var second = (await other.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json;
        second["description"] = "后一个窗口";
        (await other.PostAsync(Root, Drawn.Save(second))).Status.ShouldBe(HttpStatusCode.OK);

        // and somebody who took over, whose time is over
        var (stop, taker) = (TestContext.Current.CancellationToken, "test-sj.guanli-taker");
        await host.AddAdministratorAsync("sj.guanli-taker");
        var at = host.Services.GetRequiredService<MachineClock>().Now - DefinitionDesk.EditingLasts;
        (await host.Services.GetRequiredService<IDefinitionDrafts>().TakeOverAsync(
            id, new EditLease(taker, at, DefinitionDesk.EditingLasts),
            new DefinitionChange("taken-over", id, 0, at, taker, DefinitionAction.TakenOver, ""), stop)).ShouldNotBeNull();

        // when, then
        first["description"] = "前一个窗口";
        (await one.PostAsync(Root, Drawn.Save(first))).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("您在另一个窗口");
        (await DescriptionAsync(one, id)).ShouldBe("后一个窗口");
    }

    [Fact]
    public async Task Of_several_who_begin_the_same_definition_at_once_one_does_and_the_others_are_told()
    {
        await host.AddAdministratorAsync("sj.guanli-race");
        ApiClient[] people = [await host.AsAsync("sj.guanli"), await host.AsAsync("sj.guanli-race")];

        for (var round = 0; round < 10; round++)
        {
            // when
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => people[n % 2].PostAsync($"{Root}/import", new JsonObject
            {
                ["definitionId"] = $"race-{round}",
                ["name"] = $"同时新建 {n}",
                ["root"] = new JsonObject { ["id"] = "Flowchart1", ["type"] = "Elsa.Flowchart", ["version"] = 1 },
            })));

            // then who comes second is refused with a name, or goes on with the own draft
            answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBeGreaterThan(0);
            foreach (var refused in answers.Where(answer => answer.Status != HttpStatusCode.OK))
            {
                refused.ShouldBeShownByStudio();
            }

            var versions = await people[0].GetAsync($"{Root}?versionOptions=AllVersions&DefinitionIds=race-{round}&Page=0&PageSize=10");
            versions.Items.ShouldHaveSingleItem();
        }
    }

    private static async Task<string> DescriptionAsync(ApiClient studio, string id) =>
        (await studio.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json["description"]!.GetValue<string>();
}
