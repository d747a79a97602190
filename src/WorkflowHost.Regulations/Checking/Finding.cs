using System.Collections.Immutable;

namespace WorkflowHost.Regulations.Checking;

/// <summary>Whether a finding keeps a procedure from being published.</summary>
public enum FindingSeverity
{
    /// <summary>提示.</summary>
    Warning,

    /// <summary>错误: blocks.</summary>
    Error,
}

/// <summary>Something about how a procedure carries obligations.</summary>
/// <param name="Severity">Whether it blocks.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="ActivityId">The step; empty when it is about the whole.</param>
/// <param name="Step">The step's name; empty likewise.</param>
/// <param name="Obligation">The id; empty when it is about none.</param>
/// <param name="Article">Regulation and article; empty likewise.</param>
/// <param name="Message">In Chinese: names step, obligation and article, and says what to do.</param>
public sealed record Finding(
    FindingSeverity Severity, string Code, string ActivityId, string Step, string Obligation, string Article, string Message);

/// <summary>What the checker says of a procedure.</summary>
/// <param name="Owed">What its kinds have to carry, in the order of the text; empty when it has no kind.</param>
/// <param name="Carried">By obligation the names of the steps that carry it.</param>
/// <param name="Discharged">By obligation the names of the steps with which it is done.</param>
/// <param name="Findings">Errors first.</param>
public sealed record CheckReport(
    ImmutableArray<string> Owed,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Carried,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Discharged,
    ImmutableArray<Finding> Findings)
{
    /// <summary>Those that block.</summary>
    public IEnumerable<Finding> Errors => Findings.Where(finding => finding.Severity is FindingSeverity.Error);
}
