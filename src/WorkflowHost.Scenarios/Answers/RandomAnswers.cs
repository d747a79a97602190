using WorkflowHost.Organisation;

namespace WorkflowHost.Scenarios.Answers;

/// <summary>Does tasks by any outcome, at once, within their limit, on its last day, or long after; leaves some for good. The same seed, the same answers.</summary>
public sealed class RandomAnswers(IBureauDirectory bureaus, int seed) : IAnswers
{
    private readonly FormFilling filling = new(bureaus);
#pragma warning disable CA5394 // Chance for tests, not for secrets.
    private readonly Random chance = new(seed);

    /// <inheritdoc/>
    public Answer? To(Opening opening)
    {
        var task = opening.Task;
        if (chance.Next(opening.MayStayOpen ? 2 : 40) == 0)
        {
            return null;
        }

        // A task that is sent back again and again would make a walk endless.
        var outcome = task.Outcomes[opening.Times > 3 ? 0 : chance.Next(task.Outcomes.Length)];
        var day = new Random(chance.Next());
        return new Answer(task.CreatedAt + Delay(task.CreatedAt, task.DueAt), outcome, DefaultAnswers.OpinionFor(outcome), today => filling.Of(task, outcome, today, chance: day.Next));
    }

    private TimeSpan Delay(DateTimeOffset from, DateTimeOffset? due) => (chance.Next(6), due) switch
    {
        (0, _) => TimeSpan.Zero,
        (1, { } until) when until > from => until - from - TimeSpan.FromHours(1) is { Ticks: > 0 } last ? last : TimeSpan.Zero,
        (2, { } until) when until > from => until - from + TimeSpan.FromHours(chance.Next(24 * 60)),
        _ => TimeSpan.FromMinutes(chance.Next(60 * 24 * 7)),
    };
#pragma warning restore CA5394
}
