using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Cases.Figures;
using WorkflowHost.Cases.Products;
using WorkflowHost.Documents;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Children;
using WorkflowHost.Engine.Http;
using WorkflowHost.Engine.Waiting;
using WorkflowHost.HumanTasks;
using WorkflowHost.Messaging;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Runtime.Timers;

namespace WorkflowHost.Scenarios.Playing;

/// <summary>Does in memory what the runtime and the stores do with effects.</summary>
internal sealed class EffectReader(World world, TaskBoard board, IBureauDirectory bureaus, ProductCatalogue products, PlayRequest request)
{
    private readonly List<EnterpriseRecord> records = [.. request.Records];
    private readonly List<PlayedDocument> documents = [];
    private readonly List<PlayedMessage> messages = [];
    private readonly List<Notice> notices = [];
    private readonly Dictionary<string, int> wakes = new(StringComparer.Ordinal);
    private readonly HashSet<string> arranged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    public ImmutableArray<PlayedDocument> Documents => [.. documents];

    public ImmutableArray<PlayedMessage> Messages => [.. messages];

    public ImmutableArray<Notice> Notices => [.. notices];

    public string Result { get; private set; } = "";

    /// <summary>Whether a date is to come at which a bookmark is resumed.</summary>
    public bool IsArranged(string bookmarkId) => arranged.Contains(bookmarkId);

    public void Take(PlayedInstance instance, Effect effect)
    {
        switch (effect)
        {
            case OpenTask open:
                board.Open(instance, open.Task);
                break;
            case ScheduleTimer timer:
                Wake(instance, timer.BookmarkId, timer.DueAt);
                break;
            case WakeAt wake:
                Wake(instance, wake.BookmarkId, wake.DueAt);
                break;
            case MoveTimer moved:
                Move(instance, moved.BookmarkId, moved.DueAt);
                break;
            case GiveNotice given:
                notices.Add(given.Notice);
                world.Note(TimelineKind.Notice, instance.Name, "", $"{given.Notice.Title}（{(given.Notice.Municipal ? "市局" : bureaus.Find(given.Notice.BureauId)?.Name ?? "承办局")} {Roles.NameOf(given.Notice.Role)}）");
                break;
            case RequestDocument request:
                Issue(instance, request);
                break;
            case Enqueue { Kind: FigureMessage.Kind, BookmarkId: { } bookmark } asked:
                Gather(instance, FigureMessage.Read(asked.Payload), bookmark);
                break;
            case KeepEnterpriseRecord kept:
                records.Add(kept.Record);
                world.Note(TimelineKind.Case, instance.Name, "", $"企业记录：{kept.Record.Name}，{ConductWords.WordOf(kept.Record.Conduct)}");
                break;
            case Enqueue message:
                Send(instance, message);
                break;
            case KeepServiceReceipt kept:
                world.Note(TimelineKind.Served, instance.Name, "", $"{kept.Receipt.ServedOn:yyyy-MM-dd} {kept.Receipt.Method}，{kept.Receipt.Recipient}签收");
                break;
            case AssignCase assign:
                world.Note(TimelineKind.Case, instance.Name, "", $"承办单位：{bureaus.Find(assign.HandlingBureauId)?.Name ?? assign.HandlingBureauId}");
                break;
            case CloseCase close:
                Result = close.Result;
                world.Note(TimelineKind.Case, instance.Name, "", $"办结：{close.Result}");
                break;
            case StartChild child:
                var input = child.Input.ToImmutableDictionary(entry => entry.Key, entry => entry.Value?.DeepClone(), StringComparer.Ordinal);
                world.At(world.Now, () => world.Begin(child.InstanceId, child.DefinitionId, input, (instance, child.BookmarkId), child.CorrelationId));
                break;
            case PublishedEvent published:
                world.Note(TimelineKind.Outside, instance.Name, "", $"发布事件“{published.EventName}”");
                world.At(world.Now, () => world.Publish(published.EventName, published.Payload, published.CorrelationId, published.InstanceId));
                break;
            case TaskRequested task:
                world.Note(TimelineKind.Outside, instance.Name, "", $"请求外部任务“{task.TaskName}”");
                break;
            case SendRequest:
                world.Note(TimelineKind.Outside, instance.Name, "", "请求外部接口");
                break;
            default:
                break;
        }
    }

