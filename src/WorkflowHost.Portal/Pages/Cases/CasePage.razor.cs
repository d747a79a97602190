using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Definitions;
using WorkflowHost.Documents;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;
using WorkflowHost.Portal.Components;
using WorkflowHost.Portal.Speech;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Decisions;

namespace WorkflowHost.Portal.Pages.Cases;

/// <summary>One case: what waits, its procedures and obligations, documents, receipts, history.</summary>
public sealed partial class CasePage
{
    private const int MaxInstances = 200;
    private Case? subject;
    private bool isForbidden;
    private string endedBy = "";
    private IReadOnlyList<Wait> waits = [];
    private List<HumanTask> tasks = [];
    private IReadOnlyList<InstanceSummary> instances = [];
    private IReadOnlyDictionary<string, string> setbacks = new Dictionary<string, string>(StringComparer.Ordinal);
    private IReadOnlyList<IssuedDocument> documents = [];
    private IReadOnlyList<ServiceReceipt> receipts = [];
    private HaltedCase? halted;
    private string operationId = "";
    private DateOnly today;

    /// <summary>What was posted and comes back when it is refused: whether to go on, and the day.</summary>
    private bool? refused;
    private DateOnly refusedDay;
    private IReadOnlyList<Problem> problems = [];
    private IReadOnlyList<StoredLimit> limits = [];
    private IReadOnlyDictionary<string, StoredLimit> open = new Dictionary<string, StoredLimit>(StringComparer.Ordinal);
    private Timeline timeline = new([], []);
    private readonly List<(string Id, IReadOnlyList<Incident> Incidents)> stuck = [];

    /// <summary>The case.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private ICaseStore Cases { get; set; } = default!;

    [Inject]
    private ITaskStore Tasks { get; set; } = default!;

    [Inject]
    private ITimeLimitStore Limits { get; set; } = default!;

    [Inject]
    private ICaseHaltStore Halts { get; set; } = default!;

    [Inject]
    private CaseHalt Halt { get; set; } = default!;

    [Inject]
    private IIdGenerator Ids { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IDocumentStore Documents { get; set; } = default!;

    [Inject]
    private IServiceReceiptStore Receipts { get; set; } = default!;

    [Inject]
    private IInstanceQueries Instances { get; set; } = default!;

    [Inject]
    private IOrganisationStore People { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    [Inject]
    internal Setbacks Setbacks { get; set; } = default!;

    [Inject]
    internal TimelineWriter Writer { get; set; } = default!;

    private string EndText => subject switch
    {
        { State: CaseState.Terminated, ClosedAt: { } at } => $"案件已于 {DateText.Instant(at)} 由{endedBy}终止，原因：{subject.Result}",
        { ClosedAt: { } at } => $"案件已于 {DateText.Instant(at)} 办结：{subject.Result}",
        _ => "案件已办结。",
    };

    private string NothingWaits => subject?.State switch
    {
        CaseState.Registered => "检验结论合格，案件仅作登记，无需后处理。",
        CaseState.Closed => "流程已结束，没有等待办理的步骤。",
        CaseState.Terminated => "流程已终止，没有后续步骤。",
        _ => "没有等待办理的步骤。",
    };

    /// <summary>Whether a posted form is still on its way to its handler: it has to be there, whatever the case has become.</summary>
    private bool IsDispatch => IsPost && refused is null;

    private bool MayHalt => CaseHalt.MayHalt(limits, halted is not null, Me);

    private bool IsToHalt => halted is null || open.Values.Any(stored =>
        stored.Limit.Rule.Excludes.Contains(ExclusionKind.Suspension) && stored.Limit.Outcome.SuspendedOn is null);

    private bool IsToGoOn => halted is not null || open.Values.Any(stored => CaseHalt.IsHalted(stored) && LimitDesk.MayAsk(stored.Limit, Me));

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        today = ChinaTime.DateOf(Time.GetUtcNow());
        operationId = Posted("operationId") is { Length: > 0 and <= 64 } sent ? sent : Ids.NewId();
        subject = await Cases.FindAsync(Id, Aborted);
        if (subject is null)
        {
            AnswerNotFound();
            return;
        }

        isForbidden = !Access.MaySee(subject);
        if (isForbidden)
        {
            AnswerForbidden();
            return;
        }

        endedBy = (await People.FindAsync(subject.ClosedBy, Aborted))?.DisplayName ?? "系统";
        tasks = [.. await Tasks.OfCaseAsync(Id, Aborted)];
        limits = await Limits.OfCaseAsync(Id, Aborted);
        halted = await Halts.FindAsync(Id, Aborted);
        open = limits.Where(limit => limit.EndedAt is null).ToDictionary(limit => limit.Limit.Id, StringComparer.Ordinal);
        documents = await Documents.OfCaseAsync(Id, Aborted);
        receipts = await Receipts.OfCaseAsync(Id, Aborted);
        instances = (await Instances.ListAsync(new InstanceFilter(CorrelationId: Id), null, MaxInstances, Aborted)).Items;
        waits = [.. instances.SelectMany(instance => instance.Waits)];
        setbacks = await Setbacks.OfAsync(instances, Aborted);
        foreach (var instance in instances.Where(instance => instance.IncidentCount > 0))
        {
            stuck.Add((instance.Id, await Instances.IncidentsAsync(instance.Id, Aborted)));
        }

        timeline = await Writer.WriteAsync([.. instances.Select(instance => instance.Id)], tasks, Aborted);
    }

    /// <summary>Where a problem of a form stands: its day has a name of its own in each.</summary>
    private static string PathIn(bool resumes, string path) =>
        path.Length == 0 ? "" : (resumes ? "resume-" : "halt-") + (path is "first" or "last" ? "day" : path);

    private static string IdOf(bool resumes, string field) => FieldId.Of(PathIn(resumes, field));

    private string DayIn(bool resumes) => DateText.Plain(refused == resumes ? refusedDay : today);

    private string ReasonIn(bool resumes) => refused == resumes ? Posted("reason") : "";

    private async Task HaltAsync(bool resumes)
    {
        if (subject is null || isForbidden)
        {
            return;
        }

        var isDay = DateOnly.TryParseExact(Posted("day"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var given);
        (refused, refusedDay) = (resumes, isDay ? given : today);
        if (!isDay)
        {
            problems = [new Problem("date", PathIn(resumes, "day"), "请填写日期，如 2026-09-16。")];
            return;
        }

        var answer = await Halt.HaltAsync(Id, resumes, refusedDay, new LimitCommand("", operationId, Posted("reason"), Me), Aborted);
        if (answer.Value is not { } standstill)
        {
            problems = [.. answer.Problems.Select(problem => problem with { Path = PathIn(resumes, problem.Path) })];
            return;
        }

        var what = (resumes, standstill.Changed.IsEmpty) switch
        {
            (_, true) when standstill.IsRepeat => resumes ? "恢复办理已经登记，没有重复办理" : "中止已经登记，没有重复办理",
            (false, true) => "案件已中止，目前没有可以停止计算的期限",
            (true, true) => "案件已恢复办理，没有仍停止计算的期限",
            (false, false) => $"案件已中止，停止计算：{string.Join('、', standstill.Changed)}",
            (true, false) => $"已恢复计算：{string.Join('、', standstill.Changed)}",
        };
        Flash.Leave(Http, what + (standstill.Others.IsEmpty ? "。" : $"；照常计算：{string.Join('、', standstill.Others)}。"));
        Navigation.NavigateTo("/cases/" + Uri.EscapeDataString(Id));
    }
}
