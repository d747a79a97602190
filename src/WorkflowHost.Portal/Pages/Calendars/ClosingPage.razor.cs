using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Changes;

namespace WorkflowHost.Portal.Pages.Calendars;

/// <summary>The closing days of a bureau: edited as lines, previewed, confirmed.</summary>
public sealed partial class ClosingPage
{
    private IReadOnlyList<Problem> problems = [];
    private string heading = "";
    private string text = "";
    private Bureau? bureau;
    private CalendarProposal.Closing? proposal;
    private CalendarPreview? preview;
    private int shown;

    /// <summary>Whose days; the person's own bureau when absent.</summary>
    [SupplyParameterFromQuery(Name = "bureau")]
    public string? Asked { get; set; }

    [Inject]
    private CalendarDesk Desk { get; set; } = default!;

    [Inject]
    private CurrentCalendar Calendars { get; set; } = default!;

    private IReadOnlyList<Bureau> Offered => Desk.MayClose(Me);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var wanted = IsPost ? Posted("bureau") : Asked ?? Me.BureauId;
        bureau = Offered.FirstOrDefault(offered => offered.Id == wanted);
        if (bureau is null)
        {
            AnswerForbidden();
            return;
        }

        text = IsPost ? Posted("carried") is { Length: > 0 } carried ? carried : Posted("text") : ClosingDays.Lines(Calendars.Calendars.ClosingDaysOf(bureau.Id));
        if (Http.Request.HasFormContentType && Http.Request.Form.ContainsKey("carried"))
        {
            await LookAsync();
        }
    }

    private Task PreviewAsync() => bureau is null ? Task.CompletedTask : LookAsync();

    private async Task LookAsync()
    {
        var days = ClosingDays.Parse(text);
        if (days.Value is null)
        {
            (heading, problems) = ("休息日没有读懂，请修改以下内容：", [.. days.Problems.Select(problem => problem with { Path = "text" })]);
            return;
        }

        proposal = new CalendarProposal.Closing(bureau!.Id, days.Value);
        preview = await Desk.PreviewAsync(proposal, Aborted);
        shown = int.TryParse(Posted("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        shown = Math.Min(shown, Math.Max(0, (preview.Moved.Count - 1) / Components.ChangePreview.PageSize));
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
}
