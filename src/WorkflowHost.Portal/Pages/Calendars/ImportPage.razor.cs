using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Changes;

namespace WorkflowHost.Portal.Pages.Calendars;

/// <summary>A notice comes in: read, previewed, confirmed. Between preview and confirmation it travels in the form.</summary>
public sealed partial class ImportPage
{
    private const int LargestFile = 1024 * 1024;
    private IReadOnlyList<Problem> problems = [];
    private string heading = "";
    private string text = "";
    private string content = "";
    private CalendarProposal.Notice? proposal;
    private CalendarPreview? preview;
    private bool isCorrection;
    private HolidayNotice? offered;
    private int shown;

    /// <summary>The year that is to be corrected: its notice as it stands is offered.</summary>
    [SupplyParameterFromQuery]
    public string? Year { get; set; }

    /// <summary>The number of a change: the notice that it replaced is offered.</summary>
    [SupplyParameterFromQuery]
    public string? Before { get; set; }

    [Inject]
    private CalendarDesk Desk { get; set; } = default!;

    [Inject]
    private CurrentCalendar Calendars { get; set; } = default!;

    [Inject]
    private IBureauDirectory Bureaus { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private string Way => Posted("way") is { Length: > 0 } way ? way : offered is null ? "lines" : "json";

    private string NextYear => (ChinaTime.DateOf(Time.GetUtcNow()).Year + 1).ToString(CultureInfo.InvariantCulture);

    private string Consequence =>
        $"{proposal!.Subject(Bureaus)}将立即生效：{preview!.Moved.Count} 个期限改期，{preview.Settled.Count} 个由暂定改为确定，有关待办、计时和到期日随之重算，并通知承办人员。";

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        // A form of the page before is answered by this one, so both have to be there.
        text = Posted("text");
        if (IsPost && Posted("content") is { Length: > 0 } carried)
        {
            Take(HolidayNoticeJson.Parse(carried));
        }

        if (!Desk.MayChangeNotices(Me))
        {
            AnswerForbidden();
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (!Desk.MayChangeNotices(Me))
        {
            return;
        }

        if (proposal is not null)
        {
            await LookAsync();
        }
        else if (!IsPost && await OfferedAsync() is { } notice)
        {
            (offered, text) = (notice, HolidayNoticeJson.Write(notice));
        }
    }

    private async Task<HolidayNotice?> OfferedAsync() =>
        int.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await Desk.ReplacedByAsync(number, Aborted)
        : int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? Calendars.Current.Notices.FirstOrDefault(notice => notice.Year == year)
        : null;

    private async Task PreviewAsync()
    {
        if (!Desk.MayChangeNotices(Me))
        {
            return;
        }

        if (Http.Request.Form.Files["file"] is { Length: > 0 } file)
        {
            if (file.Length > LargestFile)
            {
                Refuse([new Problem("file-large", "text", "文件超过 1 MB。")]);
                return;
            }

            using var reader = new StreamReader(file.OpenReadStream());
            text = await reader.ReadToEndAsync(Aborted);
        }

        var read = Read();
        Take(read);
        if (proposal is null)
        {
            Refuse(read.Problems);
            return;
        }

        if (Desk.RefusalOf(proposal) is { } refusal)
        {
            proposal = null;
            Refuse([refusal]);
            return;
        }

        await LookAsync();
    }

    private async Task ConfirmAsync()
    {
        if (proposal is null || preview is null || Posted("step") != "confirm")
        {
            return;
        }

        var confirmed = await Desk.ConfirmAsync(proposal, Posted("before"), Posted("after"), Posted("reason"), Me, Aborted);
        if (confirmed.Value is not { } change)
        {
            (problems, heading) = (confirmed.Problems, confirmed.Problems.Any(problem => problem.Code == CalendarDesk.SameCode) ? "无需重复确认：" : "没有生效：");
            return;
        }

        Flash.Leave(Http, $"{change.Subject}已生效，正在重算有关期限。");
        Navigation.NavigateTo(FormattableString.Invariant($"/calendars/changes/{change.Number}"));
    }

    private async Task LookAsync()
    {
        preview = await Desk.PreviewAsync(proposal!, Aborted);
        isCorrection = Calendars.Current.IsCovered(proposal!.Content.Year);
        shown = int.TryParse(Posted("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        shown = Math.Min(shown, Math.Max(0, (preview.Moved.Count - 1) / Components.ChangePreview.PageSize));
    }

    private void Take(Checked<HolidayNotice> read)
    {
        if (read.Value is { } notice)
        {
            proposal = new CalendarProposal.Notice(notice);
            content = HolidayNoticeJson.Write(notice);
        }
    }

    private void Refuse(IReadOnlyList<Problem> found)
    {
        heading = "放假通知没有读懂，请修改以下内容：";
        problems = [.. found.Select(problem => problem with { Path = FieldOf(problem.Path) })];
    }

    private Checked<HolidayNotice> Read()
    {
        if (Way == "json")
        {
            return HolidayNoticeJson.Parse(text);
        }

        if (!int.TryParse(Posted("year"), NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            return Checked<HolidayNotice>.Refused([new Problem("calendar-year", "year", "请填写年份。")]);
        }

        DateOnly? date = DateOnly.TryParseExact(Posted("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        string? Or(string field) => Posted(field).Trim() is { Length: > 0 } given ? given : null;
        IReadOnlyList<NoticeSource> sources = Or("number") is null && Or("title") is null ? [] : [new NoticeSource(Or("number"), Or("title"), date, null)];
        return Way == "ics" ? HolidayNoticeIcs.Read(text, year, sources) : HolidayNoticeLines.Read(text, year, sources);
    }

    private static string FieldOf(string path) => path switch
    {
        "year" => "year",
        "sources" => "number",
        _ => "text",
    };
}
