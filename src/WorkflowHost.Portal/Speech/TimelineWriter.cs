using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Portal.Speech;

/// <summary>Tells a case's history in plain Chinese.</summary>
internal sealed class TimelineWriter(IInstanceQueries instances, IOrganisationStore people, IBureauDirectory bureaus)
{
    private const string DomainPrefix = "PostInspection.";
    private const string WorkflowType = "Elsa.Workflow";
    private static readonly ImmutableArray<string> HumanSteps = ["PostInspection.ApprovalTask", "PostInspection.RecordService"];

    private const string TimerType = "PostInspection.WorkingDayTimer";

    /// <summary>They hold steps and are none: nobody acts in them, and nobody has named them.</summary>
    private static readonly ImmutableArray<string> Containers =
    [
        "Elsa.Flowchart", "Elsa.Sequence", "Elsa.Parallel", "Elsa.Fork", "Elsa.ParallelForEach", "Elsa.For", "Elsa.ForEach", "Elsa.While",
        "Elsa.StateMachine",
    ];

    private static readonly ImmutableArray<string> EngineEvents =
    [
        HistoryEvents.Started, HistoryEvents.Completed, HistoryEvents.Suspended, HistoryEvents.Resumed, HistoryEvents.Faulted,
        HistoryEvents.Canceled, HistoryEvents.Retried, HistoryEvents.Skipped,
    ];

    /// <summary>What goes wrong and what a person does about it: told wherever it happens.</summary>
    private static readonly ImmutableArray<string> Interventions = [HistoryEvents.Faulted, HistoryEvents.Retried, HistoryEvents.Skipped];

    /// <summary>What a step says of its limit: told wherever it happens, because it moves the date or warns of it.</summary>
    private static readonly ImmutableArray<string> LimitEvents = ["LimitChanged", "LimitWithdrawn", "Reminded"];

    /// <summary>The history of some instances with the tasks that people did in them.</summary>
    public async Task<Timeline> WriteAsync(
        IReadOnlyList<string> instanceIds, IReadOnlyList<HumanTask> tasks, CancellationToken cancellationToken)
    {
        var events = new List<RecordedEvent>();
        foreach (var id in instanceIds)
        {
            events.AddRange((await instances.HistoryAsync(id, cancellationToken))
                .Where(line => !Containers.Contains(line.Event.ActivityType, StringComparer.Ordinal) || IsIntervention(line)));
        }

        var done = tasks.Where(task => task.Completion is not null).ToList();
        var ids = events.Select(line => line.Actor).Concat(done.Select(task => task.Completion!.By))
            .Where(id => id != Command.System).Distinct(StringComparer.Ordinal).ToList();
        var names = await people.NamesAsync(ids, cancellationToken);
        string NameOf(string id) => id == Command.System ? "系统" : names.GetValueOrDefault(id, id);

        var entries = done.Select(task => OfTask(task, NameOf(task.Completion!.By)))
            .Concat(events.Where(line => IsForPeople(line) && !IsToldBefore(line, events)).Select(line => OfEvent(line, NameOf(ActorOf(line)))))
            .OrderBy(entry => entry.At.ToUnixTimeMilliseconds());
        return new Timeline([.. entries], [.. events.Select(line => OfEvent(line, NameOf(ActorOf(line))))]);
    }

    /// <summary>What was filled in, one line a field.</summary>
    public ImmutableArray<string> FilledIn(HumanTask task, JsonObject form) =>
        [.. task.Form.Where(field => form[field.Name] is not null).Select(field => $"{field.Label}：{ValueOf(field, form[field.Name]!)}")];

    private TimelineEntry OfTask(HumanTask task, string who)
    {
        var completion = task.Completion!;
        return new TimelineEntry(
            completion.At, task.Title, who, completion.Outcome, completion.Opinion, ToneOf(completion.Outcome),
            FilledIn(task, completion.Form));
    }

    private string ValueOf(FormField field, JsonNode value) => field.Type switch
    {
        FormFieldType.File => value["name"]?.ToString() ?? "附件",
        FormFieldType.Bureau => bureaus.Find(value.ToString())?.Name ?? value.ToString(),
        _ => value.ToString(),
    };

