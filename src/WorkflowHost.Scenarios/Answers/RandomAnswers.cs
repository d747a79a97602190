using System.Globalization;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Scenarios.Answers;

/// <summary>Does tasks by any outcome, at once, within their limit, on its last day, or long after; waits for the first day on which the outcome can be chosen; leaves some for good. The same seed, the same answers.</summary>
/// <param name="bureaus">For fields that ask for one.</param>
/// <param name="seed">Which walk.</param>
/// <param name="isPatient">Whether what would be left for good is done after all, long after; everything else is done as without.</param>
public sealed class RandomAnswers(IBureauDirectory bureaus, int seed, bool isPatient = false) : IAnswers
{
    private static readonly TimeSpan AfterAll = TimeSpan.FromDays(200);
    private static readonly TimeOnly Morning = new(9, 0);
    private readonly FormFilling filling = new(bureaus);

#pragma warning disable CA5394 // Chance for tests, not for secrets.
    /// <inheritdoc/>
    public Answer? To(Opening opening)
    {
        var task = opening.Task;
        var chance = new Random(SeedOf(task.Title, opening.Times));
        var isLeft = chance.Next(opening.MayStayOpen ? 2 : 40) == 0;
        if (!opening.IsHeld || (isLeft && !isPatient))
        {
            return null;
        }

        // A task that is sent back again and again would make a walk endless.
        var outcome = task.Outcomes[opening.Times > 3 ? 0 : chance.Next(task.Outcomes.Length)];
        var day = new Random(chance.Next());
        var at = task.CreatedAt + (isLeft ? AfterAll : Delay(chance, task.CreatedAt, task.DueAt));
        return new Answer(FormFilling.FirstDayFor(task, outcome) is { } first && ChinaTime.DateOf(at) < first ? ChinaTime.At(first, Morning) : at, outcome, DefaultAnswers.OpinionFor(outcome), today => filling.Of(task, outcome, today, chance: day.Next));
    }

    private static TimeSpan Delay(Random chance, DateTimeOffset from, DateTimeOffset? due) => (chance.Next(6), due) switch
    {
        (0, _) => TimeSpan.Zero,
        (1, { } until) when until > from => until - from - TimeSpan.FromHours(1) is { Ticks: > 0 } last ? last : TimeSpan.Zero,
        (2, { } until) when until > from => until - from + TimeSpan.FromHours(chance.Next(24 * 60)),
        _ => TimeSpan.FromMinutes(chance.Next(60 * 24 * 7)),
    };
#pragma warning restore CA5394

    /// <summary>Each opening draws numbers of its own: whether one task is left changes nothing of how the others are done. FNV-1a, the same on every machine.</summary>
    private int SeedOf(string title, int times)
    {
        var hash = 2166136261u;
        foreach (var letter in string.Create(CultureInfo.InvariantCulture, $"{seed}/{times}/{title}"))
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return unchecked((int)hash);
    }
}
