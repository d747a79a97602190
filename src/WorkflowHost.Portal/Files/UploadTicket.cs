using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;

namespace WorkflowHost.Portal.Files;

/// <summary>
/// Lets a form keep an uploaded file while other fields are mended. Sealed for one account and task: nobody can put another
/// file's hash into a form and so come to read it.
/// </summary>
internal sealed class UploadTicket(IDataProtectionProvider protection)
{
    private const string Purpose = "WorkflowHost.Portal.Upload";

    /// <summary>Seals a stored file's description.</summary>
    public string Seal(JsonObject file, string accountId, string taskId) =>
        protection.CreateProtector(Purpose, accountId, taskId).Protect(file.ToJsonString());

    /// <summary>Opens a ticket; null when it is not one of ours for this account and task.</summary>
    public JsonObject? Open(string ticket, string accountId, string taskId)
    {
        try
        {
            return JsonNode.Parse(protection.CreateProtector(Purpose, accountId, taskId).Unprotect(ticket)) as JsonObject;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
