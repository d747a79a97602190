using Microsoft.AspNetCore.Components;
using WorkflowHost.Regulations.Fulfilment;

namespace WorkflowHost.Portal.Pages.Regulations;

/// <summary>The steps of one procedure that carry an obligation: what settles it first, then the work towards it; what only decides and joins is folded.</summary>
public sealed partial class CarryingList
{
    /// <summary>The procedure.</summary>
    [Parameter, EditorRequired]
    public CarryingProcedure Procedure { get; set; } = default!;

    private static string WordOf(CarryingPart step) => (step.Part, step.Ports.Length > 0) switch
    {
        (StepPart.Discharges, true) => $"“{step.Ports}”时履行",
        (StepPart.Discharges, false) => "履行",
        (StepPart.Misses, _) => $"“{step.Ports}”时为逾期",
        (StepPart.Exempts, _) => $"“{step.Ports}”时不适用",
        _ => "承担",
    };

    private static string ToneOf(StepPart part) => part switch
    {
        StepPart.Discharges => "green",
        StepPart.Misses => "red",
        StepPart.Exempts => "amber",
        _ => "grey",
    };
}
