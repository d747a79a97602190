using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Cases.Work;

/// <summary>Work that is no single report's case and that somebody may start.</summary>
/// <param name="DefinitionId">The procedure.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Description">What it does, in a sentence.</param>
public sealed record StartableWork(string DefinitionId, string Name, string Description);

/// <summary>
/// Where officers of a municipal bureau start work such as an announcement or a yearly plan. A published procedure of their city
/// says in its custom property <c>startRoles</c> who may; a schedule in its drawing may start it as well.
/// </summary>
public sealed class WorkDesk(IDefinitionLists lists, DefinitionLibrary library, WorkflowRuntime runtime, ICaseProcedures instances, IBureauDirectory bureaus, IIdGenerator ids)
{
    private const int MostProcedures = 1000;
    private const int MostRunning = 200;

    /// <summary>What the sender of a start is told.</summary>
    public static string AnswerTo(StartableWork work) => $"已启动“{work.Name}”，第一项待办已到有关人员的待办列表。";

    /// <summary>What a person may start, by name.</summary>
    public async Task<IReadOnlyList<StartableWork>> ForAsync(Account account, CancellationToken cancellationToken)
    {
        if (bureaus.Find(account.BureauId) is not { Kind: BureauKind.Municipal } bureau)
        {
            return [];
        }

        return await ProceduresAsync(definition => RolesOf(definition, bureau).Any(account.Is), cancellationToken);
    }

    /// <summary>What runs of the city's work but trials, the latest first, whoever started it; for its officers and for those who watch.</summary>
    public async Task<IReadOnlyList<InstanceSummary>> RunningAsync(Account account, CancellationToken cancellationToken)
    {
        if (bureaus.Find(account.BureauId) is not { Kind: BureauKind.Municipal } bureau || !MayWatch(account))
        {
            return [];
        }

        var procedures = await ProceduresAsync(definition => RolesOf(definition, bureau).Any(), cancellationToken);
        return procedures.Count == 0 ? [] : (await instances.SearchAsync(
            CaseScope.OfWork(bureau),
            new InstanceSearch { DefinitionIds = [.. procedures.Select(work => work.DefinitionId)], Statuses = [WorkflowStatus.Running], IsTest = false },
            0, MostRunning, cancellationToken)).Items;
    }

    private static bool MayWatch(Account account) => account.Is(Roles.CaseOfficer) || account.Is(Roles.Supervisor) || account.Is(Roles.Administrator);

    private async Task<IReadOnlyList<StartableWork>> ProceduresAsync(Func<WorkflowDefinition, bool> isMeant, CancellationToken cancellationToken)
    {
        var filter = new DefinitionFilter { Versions = VersionSelection.Published, IsUsableAsActivity = false, Order = DefinitionOrder.Name };
        var found = new List<StartableWork>();
        foreach (var listed in (await lists.ListAsync(filter, 0, MostProcedures, cancellationToken)).Items)
        {
            if (await library.FindPublishedAsync(listed.DefinitionId, cancellationToken) is { } procedure && isMeant(procedure.Graph.Definition))
            {
                found.Add(new StartableWork(listed.DefinitionId, listed.Name, listed.Description));
            }
        }

        return found;
    }

    /// <summary>Starts one.</summary>
    /// <param name="work">One of those that the person may start.</param>
    /// <param name="operationId">Chosen by the sender, 1 to 64 characters: a repeat starts nothing more.</param>
    /// <param name="account">Who.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task<RuntimeResult> StartAsync(StartableWork work, string operationId, Account account, CancellationToken cancellationToken)
    {
        if (operationId.Length is 0 or > 64)
        {
            return new RuntimeResult.Refused([new Problem("operation-id", "operationId", "缺少操作编号，请刷新页面后重新提交。")]);
        }

        // What belongs to it is found by its own id, as what belongs to a case by the case's.
        var id = ids.NewId();
        var instance = new NewInstance(id, work.DefinitionId, "", id, ImmutableDictionary<string, JsonNode?>.Empty);
        var command = new Command(account.Id) { Operation = new Operation($"{work.DefinitionId}/{account.Id}/{operationId}", AnswerTo(work)) };
        return await runtime.StartAsync(instance, command, cancellationToken);
    }

    /// <summary>Who may start a procedure; nobody when it is another city's or belongs to cases.</summary>
    private static IEnumerable<string> RolesOf(WorkflowDefinition definition, Bureau bureau) =>
        definition.CustomProperties["city"]?.ToString() == bureau.City && definition.CustomProperties["startRoles"] is JsonArray roles
            ? roles.OfType<JsonNode>().Select(role => role.ToString())
            : [];
}
