using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Regulations;
using WorkflowHost.Regulations.Fulfilment;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Portal.Pages.Regulations;

/// <summary>One obligation: its words, what makes it due, which steps carry it, and in how many cases it stands how.</summary>
public sealed partial class ObligationPage
{
    private Obligation? obligation;
    private Obligation? before;
    private Obligation? after;
    private IReadOnlyList<Obligation> replaces = [];
    private IReadOnlyList<string> kinds = [];
    private IReadOnlyList<CarryingProcedure> settling = [];
    private IReadOnlyList<CarryingProcedure> preparing = [];
    private ObligationCount? count;
    private bool isKeptAtIntake;
    private DateOnly today;

    /// <summary>The obligation.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private ObligationCatalogue Catalogue { get; set; } = default!;

    [Inject]
    private IntakeRules Rules { get; set; } = default!;

    [Inject]
    private PublishedSteps Published { get; set; } = default!;

    [Inject]
    private IObligationRecords Records { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        obligation = Catalogue.Find(Id);
        if (obligation is null)
        {
            AnswerNotFound();
            return;
        }

        var now = Time.GetUtcNow();
        today = ChinaTime.DateOf(now);
        var regulation = Catalogue.Regulations.First(one => one.Obligations.Contains(obligation));
        var place = regulation.Obligations.IndexOf(obligation);
        before = place > 0 ? regulation.Obligations[place - 1] : null;
        after = place + 1 < regulation.Obligations.Length ? regulation.Obligations[place + 1] : null;
        replaces = [.. Catalogue.All.Where(other => other.ReplacedBy.Contains(Id, StringComparer.Ordinal))];
        isKeptAtIntake = Rules.All.Any(rule => rule.Duties.All.Contains(Id, StringComparer.Ordinal));
        kinds = [.. regulation.Kinds.Where(kind => obligation.Kinds.Contains(kind.Key, StringComparer.Ordinal)).Select(kind => kind.Name)];
        var procedures = CarryingProcedure.Of((await Published.ReadAsync(Aborted)).Where(step => step.ObligationId == Id)).ToLookup(procedure => procedure.Discharges);
        settling = [.. procedures[true]];
        preparing = [.. procedures[false]];
        if (Current.Bureau is { } bureau && bureau.City == obligation.City && !isKeptAtIntake)
        {
            var newYear = new DateTimeOffset(today.Year, 1, 1, 0, 0, 0, ChinaTime.Offset).ToUniversalTime();
            count = await Records.CountAsync(Id, CountedCasesOf.Bureau(bureau), now, newYear, Aborted);
        }
    }

    private static string Listed(IReadOnlyCollection<string> names) => names.Count > 0 ? string.Join('、', names) : "—";

    private string Address(FilteredStanding standing) => CaseListAddress.Of(Id, standing);
}
