using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Cases;

/// <summary>A case does not outlive its procedures: with the last one that is cancelled, it is given up.</summary>
internal sealed class CaseTermination : ICancellationEffects
{
    public IEnumerable<Effect> Of(InstanceState state, string reason) =>
        state.CorrelationId.Length > 0 ? [new TerminateCase(state.CorrelationId, reason)] : [];
}
