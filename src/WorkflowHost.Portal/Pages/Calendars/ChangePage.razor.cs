using Microsoft.AspNetCore.Components;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Speech;
using WorkflowHost.Runtime;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Changes;

namespace WorkflowHost.Portal.Pages.Calendars;

/// <summary>One change of the calendars: who made it, how far it is, and every limit that it moved.</summary>
public sealed partial class ChangePage
{
    private CalendarRevision? change;
    private IReadOnlyList<RecomputedLimit> limits = [];
    private string by = "";
    private HolidayNotice? replaced;

    /// <summary>The change.</summary>
    [Parameter]
    public int Number { get; set; }

    /// <summary>The last limit of the page before; absent on the first.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [Inject]
    private ICalendarStore Store { get; set; } = default!;

    [Inject]
    private CalendarDesk Desk { get; set; } = default!;

    [Inject]
    private IOrganisationStore People { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        change = await Store.FindChangeAsync(Number, Aborted);
        if (change is null)
        {
            AnswerNotFound();
            return;
        }

        replaced = Desk.MayChangeNotices(Me) ? await Desk.ReplacedByAsync(Number, Aborted) : null;
        limits = await Store.RecomputedAsync(Number, From, PageSize, Aborted);
        by = change.Actor == Command.System ? "系统" : (await People.FindAsync(change.Actor, Aborted))?.DisplayName ?? change.Actor;
    }

    private static string Day(DateOnly? day) => day is { } known ? DateText.Day(known) : "未定";
}
