using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Instances;

/// <summary>What a module writes when an instance is cancelled, whoever cancels it: in the transaction of that turn.</summary>
public interface ICancellationEffects
{
    /// <summary>The effects; none when the instance is nothing to the module.</summary>
    /// <param name="state">The instance as it ends.</param>
    /// <param name="reason">Why it is cancelled, in Chinese.</param>
    IEnumerable<Effect> Of(InstanceState state, string reason);
}
