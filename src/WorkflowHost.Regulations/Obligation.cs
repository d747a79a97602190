using System.Collections.Immutable;

namespace WorkflowHost.Regulations;

/// <summary>One duty of a city's regulation. Its id is permanent.</summary>
/// <param name="Id">Such as <c>BJ-6</c>.</param>
/// <param name="City">City key.</param>
/// <param name="Regulation">The regulation's title.</param>
/// <param name="Article">The article, such as 第六条.</param>
/// <param name="Quote">The words that set the duty, as they stand; each line is one passage.</param>
/// <param name="Who">Who has it.</param>
/// <param name="Duty">What it is, in short.</param>
/// <param name="Limit">Its time limit in the text's words; empty when the text gives none.</param>
/// <param name="Trigger">What makes it due, and what a limit counts from.</param>
/// <param name="Documents">Names of the documents that whoever has the duty makes; empty when there are none.</param>
public sealed record Obligation(
    string Id,
    string City,
    string Regulation,
    string Article,
    string Quote,
    string Who,
    string Duty,
    string Limit,
    string Trigger,
    ImmutableArray<string> Documents)
{
    /// <summary>Its time limits as they are counted; empty when it has none.</summary>
    public ImmutableArray<ObligationLimit> Limits { get; init; } = [];

    /// <summary>Papers that come from others: reports, applications.</summary>
    public ImmutableArray<string> Received { get; init; } = [];

    /// <summary>The kinds of procedure that have to carry it; keys of <see cref="Regulations.Regulation.Kinds"/>.</summary>
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>When it applies, in words; empty when it always does.</summary>
    public string AppliesWhen { get; init; } = "";

    /// <summary>The same in facts of the case; null when a step of the procedure has to find it out, or it always applies.</summary>
    public CaseCondition? When { get; init; }

    /// <summary>First day in force, in China.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day in force, in China, inclusive; null while nobody repealed it.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Ids of the obligations that stand in its place since it was repealed.</summary>
    public ImmutableArray<string> ReplacedBy { get; init; } = [];

    /// <summary>The line of its id in the file, from 1.</summary>
    public long Line { get; init; }

    /// <summary>Regulation and article as people cite it: 《…》第六条.</summary>
    public string Citation => $"《{Regulation.Trim('《', '》')}》{Article}";

    /// <summary>What tells its words from those before and after them: 2013年1月1日起施行.</summary>
    public string Version =>
        FormattableString.Invariant($"{ValidFrom.Year}年{ValidFrom.Month}月{ValidFrom.Day}日起施行")
        + (ValidUntil is { } until ? FormattableString.Invariant($"，{until.Year}年{until.Month}月{until.Day}日后失效") : "");

    /// <summary>Whether somebody who writes what sets a limit means its regulation: by its id, or by title, be it without who issued it.</summary>
    public bool IsCitedIn(string legalBasis) => legalBasis == Id || legalBasis.Split('《', '》').Where((_, place) => place % 2 == 1)
        .Any(title => title.Length > 0 && Regulation.Trim('《', '》').EndsWith(title, StringComparison.Ordinal));

    /// <summary>Whether it binds on a day, in China.</summary>
    public bool IsInForce(DateOnly day) => day >= ValidFrom && (ValidUntil is null || day <= ValidUntil);
}

/// <summary>A city's regulation with its duties.</summary>
/// <param name="City">City key.</param>
/// <param name="Title">Its official title.</param>
/// <param name="InForceSince">First day in force, in China.</param>
/// <param name="Obligations">In the order of the text.</param>
public sealed record Regulation(string City, string Title, DateOnly InForceSince, ImmutableArray<Obligation> Obligations)
{
    /// <summary>The kinds of procedure that carry it, with their Chinese names, in the order of the file.</summary>
    public ImmutableArray<ProcedureKind> Kinds { get; init; } = [];
}

/// <summary>A kind of procedure: what a definition says in its custom property <c>kind</c>.</summary>
/// <param name="Key">Such as <c>unqualified-result</c>.</param>
/// <param name="Name">In Chinese.</param>
public sealed record ProcedureKind(string Key, string Name);
