using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>Versions of a procedure in Elsa Studio, and procedures as files.</summary>
[Collection(StudioHost.Name)]
public sealed class HistoryTests(StudioHost host, ITestOutputHelper output)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    [Fact]
    public async Task A_change_makes_a_draft_an_old_version_comes_back_as_a_new_one_and_a_file_comes_in_as_it_went_out()
    {
        // given
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        var first = await drawings.PublishedAsync(
            "有版本的流程", [], [Drawings.Step("s", "Elsa.Start", "起点", 0, 0), Drawings.Step("w", "Elsa.WriteLine", "记一行", 320, 0, ("text", Drawings.Literal("甲")))], ("s", "w"));
        var id = first["definitionId"]!.GetValue<string>();
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var watch = await StudioWatch.OnAsync(page, host.Address);
        await person.LogInAsync("sj.guanli");
        await page.WaitForURLAsync("**/");
        await designer.OpenAsync(id);
        await designer.DrawnAsync();

        // when the description is changed
        await page.RunAndWaitForResponseAsync(() => designer.FillAsync("说明", "第二版的说明"), IsSave);

        // then it is saved by itself, as a draft beside the published version, and published when asked to
        var draft = await drawings.ReadAsync(id);
        (draft["version"]!.GetValue<int>(), draft["isPublished"]!.GetValue<bool>(), draft["description"]!.GetValue<string>()).ShouldBe((2, false, "第二版的说明"));
        (await drawings.ReadAsync(id, "Published"))["version"]!.GetValue<int>().ShouldBe(1);
        await designer.PublishAsync();
        await Expect(designer.Messages.Filter(new() { HasText = "流程已发布" })).ToBeVisibleAsync(Patiently);

        // when the first version is taken back
        await designer.TabAsync("版本记录");
        var versions = page.Locator(".mud-table-outlined tbody tr");
        await Expect(versions).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        await watch.ShouldBeCleanAsync();
        await versions.Last.Locator("button").ClickAsync();
        await designer.EntryAsync("以此版本新建草稿");

        // then it is a third one, and nothing is overwritten
        await Expect(versions).ToHaveCountAsync(3, new() { Timeout = 30_000 });
        var third = await drawings.ReadAsync(id);
        (third["version"]!.GetValue<int>(), third["description"]!.GetValue<string>()).ShouldBe((3, ""));
        (await drawings.ReadAsync(id, "Published"))["version"]!.GetValue<int>().ShouldBe(2);
        await Pictures.TakeAsync(page, "history");

        // when it is exported and brought in under another id
        await designer.ChooseInMenuAsync("导出");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".mud-dialog-actions button").Last.ClickAsync());
        var file = JsonNode.Parse(await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken))!;
        file["definitionId"] = "came-in";
        file["name"] = "带进来的流程";
        await page.GetByRole(AriaRole.Link, new() { Name = "流程定义" }).ClickAsync();
        await Expect(page.Locator("elsa-workflow-definition-list tbody tr").First).ToBeVisibleAsync(Patiently);
        await page.Locator("#workflow-file-upload-button-wrapper input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "procedure.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(file.ToJsonString()) });

        // then it is the same
        await Expect(designer.Messages.Filter(new() { HasText = "已导入 1 个流程" })).ToBeVisibleAsync(Patiently);
        Essence.Of(await drawings.ReadAsync("came-in")).ShouldBe(Essence.Of(third));
        await watch.ShouldBeCleanAsync();
    }

    [Fact]
    public async Task Several_procedures_go_out_in_a_zip_are_deleted_together_and_come_back_the_same()
    {
        // given two, with defaults of several kinds
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        string[] names = ["成批：甲", "成批：乙"];
        var before = new List<JsonNode>();
        foreach (var name in names)
        {
            var drawn = await drawings.DrawnAsync(name, [], [Drawings.Step("s", "Elsa.Start", "起点", 0, 0)]);
            drawn["variables"] = new JsonArray(
                Variable("天数", "Int32", 15), Variable("通过", "Boolean", true), Variable("单位", "Object", new JsonArray("海淀", "朝阳")), Variable("说明", "String", "无"));
            before.Add((await drawings.AskAsync(HttpMethod.Post, Drawings.Root, new JsonObject { ["model"] = drawn }))["workflowDefinition"]!);
        }

        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var watch = await StudioWatch.OnAsync(page, host.Address);
        await person.LogInAsync("sj.guanli");
        await page.WaitForURLAsync("**/");
        await page.GotoAsync("/studio/workflows/definitions?pageSize=50&search=" + Uri.EscapeDataString("成批："));
        var rows = page.Locator("elsa-workflow-definition-list tbody tr").Filter(new() { HasText = "成批：" });
        await Expect(rows).ToHaveCountAsync(2, new() { Timeout = 60_000 });

        // when both are exported
        await ChooseAllAsync("导出");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".mud-dialog-actions button").Last.ClickAsync());
        var zip = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);

        // and deleted
        await Expect(rows).ToHaveCountAsync(2);
        await ChooseAllAsync("删除");
        await watch.ShouldBeCleanAsync();
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Expect(rows).ToHaveCountAsync(0, new() { Timeout = 60_000 });

        // and brought in again
        await page.Locator("#workflow-file-upload-button-wrapper input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "procedures.zip", MimeType = "application/zip", Buffer = zip });

        // then they are the same
        await Expect(rows).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await Expect(designer.Messages.Filter(new() { HasText = "已导入 2 个流程" })).ToBeVisibleAsync(Patiently);
        foreach (var definition in before)
        {
            Essence.Of(await drawings.ReadAsync(definition["definitionId"]!.GetValue<string>())).ShouldBe(Essence.Of(definition));
        }

        await watch.ShouldBeCleanAsync();

        static JsonObject Variable(string name, string type, JsonNode value) => new() { ["id"] = name, ["name"] = name, ["typeName"] = type, ["value"] = value };

        async Task ChooseAllAsync(string entry)
        {
            foreach (var row in await rows.AllAsync())
            {
                await row.Locator("input[type=checkbox]").CheckAsync();
            }

            await page.GetByRole(AriaRole.Button, new() { Name = "批量操作" }).ClickAsync();
            await designer.EntryAsync(entry);
        }
    }

    [Fact]
    public async Task Every_shipped_procedure_opens_whole_and_is_the_same_after_being_saved()
    {
        var since = StudioHost.Time.GetTimestamp();
        await Task.WhenAll(SaveAllAsync("sj.guanli", "beijing"), SaveAllAsync("cqsj.guanli", "chongqing"), SaveAllAsync("shsj.guanli", "shanghai"));
        output.WriteLine($"{StudioHost.Time.GetElapsedTime(since).TotalSeconds:0} s");
    }

    private async Task SaveAllAsync(string login, string city)
    {
        using var drawings = new Drawings(host.LineOf(login));
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        await person.LogInAsync(login);
        await page.WaitForURLAsync("**/");
        await page.GotoAsync("/studio/workflows/definitions");
        await Expect(page.Locator("elsa-workflow-definition-list tbody tr").First).ToBeVisibleAsync(Patiently);
        foreach (var id in ShippedDrawings.Of(city))
        {
            var before = await drawings.ReadAsync(id);
            await designer.GoAsync(id, before["root"]!["activities"]!.AsArray().Count);

            // when it is saved as it is
            await page.RunAndWaitForResponseAsync(designer.SaveAsync, IsSave);

            // then only where steps lie and how large they are may differ
            Essence.Of(await drawings.ReadAsync(id)).ShouldBe(Essence.Of(before), id);
        }
    }

    private static bool IsSave(IResponse answer) =>
        answer.Request.Method == "POST" && answer.Url.EndsWith(Drawings.Root, StringComparison.Ordinal) && answer.Status == 200;
}
