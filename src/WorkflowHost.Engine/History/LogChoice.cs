using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.History;

/// <summary>One choice of mode: fixed, or found when a step is over.</summary>
/// <param name="Mode">The mode; <see cref="LogPersistenceMode.Inherit"/> where an expression finds it.</param>
/// <param name="Expression">Gives the word of a mode; null for a fixed one.</param>
internal sealed record LogChoice(LogPersistenceMode Mode, Input<string>? Expression)
{
    private const string StrategiesOfElsa = "Elsa.Workflows.LogPersistence.Strategies.";

    /// <summary>Reads Elsa's <c>{evaluationMode, strategyType, expression}</c>, or the bare word or number of older definitions.</summary>
    /// <returns>Null when it says nothing that is known.</returns>
    public static LogChoice? Read(JsonNode? json) => json switch
    {
        JsonObject choice when ActivityBinding.Text(choice["evaluationMode"]) is "Expression" or "1" =>
            ActivityBinding.Input<string>(choice["expression"]) is { } expression ? new LogChoice(LogPersistenceMode.Inherit, expression) : null,
        JsonObject choice => Fixed(NameOfStrategy(ActivityBinding.Text(choice["strategyType"]))),
        null => null,
        _ => Fixed(ActivityBinding.Text(json)),
    };

    /// <summary>The mode that counts.</summary>
    /// <param name="context">The execution that is over.</param>
    /// <param name="around">What counts where the choice is to inherit, or its expression finds no mode.</param>
    public LogPersistenceMode In(ActivityExecutionContext context, LogPersistenceMode around)
    {
        var mode = Expression is null ? Mode : Found(context);
        return mode is LogPersistenceMode.Inherit ? around : mode;
    }

    private LogPersistenceMode Found(ActivityExecutionContext context)
    {
        try
        {
            return Fixed(Expression!.Evaluate(context.Expressions) as string ?? "")?.Mode ?? LogPersistenceMode.Inherit;
        }
        catch (WorkflowFaultException)
        {
            return LogPersistenceMode.Inherit;
        }
    }

    private static string NameOfStrategy(string type) =>
        type.StartsWith(StrategiesOfElsa, StringComparison.Ordinal) ? type[StrategiesOfElsa.Length..].Split(',')[0] : "";

    private static LogChoice? Fixed(string word) =>
        Enum.TryParse<LogPersistenceMode>(word, ignoreCase: true, out var mode) && Enum.IsDefined(mode) ? new LogChoice(mode, null) : null;
}