    /// <summary>A timer is due at another time, or never; what was arranged before is void.</summary>
    private void Move(PlayedInstance instance, string bookmarkId, DateTimeOffset? at)
    {
        wakes[bookmarkId] = wakes.GetValueOrDefault(bookmarkId) + 1;
        arranged.Remove(bookmarkId);
        if (at is { } due)
        {
            Wake(instance, bookmarkId, due);
        }
    }

    private void Wake(PlayedInstance instance, string bookmarkId, DateTimeOffset at)
    {
        var arrangement = wakes.GetValueOrDefault(bookmarkId);
        arranged.Add(bookmarkId);
        world.At(at, () => WakeUp(instance, bookmarkId, arrangement));
    }

    private void WakeUp(PlayedInstance instance, string bookmarkId, int arrangement)
    {
        if (arrangement == wakes.GetValueOrDefault(bookmarkId) && instance.Waits(bookmarkId))
        {
            arranged.Remove(bookmarkId);
            world.Resume(instance, bookmarkId, ImmutableDictionary<string, JsonNode?>.Empty);
        }
    }

    private void Gather(PlayedInstance instance, FigureRequest asked, string bookmarkId)
    {
        var figures = FigureGathering.Of(asked, new FigureFacts([.. records], request.Standings, products, bureaus) { Experts = request.Experts });
        Deliver(instance, bookmarkId, [KeyValuePair.Create(FigureMessage.Figures, (JsonNode?)figures)]);
    }

    private void Issue(PlayedInstance instance, RequestDocument request)
    {
        var series = DocumentNumber.Series(request.Code, request.Date.Year);
        numbers[series] = numbers.GetValueOrDefault(series) + 1;
        var number = DocumentNumber.Format(request.Code, request.Date.Year, numbers[series]);
        var step = instance.State.Bookmarks.FirstOrDefault(bookmark => bookmark.Id == request.BookmarkId)?.NodeId ?? "";
        documents.Add(new PlayedDocument(request.Template, request.Title, number, request.Date, request.BureauId, request.Data)
        {
            Step = instance.Graph.Find(step)?.Activity.DisplayName ?? "",
            Obligations = [.. instance.LawOf(step)?.Names ?? []],
        });
        world.Note(TimelineKind.Document, instance.Name, "", $"《{request.Title}》{number}");
        Deliver(instance, request.BookmarkId, [KeyValuePair.Create(DocumentMessage.Number, (JsonNode?)JsonValue.Create(number))]);
    }

    private void Send(PlayedInstance instance, Enqueue message)
    {
        var to = message.Payload[MessageKinds.To]?.ToString() ?? "";
        var text = message.Payload[MessageKinds.Subject]?.ToString() ?? message.Payload[MessageKinds.Body]?.ToString() ?? "";
        messages.Add(new PlayedMessage(message.Kind, to, text));
        world.Note(TimelineKind.Message, instance.Name, "", $"{(message.Kind == MessageKinds.Sms ? "短信" : message.Kind == MessageKinds.Email ? "邮件" : message.Kind)} {to}：{text}");
        if (message.BookmarkId is { } bookmark)
        {
            Deliver(instance, bookmark, []);
        }
    }

    private void Deliver(PlayedInstance instance, string bookmarkId, IEnumerable<KeyValuePair<string, JsonNode?>> result)
    {
        var input = ImmutableDictionary<string, JsonNode?>.Empty.Add("delivered", JsonValue.Create(true)).Add("response", JsonValue.Create("")).AddRange(result);
        world.At(world.Now, () => world.Resume(instance, bookmarkId, input));
    }
}
