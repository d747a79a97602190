using Shouldly;
using Xunit;

namespace WorkflowHost.Scenarios.Tests;

public sealed class Every_obligation
{
    private static readonly Lazy<IReadOnlyList<Carried>> All = new(ObligationPage.Find);

    private static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "WorkflowHost.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
            }

            return folder.FullName;
        }
    }

    [Fact]
    public void Is_discharged_by_a_step_or_kept_by_a_rule_of_intake() =>
        All.Value.Where(carried => carried.Steps.Count == 0).Select(carried => carried.Obligation.Id).ShouldBeEmpty();

    [Fact]
    public void Is_owed_by_a_shipped_procedure_or_kept_by_a_rule_of_intake() => Stage.Catalogue.All.Select(obligation => obligation.Id)
        .Except(ObligationPage.Owed(), StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void That_is_carried_is_discharged_on_a_scenario() =>
        All.Value.Where(carried => carried.Steps.Count > 0 && carried.Shown.Count == 0).Select(carried => carried.Obligation.Id).ShouldBeEmpty();

    [Fact]
    public void That_is_carried_and_has_a_limit_is_missed_on_a_scenario_and_the_procedure_reacts() =>
        All.Value.Where(carried => carried.Steps.Count > 0 && carried.Missed.Count == 0)
            .Where(carried => carried.Obligation.Limits.Any(limit => limit is { Rule: not null, IsTold: false, IsExact: false }))
            .Select(carried => carried.Obligation.Id).ShouldBeEmpty();

    [Fact]
    public void That_gives_a_party_time_is_missed_or_waited_out_on_a_scenario() =>
        All.Value.Where(carried => carried.Steps.Count > 0 && carried.Missed.Count + carried.RanOut.Count == 0)
            .Where(carried => carried.Obligation.Limits.Any(limit => limit is { Rule: not null, IsTold: false, IsExact: true }))
            .Select(carried => carried.Obligation.Id).ShouldBeEmpty();

    [Fact]
    public void That_names_documents_has_each_made_by_a_step_that_carries_it_on_a_scenario_on_which_it_is_discharged() => All.Value
        .SelectMany(carried => carried.Documents.Where(document => document.On.Count == 0).Select(document => $"{carried.Obligation.Id} {document.Name}")).ShouldBeEmpty();

    /// <summary>A lead is filed or it is not, and a reinspection is granted or refused: those papers exclude one another in one case.</summary>
    [Fact]
    public void That_names_several_documents_has_them_made_on_one_scenario_unless_they_exclude_one_another() => All.Value
        .Where(carried => carried.Documents.Count > 1 && !carried.Documents.Select(document => document.On).Aggregate((IEnumerable<string>)carried.Shown, (all, on) => all.Intersect(on, StringComparer.Ordinal)).Any())
        .Select(carried => carried.Obligation.Id).ShouldBe(["CQ-4b", "CQ-D"]);

    /// <summary>When it fails, the page as it should be lies under artifacts: look at it and copy it to docs.</summary>
    [Fact]
    public async Task Stands_in_the_page_of_obligations_with_what_carries_it()
    {
        var page = ObligationPage.Write(All.Value);
        await File.WriteAllTextAsync(Path.Combine(Repository, "artifacts", "obligations.md"), page, TestContext.Current.CancellationToken);

        (await File.ReadAllTextAsync(Path.Combine(Repository, "docs", "obligations.md"), TestContext.Current.CancellationToken)).ShouldBe(page);
    }
}
