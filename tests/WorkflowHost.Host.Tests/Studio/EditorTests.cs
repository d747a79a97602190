using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

public sealed class EditorTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Root = "/elsa/api/workflow-definitions";

    [Fact]
    public async Task Two_editors_do_not_overwrite_each_other()
    {
        await host.AddAdministratorAsync("sj.guanli2");
        var (first, second) = (await host.AsAsync("sj.guanli"), await host.AsAsync("sj.guanli2"));
        var mine = (await first.PostAsync(Root, Drawn.New("两人编辑"))).Json["workflowDefinition"]!;
        var id = mine["definitionId"]!.GetValue<string>();
        var theirs = (await second.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json;

        // when the other saves, publishes, deletes or brings a file in while I work
        theirs["description"] = "另一人的改动";
        var refused = (await second.PostAsync(Root, Drawn.Save(theirs))).ShouldBeShownByStudio().ShouldHaveSingleItem();
        var commands = new[]
        {
            (Answer: await second.PostAsync($"{Root}/{id}/publish", new JsonObject()), Undone: "没有发布"),
            (Answer: await second.PostAsync($"{Root}/{id}/revert/1", new JsonObject()), Undone: "没有新建草稿"),
            (Answer: await second.DeleteAsync($"{Root}/{id}"), Undone: "没有删除"),
        };
        (await second.PostAsync($"{Root}/import", theirs)).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("，文件没有导入。");

        // then each is refused, by name, with the way on, and says what was not done: only who sent changes has any
        foreach (var (answer, undone) in commands)
        {
            var told = answer.ShouldBeShownByStudio().ShouldHaveSingleItem();
            told.ShouldContain($"，{undone}。");
            told.ShouldContain("再操作一次");
            told.ShouldNotContain("您的改动");
        }

        refused.ShouldContain("，您的改动没有保存。");
        refused.ShouldContain("正在编辑这个流程");
        refused.ShouldContain("接手编辑");
        refused.ShouldNotContain("demo-");

        // when the other takes over
        var taken = await second.PostAsync($"{Root}/{id}/take-over", new JsonObject());
        taken.Json["takenFrom"]!.GetValue<string>().ShouldNotBeNullOrEmpty();
        var saved = await second.PostAsync(Root, Drawn.Save(theirs));
        saved.Status.ShouldBe(HttpStatusCode.OK, saved.Text);

        // then I am refused, also after taking over again, until I have read what is there now
        mine["description"] = "我的改动";
        (await first.PostAsync(Root, Drawn.Save(mine))).ShouldBeShownByStudio();
        (await first.PostAsync($"{Root}/{id}/take-over", new JsonObject())).Status.ShouldBe(HttpStatusCode.OK);
        (await first.PostAsync(Root, Drawn.Save(mine))).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("刷新页面");
        var fresh = (await first.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json;
        fresh["description"]!.GetValue<string>().ShouldBe("另一人的改动");
        fresh["description"] = "我的改动";
        (await first.PostAsync(Root, Drawn.Save(fresh))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_comes_without_the_state_that_it_was_drawn_on_does_not_overwrite_another_s_draft()
    {
        // given a draft of the first, which the second may edit now
        await host.AddAdministratorAsync("sj.guanli7");
        var (first, second) = (await host.AsAsync("sj.guanli"), await host.AsAsync("sj.guanli7"));
        var mine = (await first.PostAsync(Root, Drawn.New("没有状态的保存"))).Json["workflowDefinition"]!;
        var id = mine["definitionId"]!.GetValue<string>();
        (await second.PostAsync($"{Root}/{id}/take-over", new JsonObject())).Status.ShouldBe(HttpStatusCode.OK);
        var read = (await second.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json;

        // when it comes without a mark, or from a file
        var blind = read.DeepClone();
        blind["description"] = "盲目的改动";
        blind["customProperties"]!.AsObject().Remove("workflowHostMark");
        var saved = (await second.PostAsync(Root, Drawn.Save(blind))).ShouldBeShownByStudio().ShouldHaveSingleItem();
        var imported = (await second.PostAsync($"{Root}/import", blind)).ShouldBeShownByStudio().ShouldHaveSingleItem();

        // then it is refused with the name of who drew the draft, and the draft stays
        saved.ShouldContain("已保存过这个流程");
        imported.ShouldContain("未发布的草稿");
        imported.ShouldNotContain("demo-");
        (await first.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json["description"]!.GetValue<string>().ShouldBeEmpty();

        // but who has read it may go on, and overwrite their own
        read["description"] = "看过之后的改动";
        (await second.PostAsync(Root, Drawn.Save(read))).Status.ShouldBe(HttpStatusCode.OK);
        (await second.PostAsync($"{Root}/import", blind)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_portal_shows_who_edits_and_lets_an_administrator_take_over()
    {
        // given
        await host.AddAdministratorAsync("sj.guanli4");
        var first = await host.AsAsync("sj.guanli");
        var mine = (await first.PostAsync(Root, Drawn.New("门户接手"))).Json["workflowDefinition"]!;
        mine.Draw(Drawn.Step("s", "Elsa.Start"), Drawn.Step("d", "Elsa.FlowDecision", ("condition", Drawn.Input("true"))));
        var id = (await first.PostAsync(Root, Drawn.Save(mine, publish: true))).Json["workflowDefinition"]!["definitionId"]!.GetValue<string>();
        var again = (await first.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json;
        again["description"] = "继续画";
        await first.PostAsync(Root, Drawn.Save(again));

        // when another administrator looks
        using var second = new PortalVisitor(host.Browser());
        await second.LogInAsync("sj.guanli4");
        (await second.OpenAsync("/definitions?search=%E9%97%A8%E6%88%B7%E6%8E%A5%E6%89%8B")).ShouldBe(HttpStatusCode.OK);
        second.Page.ShouldContain($"/definitions/{id}");
        (await second.OpenAsync($"/definitions/{id}")).ShouldBe(HttpStatusCode.OK);

        // then the page says who edits and what publishing remarked, and the work can be taken over
        second.Page.ShouldContain("正在编辑本流程");
        second.Page.ShouldContain("发布提示");
        var seen = (await first.GetAsync($"/api/v1/definitions/{id}")).Json;
        seen["warnings"]!.AsArray().ShouldNotBeEmpty();
        second.Page.ShouldContain(seen["warnings"]![0]!["message"]!.GetValue<string>());
        await second.SubmitFormAsync($"/definitions/{id}", "take-over");
        second.Page.ShouldContain("接手编辑");
        second.Page.ShouldContain("您正在编辑本流程");
        (await first.GetAsync($"/api/v1/definitions/{id}")).Json["changes"]!.AsArray().Select(change => change!["action"]!.GetValue<string>()).ShouldBe(["takenOver", "published"]);
        (await first.GetAsync("/api/v1/definitions/none")).ShouldBeRefusedWith(HttpStatusCode.NotFound);

        // a supervisor sees it and may not
        using var supervisor = new PortalVisitor(host.Browser());
        await supervisor.LogInAsync("sj.jiandu");
        (await supervisor.OpenAsync($"/definitions/{id}")).ShouldBe(HttpStatusCode.OK);
        supervisor.Page.ShouldNotContain(">接手编辑</button>");
        (await supervisor.OpenAsync("/definitions/none")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Saves_of_one_editor_that_overtake_their_answers_are_taken()
    {
        var studio = await host.AsAsync("sj.guanli");
        var created = (await studio.PostAsync(Root, Drawn.New("连续保存"))).Json["workflowDefinition"]!;

        for (var turn = 0; turn < 3; turn++)
        {
            created["description"] = $"第 {turn} 次";
            (await studio.PostAsync(Root, Drawn.Save(created))).Status.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Publishing_ends_the_work_so_that_another_may_begin()
    {
        await host.AddAdministratorAsync("sj.guanli3");
        var (first, second) = (await host.AsAsync("sj.guanli"), await host.AsAsync("sj.guanli3"));
        var mine = (await first.PostAsync(Root, Drawn.New("发布后接着改"))).Json["workflowDefinition"]!;
        mine.Draw(Drawn.Step("a", "Elsa.Start"));
        (await first.PostAsync(Root, Drawn.Save(mine, publish: true))).Status.ShouldBe(HttpStatusCode.OK);

        var read = (await second.GetAsync($"{Root}/by-definition-id/{mine["definitionId"]!.GetValue<string>()}?versionOptions=Latest")).Json;
        read["description"] = "下一版";
        (await second.PostAsync(Root, Drawn.Save(read))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_that_is_older_than_another_s_save_is_refused_also_when_its_own_account_has_saved_since()
    {
        // given a page of the first, then a save of the second, then one of the first from another page
        await host.AddAdministratorAsync("sj.guanli8");
        var (first, second) = (await host.AsAsync("sj.guanli"), await host.AsAsync("sj.guanli8"));
        var old = (await first.PostAsync(Root, Drawn.New("放久了的页面"))).Json["workflowDefinition"]!;
        var id = old["definitionId"]!.GetValue<string>();
        await SaveAnewAsync(second, id, "另一人的改动");
        await SaveAnewAsync(first, id, "回来之后的改动");

        // when the old page saves
        old["description"] = "旧页面的改动";
        var refused = (await first.PostAsync(Root, Drawn.Save(old))).ShouldBeShownByStudio().ShouldHaveSingleItem();

        // then it is refused with the other's name
        refused.ShouldContain("管理员 sj.guanli8");
        refused.ShouldContain("刷新页面");
        (await first.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json["description"]!.GetValue<string>().ShouldBe("回来之后的改动");

        // and what each has drawn is still there, in a version of their own
        var versions = await first.GetAsync($"{Root}?versionOptions=AllVersions&DefinitionIds={id}&OrderBy=Version&OrderDirection=Ascending&Page=0&PageSize=10");
        versions.Items.Select(version => version["description"]!.GetValue<string>()).ShouldBe(["", "另一人的改动", "回来之后的改动"]);
    }

    [Fact]
    public async Task Saves_that_overtake_their_answers_are_taken_also_when_they_begin_a_version()
    {
        // given a page that has read what another drew
        await host.AddAdministratorAsync("sj.guanli9");
        var (first, second) = (await host.AsAsync("sj.guanli"), await host.AsAsync("sj.guanli9"));
        var id = (await first.PostAsync(Root, Drawn.New("接着画的流程"))).Json["workflowDefinition"]!["definitionId"]!.GetValue<string>();
        (await second.PostAsync($"{Root}/{id}/take-over", new JsonObject())).Status.ShouldBe(HttpStatusCode.OK);
        var read = (await second.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json;

        // when it saves again and again without taking an answer in, and tries its drawing between
        for (var turn = 0; turn < 3; turn++)
        {
            read["description"] = $"第 {turn} 次";
            read.Draw(Drawn.Step("a", "Elsa.Start"));
            var saved = await second.PostAsync(Root, Drawn.Save(read));
            saved.Status.ShouldBe(HttpStatusCode.OK, saved.Text);
            (await second.PostAsync($"{Root}/{id}/execute", new JsonObject { ["versionOptions"] = "Latest" })).Status.ShouldBe(HttpStatusCode.OK);
        }

        // then the last one counts
        (await second.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json["description"]!.GetValue<string>().ShouldBe("第 2 次");
    }

    [Fact]
    public async Task What_another_works_on_is_not_retracted()
    {
        await host.AddAdministratorAsync("sj.guanli10");
        var (first, second) = (await host.AsAsync("sj.guanli"), await host.AsAsync("sj.guanli10"));
        var published = await Drawn.PublishedAsync(first, "正在改的已发布流程");
        var id = published["definitionId"]!.GetValue<string>();
        await SaveAnewAsync(first, id, "正在改");

        (await second.PostAsync($"{Root}/{id}/retract", new JsonObject())).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("正在编辑这个流程");

        (await first.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Published")).Status.ShouldBe(HttpStatusCode.OK);
        (await first.PostAsync($"{Root}/{id}/retract", new JsonObject())).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Takes the editing over, reads what is there, and saves it with another description.</summary>
    private static async Task SaveAnewAsync(ApiClient studio, string id, string description)
    {
        (await studio.PostAsync($"{Root}/{id}/take-over", new JsonObject())).Status.ShouldBe(HttpStatusCode.OK);
        var read = (await studio.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json;
        read["description"] = description;
        var saved = await studio.PostAsync(Root, Drawn.Save(read));
        saved.Status.ShouldBe(HttpStatusCode.OK, saved.Text);
    }
}
