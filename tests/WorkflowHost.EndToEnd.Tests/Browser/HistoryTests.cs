using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using WorkflowHost.Definitions;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>Versions of a procedure in Elsa Studio, and procedures as files.</summary>
[Collection(StudioHost.Name)]
public sealed class HistoryTests(StudioHost host)
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
        Essence(await drawings.ReadAsync("came-in")).ShouldBe(Essence(third));
        await watch.ShouldBeCleanAsync();
    }

    [Fact]
    public async Task Shipped_procedures_open_whole_and_are_the_same_after_being_saved()
    {
        // given
        foreach (var (login, id) in new[]
        {
            ("sj.guanli", "beijing-unqualified-result"), ("cqsj.guanli", "chongqing-rectification"), ("shsj.guanli", "shanghai-service"),
        })
        {
            using var drawings = new Drawings(host.LineOf(login));
            await using var person = await host.Chromium.PersonAsync(host.Address);
            var designer = new Designer(person.Page);
            await person.LogInAsync(login);
            await person.Page.WaitForURLAsync("**/");
            var before = await drawings.ReadAsync(id);
            await designer.OpenAsync(id);
            await designer.DrawnAsync();
            await Expect(designer.Steps).ToHaveCountAsync(before["root"]!["activities"]!.AsArray().Count);

            // when it is saved as it is
            await person.Page.RunAndWaitForResponseAsync(designer.SaveAsync, IsSave);

            // then only where steps lie and how large they are may differ
            Essence(await drawings.ReadAsync(id)).ShouldBe(Essence(before), id);
        }
    }

    private static bool IsSave(IResponse answer) =>
        answer.Request.Method == "POST" && answer.Url.EndsWith(Drawings.Root, StringComparison.Ordinal) && answer.Status == 200;

    /// <summary>Everything but identity and where the steps lie.</summary>
    private static string Essence(JsonNode definition)
    {
        var copy = definition.DeepClone();
        (copy["definitionId"], copy["name"]) = ("", "");
        foreach (var activity in copy["root"]!["activities"]!.AsArray())
        {
            activity!["metadata"]!["designer"] = null;
        }

        // Studio writes into every file whether users are updated; not at all means no
        if (copy["options"]!["autoUpdateConsumingWorkflows"]?.GetValue<bool>() is false)
        {
            copy["options"]!.AsObject().Remove("autoUpdateConsumingWorkflows");
        }

        copy["customProperties"]!.AsObject().Remove("workflowHostMark");
        return DefinitionHash.Of(DefinitionReader.Read(copy.ToJsonString()).Value.ShouldNotBeNull());
    }
}
