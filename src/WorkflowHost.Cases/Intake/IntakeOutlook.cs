using WorkflowHost.Cases.Products;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;

namespace WorkflowHost.Cases.Intake;

/// <summary>What the intake would make of a report: refused with problems, or taken by a rule.</summary>
/// <param name="Problems">Why it would be refused; empty when it would be taken.</param>
public sealed record IntakeOutlook(IReadOnlyList<Problem> Problems)
{
    /// <summary>The report; null when it can't be read.</summary>
    public SpotCheckReport? Report { get; init; }

    /// <summary>The case that the city already has for the report's number; null when it has none.</summary>
    public Case? Known { get; init; }

    /// <summary>The kinds of product that it was judged by.</summary>
    public required ProductCatalogue Products { get; init; }

    /// <summary>By which rule it would be taken; null when it would be refused.</summary>
    public IntakeRule? Rule { get; init; }

    /// <summary>The case that it came of; null for none.</summary>
    public Case? Parent { get; init; }

    /// <summary>Who would be in charge; null likewise.</summary>
    public Bureau? District { get; init; }
}
