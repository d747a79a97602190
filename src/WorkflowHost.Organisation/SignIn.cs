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
            var minutes = (int)Math.Ceiling((account.LockedUntil.Value - now).TotalMinutes);
            return Checked<Account>.Refused([new Problem("login-locked", "", $"密码连续错误，账号已锁定，请 {minutes} 分钟后再试。")]);
        }

        if (hashing.Verify(account.PasswordHash, password))
        {
            if (account.FailedLogins > 0)
            {
                await store.RecordLoginAsync(account.Id, 0, null, cancellationToken);
            }

            return Checked<Account>.Valid(account);
        }

        var failures = account.FailedLogins + 1;
        DateTimeOffset? lockedUntil = failures >= MaxFailures ? now + LockFor : null;
        await store.RecordLoginAsync(account.Id, lockedUntil is null ? failures : 0, lockedUntil, cancellationToken);
        return Checked<Account>.Refused([Wrong]);
    }
}
