using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine;

/// <summary>What activities and expressions may call during a turn. Everything in it must be pure: the same arguments, the same answer.</summary>
/// <param name="evaluators">One per expression type beyond those that the engine has itself.</param>
/// <param name="services">Pure services that activities ask for by type, such as the working calendar.</param>
/// <param name="flowchartMode">How flowcharts bring branches together when neither instance nor definition says so.</param>
public sealed class TurnEnvironment(
    IEnumerable<IExpressionEvaluator> evaluators, IServiceProvider services, FlowchartMode flowchartMode = FlowchartMode.Counter)
{
    private readonly Dictionary<string, IExpressionEvaluator> evaluatorByType =
        evaluators.ToDictionary(evaluator => evaluator.Type, StringComparer.Ordinal);

    internal FlowchartMode FlowchartMode => flowchartMode;

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
