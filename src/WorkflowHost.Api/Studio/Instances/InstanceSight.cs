using WorkflowHost.Api.Access;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.Studio.Instances;

/// <summary>Instances that the caller sees; what is not seen is as if it were not there.</summary>
internal sealed class InstanceSight(IInstanceQueries instances, ITurnStore turns, CaseVisibility visibility)
{
    public async Task<InstanceSummary?> FindAsync(string instanceId, CancellationToken cancellationToken) =>
        await instances.FindAsync(instanceId, cancellationToken) is { } found
        && await visibility.MaySeeInstanceAsync(found.CorrelationId, cancellationToken)
            ? found
            : null;

    /// <summary>The instance with its state.</summary>
    public async Task<(InstanceSummary Summary, InstanceState State)?> FindWithStateAsync(string instanceId, CancellationToken cancellationToken) =>
        await FindAsync(instanceId, cancellationToken) is { } found && await turns.LoadAsync(instanceId, cancellationToken) is { } snapshot
            ? (found, snapshot.State)
            : null;
}
