using WorkflowHost.Engine.Contract;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Regulations;

/// <summary>The version of a limit's text is that of the obligation which the step carries, as long as the step cites that obligation's text.</summary>
public sealed class RuleVersions(ObligationCatalogue catalogue) : IRuleVersions
{
    /// <inheritdoc/>
    public string VersionOf(Activity step, string legalBasis) =>
        StepLaw.Of(step).Names.Select(catalogue.Find).OfType<Obligation>().FirstOrDefault(obligation => obligation.IsCitedIn(legalBasis))?.Version ?? "";
}
