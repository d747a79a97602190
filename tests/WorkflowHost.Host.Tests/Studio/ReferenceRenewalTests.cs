using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Runtime;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>Users of a procedure take its newer version while somebody draws them.</summary>
public sealed class ReferenceRenewalTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Root = "/elsa/api/workflow-definitions";
    private const int Rounds = 25;

    [Fact]
    public async Task What_a_person_saves_meanwhile_is_neither_lost_nor_published_unasked()
    {
        // given a procedure that another uses
        var studio = await host.AsAsync("sj.guanli");
        var used = await PublishedAsync(studio, "被更新的流程", Drawn.Step("a", "Elsa.Start"));
        var user = await PublishedAsync(
            studio, "同时在画的使用者",
            Drawn.Step("use", "被更新的流程", ("workflowDefinitionId", used["definitionId"]!.DeepClone()), ("workflowDefinitionVersionId", used["id"]!.DeepClone())));
        var (usedId, userId) = (used["definitionId"]!.GetValue<string>(), user["definitionId"]!.GetValue<string>());

        for (var round = 0; round < Rounds; round++)
        {
            used["description"] = $"第 {round} 版";
            used = (await studio.PostAsync(Root, Drawn.Save(used, publish: true))).Json["workflowDefinition"]!;
            await studio.PostAsync($"{Root}/{userId}/publish", new JsonObject());
            var page = (await studio.GetAsync($"{Root}/by-definition-id/{userId}?versionOptions=Latest")).Json;
            page["description"] = $"第 {round} 次改动";

            // when it takes the newer version while a page of the same person saves it
            var renewal = studio.PostAsync($"{Root}/{usedId}/update-references", new JsonObject());
            var saved = await studio.PostAsync(Root, Drawn.Save(page));
            var renewed = await renewal;

            // then
            saved.Status.ShouldBe(HttpStatusCode.OK, saved.Text);
            if (renewed.Status != HttpStatusCode.OK)
            {
                renewed.ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("新的引用只在它的草稿里");
            }

            (await DescriptionAsync(studio, userId, "Latest")).ShouldBe($"第 {round} 次改动", "it was saved");
            (await DescriptionAsync(studio, userId, "Published")).ShouldNotBe($"第 {round} 次改动", "nobody has published it");
        }
    }

    [Fact]
    public async Task Who_is_saved_while_it_is_published_again_is_said_to_have_it_in_a_draft_only()
    {
        // given a host on which somebody saves a user at the moment when it is checked for publishing
        var overtaking = new List<Overtaking>();
        await using var own = new RunningHost(
            new Dictionary<string, string>(),
            services => services.AddSingleton<IPublishingRule>(provider =>
            {
                overtaking.Add(new Overtaking(provider));
                return overtaking[^1];
            }));
        await own.InitializeAsync();
        var studio = await own.AsAsync("sj.guanli");
        var used = await PublishedAsync(studio, "被更新的流程", Drawn.Step("a", "Elsa.Start"));
        var user = await PublishedAsync(
            studio, "发布时又改的使用者",
            Drawn.Step("use", "被更新的流程", ("workflowDefinitionId", used["definitionId"]!.DeepClone()), ("workflowDefinitionVersionId", used["id"]!.DeepClone())));
        var userId = user["definitionId"]!.GetValue<string>();
        used["description"] = "第二版";
        used = (await studio.PostAsync(Root, Drawn.Save(used, publish: true))).Json["workflowDefinition"]!;

        // when
        overtaking.ForEach(rule => rule.DefinitionId = userId);
        var renewed = await studio.PostAsync($"{Root}/{used["definitionId"]!.GetValue<string>()}/update-references", new JsonObject());

        // then it is not said to be done, nothing was published, and the draft has both changes
        renewed.ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("新的引用只在它的草稿里");
        renewed.Json["affectedWorkflows"]!.AsArray().ShouldBeEmpty();
        var published = (await studio.GetAsync($"{Root}/by-definition-id/{userId}?versionOptions=Published")).Json;
        published["version"]!.GetValue<int>().ShouldBe(1);
        var draft = (await studio.GetAsync($"{Root}/by-definition-id/{userId}?versionOptions=Latest")).Json;
        draft["description"]!.GetValue<string>().ShouldBe(Overtaking.Description);
        draft["root"]!["activities"]![0]!["workflowDefinitionVersionId"]!.GetValue<string>().ShouldBe(used["id"]!.GetValue<string>());
    }

    private static async Task<string> DescriptionAsync(ApiClient studio, string id, string versions) =>
        (await studio.GetAsync($"{Root}/by-definition-id/{id}?versionOptions={versions}")).Json["description"]!.GetValue<string>();

    private static async Task<JsonNode> PublishedAsync(ApiClient studio, string name, params JsonObject[] steps)
    {
        var created = (await studio.PostAsync(Root, Drawn.New(name))).Json["workflowDefinition"]!;
        created["options"]!["usableAsActivity"] = true;
        created.Draw(steps);
        var published = await studio.PostAsync(Root, Drawn.Save(created, publish: true));
        published.Status.ShouldBe(HttpStatusCode.OK, published.Text);
        return published.Json["workflowDefinition"]!;
    }

    /// <summary>A rule that forbids nothing: whose definition it is asked about, that person saves once more.</summary>
    private sealed class Overtaking(IServiceProvider services) : IPublishingRule
    {
        public const string Description = "发布时又改的说明";

        public string? DefinitionId { get; set; }

        public async Task<IReadOnlyList<Problem>> ProblemsAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished)
        {
            if (definition.DefinitionId == DefinitionId)
            {
                DefinitionId = null;
                var latest = (await services.GetRequiredService<IDefinitionStore>().FindLatestAsync(definition.DefinitionId, CancellationToken.None)).ShouldNotBeNull();
                var saved = await services.GetRequiredService<DrawingBoard>()
                    .SaveAsync(definition with { Description = Description }, DefinitionMark.Of(latest), latest.ChangedBy, null, CancellationToken.None);
                saved.ShouldBeOfType<DefinitionResult.Done>();
            }

            return [];
        }
    }
}
