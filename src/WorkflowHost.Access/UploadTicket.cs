using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using WorkflowHost.Documents;

namespace WorkflowHost.Access;

/// <summary>
/// Proves that somebody uploaded a file, until it is handed in with a task. Sealed for one account: nobody can put another file's
/// hash into a form and so come to read it.
/// </summary>
public sealed class UploadTicket(IDataProtectionProvider protection)
{
    private const string Purpose = "WorkflowHost.Upload";

    /// <summary>Seals the description of a file that was kept.</summary>
    /// <param name="file">The file.</param>
    /// <param name="accountId">Who uploaded it.</param>
    /// <param name="taskId">The only task that it may be handed in with; empty for any.</param>
    public string Seal(UploadedFile file, string accountId, string taskId = "") =>
        protection.CreateProtector(Purpose, accountId, taskId).Protect(JsonSerializer.Serialize(file));

    /// <summary>Opens a ticket; null when it was not sealed here for this account and task.</summary>
    /// <param name="ticket">As sent.</param>
    /// <param name="accountId">Who hands it in.</param>
    /// <param name="taskId">As it was sealed.</param>
    public UploadedFile? Open(string ticket, string accountId, string taskId = "")
    {
        try
        {
            return JsonSerializer.Deserialize<UploadedFile>(protection.CreateProtector(Purpose, accountId, taskId).Unprotect(ticket));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
