using System.Collections.Concurrent;
using System.Collections.Immutable;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Runtime;

namespace WorkflowHost.Regulations.Fulfilment;

/// <summary>How a step has to do with an obligation.</summary>
public enum StepPart
{
    /// <summary>承担: works towards it.</summary>
    Carries,

    /// <summary>履行: it is done with the step, always or when it leaves by some ports.</summary>
    Discharges,

    /// <summary>认定不适用, by some ports.</summary>
    Exempts,

    /// <summary>发现逾期, by some ports.</summary>
    Misses,
}

/// <summary>A step of a published procedure and an obligation that it names.</summary>
/// <param name="DefinitionId">The procedure.</param>
/// <param name="Definition">Its name.</param>
/// <param name="Step">The step's name.</param>
/// <param name="ObligationId">Which.</param>
/// <param name="Part">What the step has to do with it.</param>
/// <param name="Ports">By which ports; empty for whichever.</param>
/// <param name="IsWork">Whether something is done in it; the steps of Elsa's own only begin, decide, join, hand over and end.</param>
public sealed record CarryingStep(
    string DefinitionId, string Definition, string Step, string ObligationId, StepPart Part, ImmutableArray<string> Ports, bool IsWork);

/// <summary>Which steps of the published procedures name which obligation. Each version is read once.</summary>
public sealed class PublishedSteps(IDefinitionLists lists, DefinitionLibrary library)
{
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, ImmutableArray<CarryingStep>> byVersion = new(StringComparer.Ordinal);

    /// <summary>All of them, by the name of the procedure, then as drawn.</summary>
    public async Task<IReadOnlyList<CarryingStep>> ReadAsync(CancellationToken cancellationToken)
    {
        var filter = new DefinitionFilter { Versions = VersionSelection.Published, Order = DefinitionOrder.Name };
        var steps = new List<CarryingStep>();
        foreach (var version in (await lists.ListAsync(filter, 0, Most, cancellationToken)).Items)
        {
            if (!byVersion.TryGetValue(version.Id, out var read))
            {
                byVersion[version.Id] = read = [.. StepsOf(await library.GetAsync(version.Id, cancellationToken))];
            }

            steps.AddRange(read);
        }

        return steps;
    }

    private static IEnumerable<CarryingStep> StepsOf(Procedure procedure)
    {
        // Whether a step discharges depends on the procedures that are used within; only its own steps are told here.
        var law = ProcedureLaw.Of(procedure.Graph);
        foreach (var activity in ProcedureTree.Nested(procedure.Graph.Definition.Root))
        {
            var step = StepLaw.Of(activity.CustomProperties);
            foreach (var id in step.Names)
            {
                foreach (var (part, ports) in PartsOf(law, step, id))
                {
                    yield return new CarryingStep(
                        procedure.Version.DefinitionId, procedure.Version.Name, CheckedStep.NameOf(activity), id, part, ports, !activity.Type.StartsWith("Elsa.", StringComparison.Ordinal));
                }
            }
        }
    }

    private static List<(StepPart Part, ImmutableArray<string> Ports)> PartsOf(ProcedureLaw law, StepLaw step, string id)
    {
        var parts = new List<(StepPart Part, ImmutableArray<string> Ports)>();
        if (law.Dischargers.Of(step).Contains(id, StringComparer.Ordinal))
        {
            parts.Add((StepPart.Discharges, []));
        }

        AddByPort(StepPart.Discharges, step.DischargesBy);
        AddByPort(StepPart.Misses, step.Misses);
        AddByPort(StepPart.Exempts, step.Exempts);
        return parts.Count > 0 ? parts : [(StepPart.Carries, [])];

        void AddByPort(StepPart part, ImmutableDictionary<string, ImmutableArray<string>> ports)
        {
            var named = ports.Where(port => port.Value.Contains(id)).Select(port => port.Key).Order(StringComparer.Ordinal).ToImmutableArray();
            if (!named.IsEmpty)
            {
                parts.Add((part, named));
            }
        }
    }
}
