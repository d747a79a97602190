using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.HumanTasks;
using WorkflowHost.Portal.Access;
using WorkflowHost.Portal.Components;
using WorkflowHost.Portal.Speech;

namespace WorkflowHost.Portal.Pages.Desk;

/// <summary>What is to be done, at a glance.</summary>
public sealed partial class DeskPage
{
    private const int Shown = 8;
    private const int Batch = 200;
    private const int MaxBatches = 5;
    private IReadOnlyList<TaskRow> rows = [];
    private int all;
    private int near;
    private int overdue;
    private int done;
    private readonly List<(InstanceChoice Choice, int Count)> watched = [];

    [Inject]
    private ITaskStore Tasks { get; set; } = default!;

    [Inject]
    internal TaskRows Rows { get; set; } = default!;

    [Inject]
    internal DueDates Dates { get; set; } = default!;

    [Inject]
    private ICaseProcedures Procedures { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        all = await Tasks.CountInboxAsync(Me.BureauId, Me.Roles, Aborted);
        done = (await Tasks.DoneByAsync(Me.Id, null, Batch, Aborted)).Items.Count;
        await CountUrgentAsync();
        var first = await Tasks.InboxAsync(Me.BureauId, Me.Roles, null, Shown, Aborted);
        rows = await Rows.OfAsync(first.Items, Aborted);
        foreach (var choice in Current.Supervises ? InstanceChoice.Each : [])
        {
            watched.Add((choice, await Procedures.CountAsync(Access.Scope, choice.Filter(Dates), Batch, Aborted)));
        }
    }

    private static string StyleOf(InstanceChoice choice) =>
        choice == InstanceChoice.Near ? "tile-amber" : choice == InstanceChoice.All ? "" : "tile-red";

    /// <summary>The inbox comes earliest due first, so counting stops at the first task that is in time.</summary>
    private async Task CountUrgentAsync()
    {
        string? after = null;
        for (var batch = 0; batch < MaxBatches; batch++)
        {
            var page = await Tasks.InboxAsync(Me.BureauId, Me.Roles, after, Batch, Aborted);
            foreach (var task in page.Items)
            {
                switch (Dates.Of(task.DueAt, task.LateAt).Urgency)
                {
                    case Urgency.Overdue:
                        overdue++;
                        break;
                    case Urgency.Near:
                        near++;
                        break;
                    default:
                        return;
                }
            }

            after = page.Next;
            if (after is null)
            {
                return;
            }
        }
    }

    private static string Number(int count) =>
        count >= Batch ? $"{Batch}+" : count.ToString(CultureInfo.InvariantCulture);
}
