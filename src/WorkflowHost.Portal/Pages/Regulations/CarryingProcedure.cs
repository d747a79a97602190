using WorkflowHost.Regulations.Fulfilment;

namespace WorkflowHost.Portal.Pages.Regulations;

/// <summary>A published procedure and its steps that name one obligation.</summary>
/// <param name="Id">The definition's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Work">What discharges the obligation, what else settles it, then the work towards it.</param>
/// <param name="Joints">What only begins, decides, joins, hands over or ends.</param>
public sealed record CarryingProcedure(string Id, string Name, IReadOnlyList<CarryingPart> Work, IReadOnlyList<CarryingPart> Joints)
{
    /// <summary>Whether a step of it discharges the obligation.</summary>
    public bool Discharges => Work.Any(step => step.Part is StepPart.Discharges);

    /// <summary>The procedures among which these steps are: those that discharge the obligation first, otherwise in the order of the steps.</summary>
    public static IReadOnlyList<CarryingProcedure> Of(IEnumerable<CarryingStep> steps) =>
    [
        .. steps.GroupBy(step => (step.DefinitionId, step.Definition)).Select(group =>
        {
            var parts = group
                .Select(step => (IsJoint: !step.IsWork && step.Part is StepPart.Carries, Part: new CarryingPart(step.Step, step.Part, string.Join('、', step.Ports.Select(PortWord)))))
                .OrderBy(step => step.Part.Part is StepPart.Carries).ThenBy(step => step.Part.Part).Distinct().ToLookup(step => step.IsJoint, step => step.Part);
            return new CarryingProcedure(group.Key.DefinitionId, group.Key.Definition, [.. parts[false]], [.. parts[true]]);
        }).OrderByDescending(procedure => procedure.Discharges),
    ];

    /// <summary>A question's ports are English in the format.</summary>
    private static string PortWord(string port) => port switch
    {
        "True" => "是",
        "False" => "否",
        "Done" => "完成",
        "Default" => "其他情形",
        _ => port,
    };
}

/// <summary>A step and what it has to do with the obligation.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="Part">What.</param>
/// <param name="Ports">By which ports, in words; empty for whichever.</param>
public sealed record CarryingPart(string Name, StepPart Part, string Ports);
