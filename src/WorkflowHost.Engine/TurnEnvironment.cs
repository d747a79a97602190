using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Engine.History;

namespace WorkflowHost.Engine;

/// <summary>What activities and expressions may call during a turn. Everything in it must be pure: the same arguments, the same answer.</summary>
/// <param name="evaluators">One per expression type beyond those that the engine has itself.</param>
/// <param name="services">Pure services that activities ask for by type, such as the working calendar.</param>
/// <param name="flowchartMode">How flowcharts bring branches together when neither instance nor definition says so.</param>
/// <param name="logPersistence">Whether the history keeps what steps took and gave where neither step nor workflow says; nothing inherits beyond it.</param>
/// <param name="hasOwnTurns">Whether a step with <c>runAsynchronously</c> gets a turn of its own; without a runtime it runs at once, as in Elsa.</param>
public sealed class TurnEnvironment(
    IEnumerable<IExpressionEvaluator> evaluators, IServiceProvider services, FlowchartMode flowchartMode = FlowchartMode.Counter, bool hasOwnTurns = false,
    LogPersistenceMode logPersistence = LogPersistenceMode.Exclude)
{
    private readonly Dictionary<string, IExpressionEvaluator> evaluatorByType =
        evaluators.ToDictionary(evaluator => evaluator.Type, StringComparer.Ordinal);

    internal FlowchartMode FlowchartMode => flowchartMode;

    internal LogPersistenceMode LogPersistence => logPersistence;

    internal bool HasOwnTurns => hasOwnTurns;

    /// <summary>The evaluator of an expression type.</summary>
    /// <exception cref="WorkflowFaultException">Nothing evaluates this type.</exception>
    public IExpressionEvaluator EvaluatorOf(string type) =>
        evaluatorByType.TryGetValue(type, out var evaluator)
            ? evaluator
            : throw new WorkflowFaultException("expression-type", $"不支持表达式类型“{type}”。");

    internal object ServiceOf(Type type) =>
        services.GetService(type)
        ?? throw new InvalidOperationException($"No service of type {type} is registered for activities.");
}
