using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Cases;

/// <summary>Where a case stands.</summary>
public enum CaseState
{
    /// <summary>A procedure is running.</summary>
    InProgress,

    /// <summary>All procedures are over.</summary>
    Closed,

    /// <summary>Given up before its procedure had ended.</summary>
    Terminated,

    /// <summary>Registered only: the city has no procedure for a qualified result.</summary>
    Registered,
}

/// <summary>One spot-check result under handling.</summary>
/// <param name="Id">The case.</param>
/// <param name="Number">What people call it, such as 京抽案〔2026〕12号.</param>
/// <param name="City">City key.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Report">The report as received.</param>
/// <param name="ReceivedOn">The day it was received, in China.</param>
/// <param name="HandlingBureauId">The district bureau in charge; proposed at intake, confirmed at hand-over.</param>
/// <param name="InstanceId">The running procedure; empty when none was started.</param>
/// <param name="Result">How it ended, in Chinese; why, when it was terminated; empty while open.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ClosedAt">UTC, when it ended; null while open.</param>
/// <param name="ClosedBy">Who ended it: an account's id, or <c>system</c>; empty while open.</param>
public sealed record Case(
    string Id,
    string Number,
    string City,
    CaseState State,
    SpotCheckReport Report,
    DateOnly ReceivedOn,
    string HandlingBureauId,
    string InstanceId,
    string Result,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClosedAt,
    string ClosedBy)
{
    /// <summary>The case that this one came of: whose product was traced up or down to this enterprise (SH-3.2d). Empty for none.</summary>
    public string ParentId { get; init; } = "";
}

/// <summary>
/// Opens a case, in the transaction of its procedure's first turn. Refused when the city already has a case for this report number.
/// </summary>
/// <param name="Case">The case with its number.</param>
public sealed record OpenCase(Case Case) : Effect;

/// <summary>Changes the district bureau in charge, in the turn's transaction.</summary>
public sealed record AssignCase(string CaseId, string HandlingBureauId) : Effect;

/// <summary>Closes a case, in the turn's transaction.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Result">How it ended, in Chinese.</param>
public sealed record CloseCase(string CaseId, string Result) : Effect;

/// <summary>
/// Gives a case up, in the turn's transaction; does nothing when another procedure of the case goes on, or when it has ended before.
/// </summary>
/// <param name="CaseId">The case.</param>
/// <param name="Reason">Why, in Chinese.</param>
public sealed record TerminateCase(string CaseId, string Reason) : Effect;

/// <summary>Numbers of cases: one series per city and year, from 1. A report that is refused at the last moment leaves a gap.</summary>
public static class CaseNumber
{
    /// <summary>The series that a case's number comes from.</summary>
    public static string Series(string city, int year) => string.Create(null, $"case/{city}/{year}");

    /// <summary>The number as shown: 京抽案〔2026〕12号.</summary>
    public static string Format(string city, int year, int number) =>
        string.Create(null, $"{ShortName(city)}抽案〔{year}〕{number}号");

    private static string ShortName(string city) => city switch
    {
        "beijing" => "京",
        "chongqing" => "渝",
        "shanghai" => "沪",
        _ => city,
    };
}

/// <summary>Which cases a list shows.</summary>
/// <param name="Scope">Only those that somebody sees.</param>
/// <param name="Search">Part of number, report number, product or enterprise; null for all.</param>
/// <param name="State">Only those in this state; null for all.</param>
/// <param name="Obligation">Only those in which an obligation stands so; null for all.</param>
public sealed record CaseFilter(CaseScope Scope, string? Search = null, CaseState? State = null, ObligationFilter? Obligation = null);

/// <summary>Where an obligation may stand in the cases of a list.</summary>
public enum FilteredStanding
{
    /// <summary>进行中: a step waits and none is overdue.</summary>
    InProgress,

    /// <summary>逾期: a step waits that is overdue.</summary>
    Overdue,

    /// <summary>已履行, in time or late.</summary>
    Discharged,

    /// <summary>逾期未履行.</summary>
    Missed,
}

/// <summary>Cases by where an obligation stands in them.</summary>
/// <param name="ObligationId">Which, such as <c>BJ-6</c>.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="At">UTC: the present for what waits, the first instant that counts for what was settled.</param>
public sealed record ObligationFilter(string ObligationId, FilteredStanding Standing, DateTimeOffset At);

/// <summary>A case as lists show it.</summary>
/// <param name="Id">The case.</param>
/// <param name="Number">Its number.</param>
/// <param name="City">City key.</param>
/// <param name="State">Where it stands.</param>
/// <param name="ReportNumber">The inspection report.</param>
/// <param name="Product">Product with brand and model.</param>
/// <param name="PartyName">The sampled enterprise.</param>
/// <param name="HandlingBureauId">The district bureau in charge.</param>
/// <param name="ReceivedOn">In China.</param>
/// <param name="Severe">Whether severe defects are reported.</param>
public sealed record CaseSummary(
    string Id, string Number, string City, CaseState State, string ReportNumber, string Product, string PartyName,
    string HandlingBureauId, DateOnly ReceivedOn, bool Severe);

/// <summary>Cases as kept.</summary>
public interface ICaseStore
{
    /// <summary>A case; null when there is none.</summary>
    Task<Case?> FindAsync(string caseId, CancellationToken cancellationToken);

    /// <summary>The case of a report in a city; null when there is none.</summary>
    Task<Case?> FindByReportAsync(string city, string reportNumber, CancellationToken cancellationToken);

    /// <summary>The case of a number; null when there is none.</summary>
    Task<Case?> FindByNumberAsync(string number, CancellationToken cancellationToken);

    /// <summary>The cases that came of one, oldest first, at most 200.</summary>
    Task<IReadOnlyList<CaseSummary>> ChildrenAsync(string caseId, CancellationToken cancellationToken);

    /// <summary>Takes the next case number of a city and year, in a transaction of its own.</summary>
    Task<string> TakeNumberAsync(string city, int year, CancellationToken cancellationToken);

    /// <summary>Registers a case that no procedure handles.</summary>
    /// <returns>False when the city already has a case for this report number.</returns>
    Task<bool> RegisterAsync(Case newCase, CancellationToken cancellationToken);

    /// <summary>Cases, newest first.</summary>
    Task<Page<CaseSummary>> ListAsync(CaseFilter filter, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Some cases as lists show them, by id.</summary>
    Task<IReadOnlyDictionary<string, CaseSummary>> SummariesAsync(
        IReadOnlyCollection<string> caseIds, CancellationToken cancellationToken);
}
