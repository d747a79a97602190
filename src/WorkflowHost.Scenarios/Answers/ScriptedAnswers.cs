using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Scenarios.Scripts;

namespace WorkflowHost.Scenarios.Answers;

/// <summary>Does the tasks that a scenario names as it says, all others by default.</summary>
public sealed class ScriptedAnswers(Scenario scenario, IBureauDirectory bureaus) : IAnswers
{
    private readonly DefaultAnswers usual = new(bureaus);
    private readonly FormFilling filling = new(bureaus);
    private readonly HashSet<ScriptedAnswer> used = new(ReferenceEqualityComparer.Instance);
    private readonly List<Problem> impossible = [];

    /// <summary>What a scenario asks for that can't be: answers to tasks that never came, last days of tasks without a limit.</summary>
    public IEnumerable<Problem> Problems => scenario.Answers.Where(answer => !used.Contains(answer))
        .Select(answer => new Problem("task-never-comes", answer.Place, $"“{answer.Task}”{NthOf(answer)}没有出现，这一条办理用不上。"))
        .Concat(impossible);

    /// <inheritdoc/>
    public Answer? To(Opening opening)
    {
        if (scenario.Answers.Where(answer => answer.Task == opening.Task.Title).ElementAtOrDefault(opening.Times - 1) is not { } scripted)
        {
            return usual.To(opening);
        }

        used.Add(scripted);
        if (scripted.Leaves)
        {
            return null;
        }

        if (scripted.At.For(opening.Task) is not { } at)
        {
            impossible.Add(new Problem("task-without-limit", scripted.Place, $"“{scripted.Task}”没有期限，不能用 lastDay。"));
            return null;
        }

        var outcome = scripted.Outcome.Length > 0 ? scripted.Outcome : opening.Task.Outcomes[0];
        var opinion = scripted.Opinion.Length > 0 ? scripted.Opinion : DefaultAnswers.OpinionFor(outcome);
        return new Answer(at, outcome, opinion, today => filling.Of(opening.Task, outcome, today, scripted.Form)) { Place = scripted.Place };
    }

    private string NthOf(ScriptedAnswer answer)
    {
        var place = scenario.Answers.Where(other => other.Task == answer.Task).TakeWhile(other => !ReferenceEquals(other, answer)).Count() + 1;
        return place == 1 ? "" : string.Create(null, $"第 {place} 次");
    }
}
