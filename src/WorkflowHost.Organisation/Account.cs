using System.Collections.Immutable;

namespace WorkflowHost.Organisation;

/// <summary>What a person may do. Kept in accounts and named by tasks.</summary>
public static class Roles
{
    /// <summary>经办人: prepares documents, serves them, records what comes in.</summary>
    public const string CaseOfficer = "CaseOfficer";

    /// <summary>审核人: checks what the case officer prepared.</summary>
    public const string Reviewer = "Reviewer";

    /// <summary>审批人: signs.</summary>
    public const string Approver = "Approver";

    /// <summary>办案人员: takes leads over and reports what became of them; at a 市局, 执法总队.</summary>
    public const string Enforcement = "Enforcement";

    /// <summary>监督员: watches running instances, retries and cancels.</summary>
    public const string Supervisor = "Supervisor";

    /// <summary>管理员: procedures, organisation, settings.</summary>
    public const string Administrator = "Administrator";

    /// <summary>All roles with what people call them.</summary>
    public static readonly ImmutableDictionary<string, string> Names = ImmutableDictionary.CreateRange(
        StringComparer.Ordinal,
        [
            KeyValuePair.Create(CaseOfficer, "经办人"),
            KeyValuePair.Create(Reviewer, "审核人"),
            KeyValuePair.Create(Approver, "审批人"),
            KeyValuePair.Create(Enforcement, "办案人员"),
            KeyValuePair.Create(Supervisor, "监督员"),
            KeyValuePair.Create(Administrator, "管理员"),
        ]);

    /// <summary>What people call a role; the key itself when it is unknown.</summary>
    public static string NameOf(string role) => Names.GetValueOrDefault(role, role);
}

/// <summary>A person who can log in.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="LoginName">Lower case; unique.</param>
/// <param name="DisplayName">The person's name.</param>
/// <param name="BureauId">Where the person works.</param>
/// <param name="Roles">What the person may do there.</param>
/// <param name="PasswordHash">Salted; never the password.</param>
/// <param name="FailedLogins">Since the last success or lock.</param>
/// <param name="LockedUntil">UTC; null when not locked.</param>
public sealed record Account(
    string Id,
    string LoginName,
    string DisplayName,
    string BureauId,
    ImmutableArray<string> Roles,
    string PasswordHash,
    int FailedLogins,
    DateTimeOffset? LockedUntil)
{
    /// <summary>Whether the person has a role.</summary>
    public bool Is(string role) => Roles.Contains(role, StringComparer.Ordinal);
}

/// <summary>Bureaus and accounts.</summary>
public interface IOrganisationStore
{
    /// <summary>All bureaus.</summary>
    Task<IReadOnlyList<Bureau>> BureausAsync(CancellationToken cancellationToken);

    /// <summary>An account by login name, in lower case; null when there is none.</summary>
    Task<Account?> FindByLoginAsync(string loginName, CancellationToken cancellationToken);

    /// <summary>An account by id; null when there is none.</summary>
    Task<Account?> FindAsync(string accountId, CancellationToken cancellationToken);

    /// <summary>Display names by account id, for lists. Unknown ids are left out.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesAsync(IReadOnlyCollection<string> accountIds, CancellationToken cancellationToken);

    /// <summary>Keys of the roles that somebody holds in a bureau of the city.</summary>
    Task<IReadOnlySet<string>> RolesHeldAsync(string city, CancellationToken cancellationToken);

    /// <summary>Adds or replaces bureaus and accounts by id.</summary>
    Task SaveAsync(IReadOnlyCollection<Bureau> bureaus, IReadOnlyCollection<Account> accounts, CancellationToken cancellationToken);

    /// <summary>Counts a failed login in one statement, so that of many at once each counts; counts anew after a lock has run out.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="limit">With so many failures the account is locked; at least 2.</param>
    /// <param name="now">UTC.</param>
    /// <param name="lockUntil">UTC, exclusive: until when.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    /// <returns>Failures since the last success or lock, with this one.</returns>
    Task<int> RecordFailureAsync(
        string accountId, int limit, DateTimeOffset now, DateTimeOffset lockUntil, CancellationToken cancellationToken);

    /// <summary>Forgets failed logins after a right password.</summary>
    /// <returns>False, and nothing is forgotten, when the account is locked at <paramref name="now"/>: others failed meanwhile.</returns>
    Task<bool> RecordSuccessAsync(string accountId, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Hashes passwords, slowly.</summary>
public interface IPasswordHashing
{
    /// <summary>A salted hash.</summary>
    string Hash(string password);

    /// <summary>Whether a password is the one that was hashed.</summary>
    bool Verify(string hash, string password);
}
