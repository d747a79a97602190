using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Notices;

namespace WorkflowHost.Portal.Pages.Notices;

/// <summary>What the person's roles were told.</summary>
public sealed partial class NoticesPage
{
    private Page<DeskNotice> notices = new([], null);
    private IReadOnlyDictionary<string, CaseSummary> cases = new Dictionary<string, CaseSummary>(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where the page begins.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    /// <summary><c>true</c> shows those that were read, too.</summary>
    [SupplyParameterFromQuery]
    public string? All { get; set; }

    [Inject]
    private INoticeStore Store { get; set; } = default!;

    [Inject]
    private ICaseStore Cases { get; set; } = default!;

    [Inject]
    private IOrganisationStore People { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private bool Unread => All != "true";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        notices = await Store.ListAsync(Me.BureauId, Me.Roles, Unread, After, PageSize, Aborted);
        cases = await Cases.SummariesAsync([.. notices.Items.Select(item => item.CaseId).Distinct(StringComparer.Ordinal)], Aborted);
        names = await People.NamesAsync(
            [.. notices.Items.Select(item => item.ReadBy).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)], Aborted);
    }

    private async Task MarkAsync()
    {
        List<string> keys = Posted("key") is { Length: > 0 } key
            ? [key]
            : [.. notices.Items.Where(item => item.ReadAt is null).Select(item => item.Notice.Key)];
        var marked = await Store.MarkReadAsync(keys, Me.BureauId, Me.Roles, Me.Id, Time.GetUtcNow(), Aborted);
        Flash.Leave(Http, $"已阅 {marked} 条通知。");
        Navigation.NavigateTo("/notices" + Http.Request.QueryString);
    }

    private static string NameOf(NoticeKind kind) => kind switch
    {
        NoticeKind.Reminder => "到期提醒",
        NoticeKind.Overdue => "超期",
        NoticeKind.Escalation => "督办",
        NoticeKind.LimitMoved => "期限变动",
        NoticeKind.Request => "申请",
        NoticeKind.CalendarMissing => "放假安排",
        _ => "批复",
    };

    private static string ToneOf(NoticeKind kind) => kind switch
    {
        NoticeKind.Overdue or NoticeKind.Escalation => "red",
        NoticeKind.Reminder or NoticeKind.CalendarMissing => "amber",
        _ => "blue",
    };
}
