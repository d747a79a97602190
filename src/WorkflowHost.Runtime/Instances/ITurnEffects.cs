using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Instances;

/// <summary>What a module keeps of every turn of a real run: written in the transaction of that turn. Trials are not told.</summary>
public interface ITurnEffects
{
    /// <summary>The effects; none when the turn is nothing to the module.</summary>
    /// <param name="graph">What is played.</param>
    /// <param name="before">The instance before the turn.</param>
    /// <param name="turn">What became of it.</param>
    IEnumerable<Effect> Of(WorkflowGraph graph, InstanceState before, Turn turn);
}
