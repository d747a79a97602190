using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Documents;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Testing.Scenarios;
using Xunit;

namespace WorkflowHost.Modules.Tests.Outbox;

/// <summary>
/// A procedure under the fault strategy: one branch has a document made, the other wants a bureau that is not there yet, and with its
/// incident the whole instance stands.
/// </summary>
public sealed class Documents_of_instances_that_stopped
{
    private const string Instance = "i1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_number_that_was_taken_gets_its_document_although_the_instance_faulted()
    {
        // given
        await using var host = await FaultedAsync();

        // when
        await host.SettleAsync();

        // then
        var document = await DocumentAsync(host);
        (document.State, document.Number).ShouldBe((DocumentState.Issued, "京市监抽查〔2026〕1号"));
        (await host.Get<IFileStore>().GetAsync(document.ContentHash, Stop)).ShouldNotBeNull();
        (await MessageAsync(host)).State.ShouldBe(OutboxState.Pending);
        (await LinesAsync(host)).ShouldContain("流程停在异常处时收到结果：京市监抽查〔2026〕1号。流程恢复后继续。");
    }

    [Fact]
    public async Task When_the_instance_goes_on_it_learns_of_the_document_as_it_was_issued()
    {
        // given
        await using var host = await FaultedAsync();
        await host.SettleAsync();
        var issued = await DocumentAsync(host);

        // when
        var bureaus = host.Get<BureauDirectory>();
        bureaus.Replace([.. bureaus.All, bureaus.Find("bj")! with { Id = "bj-new", DocumentCode = "新" }]);
        var incident = (await host.Get<IInstanceQueries>().IncidentsAsync(Instance, Stop)).ShouldHaveSingleItem();
        (await host.Get<WorkflowRuntime>().SendAsync(Instance, new Stimulus.Retry(incident.Id, "已补录单位"), Command.BySystem(), Stop))
            .ShouldBeOfType<RuntimeResult.Done>();
        await host.SettleAsync();

        // then
        (await InstanceAsync(host)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        var now = (await host.Get<IDocumentStore>().FindAsync(issued.Id, Stop)).ShouldNotBeNull();
        (now.Number, now.State, now.ContentHash).ShouldBe((issued.Number, DocumentState.Issued, issued.ContentHash));
        (await MessagesAsync(host)).ShouldAllBe(message => message.State == OutboxState.Done);
    }

    [Fact]
    public async Task A_cancelled_instance_s_document_is_issued_too_and_nothing_waits_for_it()
    {
        // given
        await using var host = await FaultedAsync();
        await host.Get<WorkflowRuntime>().SendAsync(Instance, new Stimulus.Cancel("检验报告撤回"), Command.BySystem(), Stop);
        var end = (await InstanceAsync(host)).FinishedAt;
        host.Clock.Advance(TimeSpan.FromHours(1));

        // when
        await host.SettleAsync();

        // then
        (await DocumentAsync(host)).State.ShouldBe(DocumentState.Issued);
        (await MessageAsync(host)).State.ShouldBe(OutboxState.Done);
        var instance = await InstanceAsync(host);
        (instance.SubStatus, instance.FinishedAt).ShouldBe((WorkflowSubStatus.Cancelled, end));
    }

    private static async Task<WorkflowTestHost> FaultedAsync()
    {
        var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        (await host.Get<DefinitionLibrary>().PublishAsync(Definition(), DefinitionOrigin.File, Stop)).Problems.ShouldBeEmpty();
        await host.Get<WorkflowRuntime>().StartAsync(
            new NewInstance(Instance, "two-papers", "两份文书", "case-1", []), Command.BySystem(), Stop);
        (await InstanceAsync(host)).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        return host;
    }

    private static string Definition() => new JsonObject
    {
        ["id"] = "two-papers-v1",
        ["definitionId"] = "two-papers",
        ["name"] = "两份文书",
        ["version"] = 1,
        ["isLatest"] = true,
        ["isPublished"] = true,
        ["root"] = new JsonObject
        {
            ["id"] = "flow",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["activities"] = new JsonArray(
                new JsonObject { ["id"] = "start", ["type"] = "Elsa.Start", ["version"] = 1 }, Paper("first", "bj"), Paper("second", "bj-new")),
            ["connections"] = new JsonArray(Connection("first"), Connection("second")),
        },
    }.ToJsonString();

    private static JsonObject Paper(string id, string bureau) => new()
    {
        ["id"] = id,
        ["type"] = "PostInspection.GenerateDocument",
        ["version"] = 1,
        ["template"] = Input("String", "Literal", "beijing/transfer-list"),
        ["title"] = Input("String", "Literal", "转交清单"),
        ["bureau"] = Input("String", "Literal", bureau),
        ["data"] = Input("Object", "JavaScript", $"({Sample})"),
    };

    private static string Sample =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", "documents", "beijing", "transfer-list.sample.json"));

    private static JsonObject Input(string type, string language, string value) => new()
    {
        ["typeName"] = type,
        ["expression"] = new JsonObject { ["type"] = language, ["value"] = value },
    };

    private static JsonObject Connection(string target) => new()
    {
        ["source"] = new JsonObject { ["activity"] = "start", ["port"] = "Done" },
        ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
    };

    private static async Task<InstanceSummary> InstanceAsync(WorkflowTestHost host) =>
        (await host.Get<IInstanceQueries>().FindAsync(Instance, Stop)).ShouldNotBeNull();

    private static async Task<IssuedDocument> DocumentAsync(WorkflowTestHost host) =>
        (await host.Get<IDocumentStore>().OfCaseAsync("case-1", Stop)).ShouldHaveSingleItem();

    private static async Task<IReadOnlyList<OutboxMessage>> MessagesAsync(WorkflowTestHost host) =>
        [.. (await host.Get<IOutboxStore>().ListAsync(new OutboxFilter([], []), null, 100, Stop)).Items
            .Where(message => message.InstanceId == Instance)];

    private static async Task<OutboxMessage> MessageAsync(WorkflowTestHost host) => (await MessagesAsync(host)).ShouldHaveSingleItem();

    private static async Task<IEnumerable<string>> LinesAsync(WorkflowTestHost host) =>
        (await host.Get<IInstanceQueries>().HistoryAsync(Instance, Stop)).Select(line => line.Event.Message);
}
