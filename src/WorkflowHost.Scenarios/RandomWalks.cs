using System.Collections.Immutable;
using WorkflowHost.Organisation;
using WorkflowHost.Scenarios.Answers;
using WorkflowHost.Scenarios.Playing;

namespace WorkflowHost.Scenarios;

/// <summary>A walk that must not have gone as it did.</summary>
/// <param name="Seed">Plays the same walk again.</param>
/// <param name="Played">How it went.</param>
/// <param name="Why">In Chinese.</param>
public sealed record FaultyWalk(int Seed, Played Played, string Why);

/// <summary>Many random walks.</summary>
/// <param name="Count">How many.</param>
/// <param name="Finished">How many ran to their end; the others wait for a named person or a date.</param>
/// <param name="Faulty">Those that are stuck, wait for nobody, or skipped an obligation that applied.</param>
public sealed record WalkReport(int Count, int Finished, ImmutableArray<FaultyWalk> Faulty);

/// <summary>Plays a procedure with random answers and delays, many times.</summary>
public sealed class RandomWalks(ScenarioPlayer player, IBureauDirectory bureaus)
{
    /// <summary>Plays walks with the seeds that follow one another.</summary>
    /// <param name="request">What; a restart in it is done between all turns.</param>
    /// <param name="count">How many.</param>
    /// <param name="firstSeed">The first walk's seed.</param>
    public WalkReport Run(PlayRequest request, int count, int firstSeed = 1)
    {
        var walks = Enumerable.Range(firstSeed, count).AsParallel().AsOrdered()
            .Select(seed => (Seed: seed, Played: player.Play(request, new RandomAnswers(bureaus, seed)))).ToList();
        return new WalkReport(
            count,
            walks.Count(walk => walk.Played.End is PlayEnd.Finished),
            [.. walks.Select(walk => (walk, Why: WhyFaulty(walk.Played))).Where(judged => judged.Why.Length > 0)
                .Select(judged => new FaultyWalk(judged.walk.Seed, judged.walk.Played, judged.Why))]);
    }

    private static string WhyFaulty(Played played) =>
        played.End is PlayEnd.Stuck or PlayEnd.Endless or PlayEnd.WaitingForOthers ? $"流程停在 {played.End}：{string.Join('；', played.Problems.Select(problem => problem.Message).Concat(played.WaitingFor))}"
        : played.Problems is [var problem, ..] ? problem.Message
        : played.Obligations.FirstOrDefault(obligation => obligation.Standing is ObligationStanding.Skipped) is { } skipped ? $"{skipped.Id} 适用而没有履行"
        : played.End is PlayEnd.Waiting && played.WaitingFor.IsEmpty ? "没有写明在等待谁"
        : "";
}