    private static bool IsForPeople(RecordedEvent line)
    {
        var (type, name) = (line.Event.ActivityType, line.Event.Event);
        return IsIntervention(line) || IsReasoned(line) || IsOfLimit(line)
            || (name is HistoryEvents.Canceled && HumanSteps.Contains(type, StringComparer.Ordinal))
            || (type == WorkflowType && name is HistoryEvents.Started or HistoryEvents.Completed or HistoryEvents.Canceled)
            || (name == HistoryEvents.Completed && type.StartsWith(DomainPrefix, StringComparison.Ordinal)
                && !HumanSteps.Contains(type, StringComparer.Ordinal))
            || (!EngineEvents.Contains(name, StringComparer.Ordinal) && line.Event.Message.Length > 0
                && !HumanSteps.Contains(type, StringComparer.Ordinal));
    }

    /// <summary>Whose turn made an automatic step run is not who acted in it.</summary>
    private static string ActorOf(RecordedEvent line) =>
        line.Event switch
        {
            { ActivityType: WorkflowType } or { Event: HistoryEvents.Retried or HistoryEvents.Skipped or "LimitChanged" or "LimitWithdrawn" } => line.Actor,
            { Event: HistoryEvents.Canceled } => IsReasoned(line) ? line.Actor : Command.System,
            _ => HumanSteps.Contains(line.Event.ActivityType, StringComparer.Ordinal) ? line.Actor : Command.System,
        };

    private static bool IsIntervention(RecordedEvent line) => Interventions.Contains(line.Event.Event, StringComparer.Ordinal);

    private static bool IsOfLimit(RecordedEvent line) => LimitEvents.Contains(line.Event.Event, StringComparer.Ordinal);

    /// <summary>A step that a person ended says why; one that ended because the procedure went another way does not.</summary>
    private static bool IsReasoned(RecordedEvent line) => line.Event is { Event: HistoryEvents.Canceled, Message.Length: > 0 };

    /// <summary>A step that has told something itself needs no further line that it ended; a limit's end is news all the same.</summary>
    private static bool IsToldBefore(RecordedEvent line, List<RecordedEvent> events) =>
        line.Event is { Event: HistoryEvents.Completed, ExecutionId.Length: > 0, ActivityType: not TimerType }
        && events.Exists(other => other.Event.ExecutionId == line.Event.ExecutionId && other.Event.Message.Length > 0
            && !EngineEvents.Contains(other.Event.Event, StringComparer.Ordinal));

    private static TimelineEntry OfEvent(RecordedEvent line, string who)
    {
        var isWorkflow = line.Event.ActivityType == WorkflowType;
        var isHuman = HumanSteps.Contains(line.Event.ActivityType, StringComparer.Ordinal);
        var (outcome, tone) = line.Event.Event switch
        {
            HistoryEvents.Completed when line.Event.ActivityType == TimerType => ("期限届满", "grey"),
            HistoryEvents.Canceled when isHuman => ("待办已撤销", "grey"),
            HistoryEvents.Started => (isWorkflow ? "发起" : "开始", "blue"),
            HistoryEvents.Completed => (isWorkflow ? "结束" : "完成", "green"),
            HistoryEvents.Suspended => ("等待", "grey"),
            HistoryEvents.Resumed => ("继续", "grey"),
            HistoryEvents.Faulted => ("异常", "red"),
            HistoryEvents.Canceled => ("终止", "grey"),
            HistoryEvents.Retried => ("重试", "blue"),
            HistoryEvents.Skipped => ("跳过", "blue"),
            "LimitChanged" => ("期限变动", "blue"),
            "LimitWithdrawn" => ("期限撤销", "blue"),
            "Reminded" => ("提醒", "blue"),
            _ => ("记录", "grey"),
        };
        var step = isWorkflow || Containers.Contains(line.Event.ActivityType, StringComparer.Ordinal) ? "流程" : line.Event.ActivityName;
        return new TimelineEntry(line.Event.At, step, who, outcome, line.Event.Message, tone, []);
    }

    private static string ToneOf(string outcome) =>
        outcome.StartsWith('不') || outcome.StartsWith('退') ? "red" : "green";
}
