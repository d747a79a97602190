using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>An administrator tries a procedure in Elsa Studio, looks on, and ends what runs.</summary>
[Collection(StudioHost.Name)]
public sealed class TrialRunTests(StudioHost host)
{
    private const string Name = "试一试外面";
    private const string Used = "试一试里面";
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    [Fact]
    public async Task A_test_run_is_watched_live_beyond_the_token_opened_inside_and_ended_alone_and_with_others()
    {
        // given a procedure that waits for longer than a token lasts and uses another one, which waits long
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        var used = await drawings.PublishedAsync(
            Used, new JsonObject { ["usableAsActivity"] = true },
            [Drawings.Step("a", "Elsa.Start", "内部起点", 0, 0), Drawings.Step("b", "Elsa.Delay", "内部等待", 320, 0, ("timeSpan", Drawings.Literal("01:00:00")))], ("a", "b"));
        var user = await drawings.PublishedAsync(
            Name, [],
            [
                Drawings.Step("s", "Elsa.Start", "起点", 0, 0),
                Drawings.Step("d", "Elsa.Delay", "稍等", 320, 0, ("timeSpan", Drawings.Literal("00:00:16"))),
                Drawings.Step("w", "Elsa.WriteLine", "记一行", 640, 0, ("text", Drawings.Literal("到了"))),
                Drawings.Step("u", Used, "子流程", 320, 180, ("workflowDefinitionId", used["definitionId"]!.DeepClone()), ("workflowDefinitionVersionId", used["id"]!.DeepClone())),
            ],
            ("s", "d"), ("d", "w"), ("s", "u"));
        var id = user["definitionId"]!.GetValue<string>();
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var watch = await StudioWatch.OnAsync(page, host.Address);
        await person.LogInAsync("sj.guanli");
        await page.WaitForURLAsync("**/");
        await designer.OpenAsync(id);
        await designer.DrawnAsync();

        // when it is tried
        await designer.RunAsync();

        // then the viewer shows what happens as it happens, without a reload
        var journal = page.Locator(".mud-timeline-item");
        await Expect(journal.Filter(new() { HasText = "起点" }).Filter(new() { HasText = "已完成" })).ToBeVisibleAsync(Patiently);
        await Expect(page.Locator(".mud-simple-table").GetByText("【测试】" + Name)).ToBeVisibleAsync();
        await watch.ShouldBeCleanAsync();
        await Pictures.TakeAsync(page, "trial");

        // and what is used is opened inside
        await designer.Step("子流程").Locator(".embedded-port").ClickAsync();
        await Expect(designer.Step("内部等待")).ToBeVisibleAsync(Patiently);
        await watch.ShouldBeCleanAsync();
        await page.Locator(".mud-breadcrumbs").GetByText("整个流程").ClickAsync();
        await Expect(designer.Step("子流程")).ToBeVisibleAsync(Patiently);

        // and what happens after the token that the viewer connected with has ended
        await Expect(designer.Step("记一行").Locator(".mud-badge.mud-theme-success")).ToHaveTextAsync("1", new() { Timeout = 60_000 });
        await Expect(journal.Filter(new() { HasText = "记一行" }).Filter(new() { HasText = "已完成" })).ToBeVisibleAsync(Patiently);
        watch.Tokens.Count.ShouldBeGreaterThan(1);

        // when it is ended from the list, which offers no deletion
        await page.GetByRole(AriaRole.Link, new() { Name = "运行实例" }).ClickAsync();
        var rows = page.Locator("elsa-workflow-instance-list tbody tr").Filter(new() { HasText = Name });
        await rows.First.Locator(".mud-menu button").ClickAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator(".mud-popover-open .mud-menu-item").Filter(new() { HasText = "删除" })).ToBeHiddenAsync();
        await designer.EntryAsync("终止");
        await watch.ShouldBeCleanAsync();
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();

        // then it is
        await Expect(rows.First).ToContainTextAsync("已终止", new() { Timeout = 60_000 });

        // when two more are ended at once
        foreach (var _ in new[] { 1, 2 })
        {
            await drawings.AskAsync(HttpMethod.Post, $"{Drawings.Root}/{id}/execute", new JsonObject { ["versionOptions"] = "Latest" });
        }

        await Expect(rows).ToHaveCountAsync(3, new() { Timeout = 60_000 });
        await Pictures.TakeAsync(page, "instances");
        foreach (var row in new[] { 0, 1 })
        {
            await rows.Nth(row).Locator("input[type=checkbox]").CheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "批量操作" }).ClickAsync();
        await designer.EntryAsync("终止");
        await watch.ShouldBeCleanAsync();
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();

        // then both are
        await Expect(rows.Filter(new() { HasText = "已终止" })).ToHaveCountAsync(3, new() { Timeout = 60_000 });

        // when two procedures are retracted at once
        await page.GetByRole(AriaRole.Link, new() { Name = "流程定义" }).ClickAsync();
        var procedures = page.Locator("elsa-workflow-definition-list tbody tr");
        await Expect(procedures.First).ToBeVisibleAsync(Patiently);
        await page.GotoAsync("/studio/workflows/definitions?pageSize=100&search=" + Uri.EscapeDataString("试一试"));
        foreach (var name in new[] { Name, Used })
        {
            await procedures.Filter(new() { HasText = name }).Locator("input[type=checkbox]").CheckAsync(new() { Timeout = 60_000 });
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "批量操作" }).ClickAsync();
        await designer.EntryAsync("撤回");
        await watch.ShouldBeCleanAsync();
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();

        // then neither is published any longer
        await Expect(designer.Messages.Filter(new() { HasText = "已撤回 2 个流程" })).ToBeVisibleAsync(Patiently);
        (await drawings.ReadAsync(id))["isPublished"]!.GetValue<bool>().ShouldBeFalse();
    }
}
