using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Definitions;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;
using WorkflowHost.Portal.Speech;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Decisions;

namespace WorkflowHost.Portal.Pages.Limits;

/// <summary>One limit: how its date came about, what changed it, and what a person may do about it.</summary>
public sealed partial class LimitPage
{
    private StoredLimit? stored;
    private Case? subject;
    private ExcludedPeriod? open;
    private LimitRange? range;
    private bool isHalted;
    private DateOnly today;
    private string operationId = "";
    private IReadOnlyList<CountedDay> days = [];
    private IReadOnlyList<ExtensionRequest> requests = [];
    private IReadOnlyList<RecordedLimitChange> changes = [];
    private IReadOnlyList<Problem> problems = [];
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The limit.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private LimitDesk Desk { get; set; } = default!;

    [Inject]
    private ExtensionDesk Extending { get; set; } = default!;

    [Inject]
    private ICaseHaltStore Halts { get; set; } = default!;

    [Inject]
    private ITimeLimitStore Limits { get; set; } = default!;

    [Inject]
    private IExtensionStore Requests { get; set; } = default!;

    [Inject]
    private ITimeLimitCalculator Calculator { get; set; } = default!;

    [Inject]
    private ICaseStore Cases { get; set; } = default!;

    [Inject]
    private ITaskStore Tasks { get; set; } = default!;

    [Inject]
    private IOrganisationStore People { get; set; } = default!;

    [Inject]
    private IIdGenerator Ids { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        today = ChinaTime.DateOf(Time.GetUtcNow());
        operationId = Posted("operationId") is { Length: > 0 and <= 64 } sent ? sent : Ids.NewId();
        await ReadAsync();
        if (stored is null)
        {
            AnswerNotFound();
        }
    }

    private async Task ReadAsync()
    {
        var found = await Limits.FindAsync(Id, Aborted);
        if (found is null || !await MaySeeAsync(found))
        {
            return;
        }

        stored = found;
        open = found.Limit.Facts.Excluded.FirstOrDefault(period => period.Last is null);
        isHalted = open is { IsOfCase: true } && await Halts.FindAsync(found.Limit.CaseId, Aborted) is not null;
        var result = Calculator.Compute(found.Limit.Running());
        (days, range) = (result.Days, found.EndedAt is null ? result.Range : null);
        requests = [.. (await Requests.OfCaseAsync(found.Limit.CaseId, Aborted)).Where(request => request.LimitId == Id)];
        changes = await Limits.ChangesAsync(Id, Aborted);
        var actors = changes.Select(change => change.Actor).Concat(requests.SelectMany(request => new[] { request.AskedBy, request.DecidedBy }));
        names = await People.NamesAsync([.. actors.Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)], Aborted);
    }

    private async Task<bool> MaySeeAsync(StoredLimit found)
    {
        subject = await Cases.FindAsync(found.Limit.CaseId, Aborted);
        return found.Limit.Kind is LimitedKind.Task && await Tasks.FindAsync(found.Limit.Id, Aborted) is { } task
            ? Access.MaySee(task, subject)
            : Access.MaySeeInstanceOf(subject);
    }

    private string ReasonOf(string form) => Posted("_handler") == form ? Posted("reason") : "";

    private LimitCommand Command => new(Id, operationId, Posted("reason"), Me);

    private Task AskAsync() => AnswerAsync(
        () => Extending.AskAsync(Command, int.TryParse(Posted("value"), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0, Aborted),
        ExtensionDesk.Asked);

    private Task DecideAsync(string requestId) => Posted("decision") == "approve"
        ? AnswerAsync(() => Extending.ApproveAsync(Command, requestId, Aborted), ExtensionDesk.Approved)
        : AnswerAsync(() => Extending.RefuseAsync(Command, requestId, Aborted), ExtensionDesk.NotApproved);

    private Task StopAsync() => OnDayAsync(
        "first", day => Desk.StopAsync(Command, Enum.TryParse<ExclusionKind>(Posted("kind"), out var kind) ? kind : ExclusionKind.Suspension, day, Aborted),
        LimitDesk.Stopped);

    private Task ResumeAsync() => OnDayAsync("last", day => Desk.ResumeAsync(Command, day, Aborted), LimitDesk.Resumed);

    private Task WithdrawAsync() => AnswerAsync(() => Desk.WithdrawAsync(Command, Aborted), LimitDesk.Withdrawn);

    private Task OnDayAsync(string field, Func<DateOnly, Task<RuntimeResult>> act, string done) => AnswerAsync(
        () => DateOnly.TryParseExact(Posted("day"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? act(day)
            : Task.FromResult<RuntimeResult>(new RuntimeResult.Refused([new Problem("date", field, "请填写日期，如 2026-09-16。")])),
        done);

    private async Task AnswerAsync(Func<Task<RuntimeResult>> act, string done)
    {
        if (stored is null)
        {
            return;
        }

        switch (await act())
        {
            case RuntimeResult.Refused refused:
                problems = refused.Problems;
                await ReadAsync();
                break;
            case RuntimeResult.Gone:
                problems = [new Problem("limit-gone", "", "该期限已经结束，操作没有生效。")];
                await ReadAsync();
                break;
            case RuntimeResult.Repeated repeated:
                Leave(repeated.Answer);
                break;
            default:
                Leave(done);
                break;
        }
    }

    private void Leave(string text)
    {
        Flash.Leave(Http, text);
        Navigation.NavigateTo("/limits/" + Uri.EscapeDataString(Id));
    }

    private DateOnly? ExtendedTo(ExtensionRequest request) =>
        Extending.Extended(stored!, request.Value, request.Reason, Me).Value is { } limit ? Calculator.Compute(limit).Span.LastDay : null;

    private string Person(string id) => id == WorkflowHost.Runtime.Command.System ? "系统" : names.GetValueOrDefault(id, id);

    private static string Dates(LimitChange change) => (change.Before, change.After) switch
    {
        (null, { } now) => DateText.Plain(now),
        ({ } was, { } now) when was != now => $"{DateText.Plain(was)} → {DateText.Plain(now)}",
        ({ } was, null) => $"{DateText.Plain(was)} → 未定",
        ({ } was, _) => $"{DateText.Plain(was)} 不变",
        _ => "未定",
    };

    private static string NameOf(LimitChangeKind kind) => kind switch
    {
        LimitChangeKind.Set => "设定",
        LimitChangeKind.Recomputed => "按新日历重算",
        LimitChangeKind.Extended => "延长",
        LimitChangeKind.Stopped => "停止计算",
        LimitChangeKind.Resumed => "恢复计算",
        LimitChangeKind.Restated => "依据更新",
        _ => "撤销",
    };

    private static string NameOf(ExtensionState state) => state switch
    {
        ExtensionState.Asked => "待批复",
        ExtensionState.Approved => "已批准",
        _ => "不同意",
    };

    private static string ToneOf(ExtensionState state) => state switch
    {
        ExtensionState.Asked => "amber",
        ExtensionState.Approved => "green",
        _ => "red",
    };
}
