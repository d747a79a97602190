using WorkflowHost.Definitions;

namespace WorkflowHost.Organisation;

/// <summary>Checks who somebody is. Five wrong passwords lock an account for 15 minutes (等保2.0).</summary>
public sealed class SignIn(IOrganisationStore store, IPasswordHashing hashing, TimeProvider time)
{
    private const int MaxFailures = 5;
    private static readonly TimeSpan LockFor = TimeSpan.FromMinutes(15);
    private static readonly Problem Wrong = new("login-wrong", "", "用户名或密码不正确。");

    /// <summary>Logs in.</summary>
    /// <param name="loginName">Case and surrounding blanks do not matter.</param>
    /// <param name="password">As typed.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The account, or why not; an unknown name is answered as a wrong password is.</returns>
    public async Task<Checked<Account>> TryAsync(string loginName, string password, CancellationToken cancellationToken)
    {
        var account = await store.FindByLoginAsync(loginName.Trim().ToLowerInvariant(), cancellationToken);
        if (account is null)
        {
            hashing.Hash(password);
            return Checked<Account>.Refused([Wrong]);
        }

        var now = time.GetUtcNow();
        if (account.LockedUntil > now)
        {
            return Locked(account.LockedUntil.Value - now);
        }

        if (!hashing.Verify(account.PasswordHash, password))
        {
            await store.RecordFailureAsync(account.Id, MaxFailures, now, now + LockFor, cancellationToken);
            return Checked<Account>.Refused([Wrong]);
        }

        return await store.RecordSuccessAsync(account.Id, now, cancellationToken) ? Checked<Account>.Valid(account) : Locked(LockFor);
    }

    private static Checked<Account> Locked(TimeSpan rest)
    {
        var minutes = (int)Math.Ceiling(rest.TotalMinutes);
        return Checked<Account>.Refused([new Problem("login-locked", "", $"密码连续错误，账号已锁定，请 {minutes} 分钟后再试。")]);
    }
}
