using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;

namespace WorkflowHost.Scenarios.Answers;

/// <summary>Does each task an hour after it was opened, by its main outcome; leaves what may never be done.</summary>
public sealed class DefaultAnswers(IBureauDirectory bureaus) : IAnswers
{
    /// <summary>How long a person takes when nobody says.</summary>
    public static readonly TimeSpan UsualDelay = TimeSpan.FromHours(1);

    private readonly FormFilling filling = new(bureaus);

    /// <inheritdoc/>
    public Answer? To(Opening opening)
    {
        var task = opening.Task;
        var outcome = task.Outcomes[0];
        return opening.MayStayOpen
            ? null
            : new Answer(task.CreatedAt + UsualDelay, outcome, OpinionFor(outcome), today => filling.Of(task, outcome, today));
    }

    /// <summary>An opinion where one is needed.</summary>
    internal static string OpinionFor(string outcome) => CompletionCheck.NeedsOpinion(outcome) ? "情况属实。" : "";
}
