using WorkflowHost.Cases.Products;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations;
using WorkflowHost.Scenarios.Answers;

namespace WorkflowHost.Scenarios.Playing;

/// <summary>
/// Plays procedures through the pure engine on a virtual clock, in memory: months in milliseconds, the same answers, the same
/// play. Nothing is stored, sent or typeset. Safe for many plays at once.
/// </summary>
public sealed class ScenarioPlayer(Interpreter interpreter, IBureauDirectory bureaus, ObligationCatalogue catalogue, ProductCatalogue products)
{
    /// <summary>Plays until nothing is left to happen.</summary>
    /// <param name="request">What.</param>
    /// <param name="answers">Who does the tasks; asked once for each.</param>
    public Played Play(PlayRequest request, IAnswers answers) => new World(interpreter, bureaus, catalogue, products, request, answers).Play();
}
