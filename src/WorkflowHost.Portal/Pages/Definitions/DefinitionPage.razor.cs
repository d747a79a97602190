using Microsoft.AspNetCore.Components;
using WorkflowHost.Access;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;
using WorkflowHost.Regulations;
using WorkflowHost.Regulations.Fulfilment;
using WorkflowHost.Runtime;

namespace WorkflowHost.Portal.Pages.Definitions;

/// <summary>One procedure: who works on it, what obligations its steps name, what publishing remarked, its versions and what people did with it.</summary>
public sealed partial class DefinitionPage
{
    private const int Shown = 50;
    private DefinitionVersion? latest;
    private DefinitionEditor? editor;
    private Numbered<DefinitionSummary> versions = new([], 0);
    private IReadOnlyList<Problem> warnings = [];
    private IReadOnlyList<NamedObligation> duties = [];
    private IReadOnlyList<DefinitionChange> changes = [];
    private IReadOnlyList<(DefinitionSummary User, int Used)> users = [];
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The definition.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private IDefinitionStore Store { get; set; } = default!;

    [Inject]
    private IDefinitionLists Lists { get; set; } = default!;

    [Inject]
    private IDefinitionDrafts Drafts { get; set; } = default!;

    [Inject]
    private DefinitionDesk Desk { get; set; } = default!;

    [Inject]
    private PublishedRemarks Remarks { get; set; } = default!;

    [Inject]
    private ObligationCatalogue Catalogue { get; set; } = default!;

    [Inject]
    private PublishedSteps Published { get; set; } = default!;

    [Inject]
    private IOrganisationStore People { get; set; } = default!;

    [Inject]
    private MachineClock Clock { get; set; } = default!;

    [Inject]
    private DefinitionEditing Editing { get; set; } = default!;

    private bool MayEdit => latest is { IsReadonly: false } && Editing.MayEdit(Me, latest.DefinitionId, latest.Json);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        latest = await Store.FindLatestAsync(Id, Aborted);
        if (latest is null)
        {
            AnswerNotFound();
            return;
        }

        editor = await Drafts.FindEditorAsync(Id, Aborted) is { } known && known.LastSavedAt + DefinitionDesk.EditingLasts > Clock.Now ? known : null;
        versions = await Lists.ListAsync(new DefinitionFilter { DefinitionIds = [Id], Order = DefinitionOrder.Version, Descending = true }, 0, Shown, Aborted);
        warnings = (latest.IsPublished ? latest : await Store.FindPublishedAsync(Id, Aborted)) is { } published ? await Remarks.OfAsync(published, Aborted) : [];
        duties =
        [
            .. (await Published.ReadAsync(Aborted)).Where(step => step.DefinitionId == Id).GroupBy(step => step.ObligationId, StringComparer.Ordinal)
                .Select(group => NamedObligation.Of(group.Key, Catalogue.Find(group.Key), group.Select(step => step.Step))),
        ];
        changes = await Drafts.ChangesAsync(Id, Shown, Aborted);
        users = await UsersAsync();
        var people = changes.Select(change => change.Actor).Concat(versions.Items.Select(version => version.ChangedBy)).Append(editor?.AccountId ?? "");
        names = await People.NamesAsync([.. people.Distinct(StringComparer.Ordinal)], Aborted);
    }

    private async Task TakeOverAsync()
    {
        if (!MayEdit)
        {
            AnswerForbidden();
            return;
        }

        await Desk.TakeOverAsync(Id, Me.Id, Aborted);
        Flash.Leave(Http, "已接手编辑。请在“流程设计”中重新打开本流程后再修改。");
        Navigation.NavigateTo("/definitions/" + Uri.EscapeDataString(Id));
    }

    /// <summary>The definitions that use this one as a step, with the version of it that they stand for.</summary>
    private async Task<IReadOnlyList<(DefinitionSummary User, int Used)>> UsersAsync()
    {
        var found = new List<(DefinitionSummary, int)>();
        foreach (var user in await Lists.ConsumersAsync(Id, Aborted))
        {
            foreach (var pinned in (await Store.FindAsync(user.Id, Aborted))?.Uses.ByReference.Values.Distinct(StringComparer.Ordinal) ?? [])
            {
                if (await Store.FindAsync(pinned, Aborted) is { } used && used.DefinitionId == Id)
                {
                    found.Add((user, used.Version));
                }
            }
        }

        return [.. found.OrderBy(pair => pair.Item1.Name, StringComparer.Ordinal).ThenBy(pair => pair.Item1.Version)];
    }

    private string NameOf(string actor) => actor == Command.System ? "系统" : names.GetValueOrDefault(actor, actor);

    private sealed record NamedObligation(string Id, string Article, string Duty, IReadOnlyList<string> Steps)
    {
        public static NamedObligation Of(string id, Obligation? known, IEnumerable<string> steps) =>
            new(id, known?.Article ?? "", known?.Duty ?? "法规目录中没有这个编号", [.. steps.Distinct(StringComparer.Ordinal)]);
    }
}
