using WorkflowHost.Organisation;

namespace WorkflowHost.Cases;

/// <summary>Which cases somebody sees: a municipal bureau's people those of their city, a district bureau's those that it handles.</summary>
public sealed record CaseScope
{
    private CaseScope()
    {
    }

    /// <summary>The bureau whose people see this; empty when it is gone: then they see nothing.</summary>
    public string BureauId { get; private init; } = "";

    /// <summary>All cases of this city; null when the scope is another.</summary>
    public string? City { get; private init; }

    /// <summary>All cases that this district bureau handles; null when the scope is another.</summary>
    public string? HandlingBureauId { get; private init; }

    /// <summary>Whether procedures that belong to no case are seen too: an administrator's.</summary>
    public bool WithoutCase { get; private init; }

    /// <summary>What an account sees.</summary>
    /// <param name="account">Who.</param>
    /// <param name="bureau">The account's bureau; null when it is gone.</param>
    public static CaseScope Of(Account account, Bureau? bureau) => bureau is null ? new() : new()
    {
        BureauId = bureau.Id,
        City = bureau.Kind is BureauKind.Municipal ? bureau.City : null,
        HandlingBureauId = bureau.Kind is BureauKind.District ? bureau.Id : null,
        WithoutCase = account.Is(Roles.Administrator),
    };

    /// <summary>What a municipal bureau's people see of its work that belongs to no case; whoever asks names the city's procedures.</summary>
    public static CaseScope OfWork(Bureau municipal) => new() { BureauId = municipal.Id, City = municipal.City, WithoutCase = true };

    /// <summary>Whether a case is seen.</summary>
    public bool Covers(Case subject) => Covers(subject.City, subject.HandlingBureauId);

    /// <summary>Whether a case is seen in a list.</summary>
    public bool Covers(CaseSummary subject) => Covers(subject.City, subject.HandlingBureauId);

    private bool Covers(string city, string handlingBureauId) =>
        (City is not null && City == city) || (HandlingBureauId is not null && HandlingBureauId == handlingBureauId);
}
