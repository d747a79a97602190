using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases.Experts;
using WorkflowHost.Definitions;
using WorkflowHost.Portal.Access;

namespace WorkflowHost.Portal.Pages.Experts;

/// <summary>The expert pool of a city (SH-4.2): everybody looks experts up, administrators of the municipal bureau keep it.</summary>
public sealed partial class ExpertsPage
{
    private static readonly ExpertEntry Blank = new("", "", "", "", "", true, 0);
    private IReadOnlyList<Expert> pool = [];
    private IReadOnlyList<Problem> problems = [];
    private ExpertEntry entry = Blank;
    private string shownName = "";

    /// <summary>The expert to change; none when absent.</summary>
    [SupplyParameterFromQuery(Name = "expert")]
    public string? Asked { get; set; }

    [Inject]
    private ExpertDesk Desk { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        pool = await Desk.ForAsync(Me, Aborted);
        entry = IsPost && Http.Request.HasFormContentType
            ? new ExpertEntry(
                Posted("id"), Posted("name"), Posted("unit"), Posted("field"), Posted("phone"), Posted("active").Length > 0,
                int.TryParse(Posted("seen"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0)
            : pool.FirstOrDefault(expert => expert.Id == Asked) is { } chosen
                ? new ExpertEntry(chosen.Id, chosen.Name, chosen.Unit, chosen.Field, chosen.Phone, chosen.IsActive, chosen.Revision)
                : Blank;
        shownName = pool.FirstOrDefault(expert => expert.Id == entry.Id)?.Name ?? "";
    }

    private async Task SaveAsync()
    {
        var saved = await Desk.SaveAsync(entry, Me, Aborted);
        if (saved.Value is not { } expert)
        {
            problems = saved.Problems;
            return;
        }

        Flash.Leave(Http, $"已保存：{expert.Label}。");
        Navigation.NavigateTo("/experts");
    }

    private string ErrorOf(string field) => problems.FirstOrDefault(problem => problem.Path == field)?.Message ?? "";
}
