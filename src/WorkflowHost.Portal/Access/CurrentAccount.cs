using WorkflowHost.Organisation;

namespace WorkflowHost.Portal.Access;

/// <summary>Who sends this request, read afresh from the organisation, so that a role taken away is gone at once.</summary>
internal sealed class CurrentAccount(IBureauDirectory bureaus)
{
    private Account? account;

    /// <summary>Whether somebody is logged in.</summary>
    public bool IsKnown => account is not null;

    /// <summary>The account; asked for only behind a login.</summary>
    public Account Value => account ?? throw new InvalidOperationException("Nobody is logged in.");

    /// <summary>The bureau; null when it was dissolved.</summary>
    public Bureau? Bureau => bureaus.Find(Value.BureauId);

    /// <summary>Whether the person watches running instances.</summary>
    public bool Supervises => Value.Is(Roles.Supervisor) || Value.Is(Roles.Administrator);

    /// <summary>Whether the person may have work to start: officers of a municipal bureau.</summary>
    public bool StartsWork => Bureau is { Kind: BureauKind.Municipal } && Value.Is(Roles.CaseOfficer);

    /// <summary>Whether the person watches work that belongs to no case: who supervises at a municipal bureau.</summary>
    public bool WatchesWork => Bureau is { Kind: BureauKind.Municipal } && Supervises;

    /// <summary>Takes over the account that the session belongs to.</summary>
    public void Set(Account known) => account = known;
}
