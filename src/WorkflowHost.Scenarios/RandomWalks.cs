using System.Collections.Concurrent;
using System.Collections.Immutable;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Scenarios.Answers;
using WorkflowHost.Scenarios.Playing;

namespace WorkflowHost.Scenarios;

/// <summary>A walk that must not have gone as it did.</summary>
/// <param name="Seed">Plays the same walk again.</param>
/// <param name="Played">How it went.</param>
/// <param name="Why">In Chinese.</param>
/// <param name="Proof">What shows it: the walk, or the same with those who never answered answering after all.</param>
public sealed record FaultyWalk(int Seed, Played Played, string Why, Played Proof);

/// <summary>Many random walks.</summary>
/// <param name="Count">How many.</param>
/// <param name="Finished">How many ran to their end; the others wait for a named person or a date.</param>
/// <param name="Faulty">Those that are stuck, wait for nobody, for what nobody may do or for what neither a person nor a date brings, or skipped an obligation that applied; a walk that waits is judged by where it leads, too.</param>
public sealed record WalkReport(int Count, int Finished, ImmutableArray<FaultyWalk> Faulty);

/// <summary>Plays a procedure with random answers and delays, many times.</summary>
public sealed class RandomWalks(ScenarioPlayer player, IBureauDirectory bureaus)
{
    /// <summary>Years; nearly everybody has answered by then.</summary>
    private const int Longer = 2;

    /// <summary>Plays walks with the seeds that follow one another.</summary>
    /// <param name="request">What; a restart in it is done between all turns.</param>
    /// <param name="count">How many.</param>
    /// <param name="firstSeed">The first walk's seed.</param>
    public WalkReport Run(PlayRequest request, int count, int firstSeed = 1)
    {
        // One at a time to whoever is free: some walks take far longer than others.
        var walks = Partitioner.Create(Enumerable.Range(firstSeed, count), EnumerablePartitionerOptions.NoBuffering).AsParallel().AsOrdered()
            .Select(seed => (Seed: seed, Played: player.Play(request, new RandomAnswers(bureaus, seed))))
            .Select(walk => (walk.Seed, walk.Played, Fault: FaultOf(request, walk.Seed, walk.Played))).ToList();
        return new WalkReport(
            count,
            walks.Count(walk => walk.Played.End is PlayEnd.Finished),
            [.. walks.Select(walk => walk.Fault).OfType<FaultyWalk>()]);
    }

    /// <summary>
    /// A walk that waits is walked again, longer, with nobody left out for good: what it waits for must lead to an end at which no duty was skipped. What waits
    /// even then waits for a date beyond the play, or for a person who answers only then; without such a person nothing may wait that neither a person nor a date brings.
    /// </summary>
    private FaultyWalk? FaultOf(PlayRequest request, int seed, Played played)
    {
        if (WhyFaulty(played, request.People.Count > 0) is { Length: > 0 } why)
        {
            return new FaultyWalk(seed, played, why, played);
        }

        if (played.End is not PlayEnd.Waiting)
        {
            return null;
        }

        var patient = player.Play(request with { Until = request.Until.AddYears(Longer) }, new RandomAnswers(bureaus, seed, isPatient: true));
        return WhyFaulty(patient, request.People.Count > 0) is { Length: > 0 } atLast ? new FaultyWalk(seed, played, atLast, patient)
            : patient.WaitingForOthers is [var nobodys, ..] && patient.Tasks.All(task => task.Task.State is not HumanTaskState.Open) ? new FaultyWalk(seed, played, $"“{nobodys}”没有人、也没有日期能够带来", patient)
            : null;
    }

    private static string WhyFaulty(Played played, bool hasPeople) =>
        played.End is PlayEnd.Stuck or PlayEnd.Endless or PlayEnd.WaitingForOthers ? $"流程没有办结，{PlayWords.Of(played.End)}：{string.Join('；', played.Problems.Select(problem => problem.Message).Concat(played.WaitingFor))}"
        : played.Problems is [var problem, ..] ? problem.Message
        : played.Obligations.FirstOrDefault(obligation => obligation.Standing is ObligationStanding.Skipped) is { } skipped ? $"{skipped.Id} 适用而没有履行"
        : hasPeople && played.Tasks.FirstOrDefault(task => task.Task.State is HumanTaskState.Open && task.Holders.IsEmpty) is { } nobodys ? $"“{nobodys.Task.Title}”没有人可以办理"
        : played.End is PlayEnd.Waiting && played.WaitingFor.IsEmpty ? "没有写明在等待谁"
        : "";
}
