using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Definitions;
using WorkflowHost.Documents;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;
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

    private bool MayHalt => limits.Any(limit => (limit.EndedAt is null || halted is not null) && limit.Limit.Rule.Excludes.Contains(ExclusionKind.Suspension)
        && LimitDesk.MayAsk(limit.Limit, Me));

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

    private async Task HaltAsync()
    {
        if (subject is null || isForbidden)
        {
            return;
        }

        var day = DateOnly.TryParseExact(Posted("day"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var given) ? given : today;
        var answer = await Halt.HaltAsync(Id, Posted("what") == "resume", day, new LimitCommand("", operationId, Posted("reason"), Me), Aborted);
        if (answer.Value is not { } standstill)
        {
            problems = answer.Problems;
            return;
        }

        var others = standstill.Others.IsEmpty ? "" : $"；照常计算：{string.Join('、', standstill.Others)}";
        var changed = standstill.Changed.IsEmpty ? "没有仍停止计算的期限" : string.Join('、', standstill.Changed);
        Flash.Leave(Http, $"{(Posted("what") == "resume" ? "已恢复计算" : "已停止计算")}：{changed}{others}。");
        Navigation.NavigateTo("/cases/" + Uri.EscapeDataString(Id));
    }
}
