using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;

namespace WorkflowHost.Api.V1.Contracts;

/// <summary>A document.</summary>
/// <param name="Id">The document.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Number">文号.</param>
/// <param name="BureauId">Who issues it.</param>
/// <param name="Date">The day on it, in China.</param>
/// <param name="State"><c>requested</c> or <c>issued</c>.</param>
/// <param name="ContentHash">SHA-256 of the PDF; empty until issued.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record DocumentAnswer(
    string Id, string Title, string Number, string BureauId, DateOnly Date, DocumentState State, string ContentHash, DateTimeOffset CreatedAt)
{
    internal static DocumentAnswer Of(IssuedDocument item) =>
        new(item.Id, item.Title, item.Number, item.BureauId, item.Date, item.State, item.ContentHash, item.CreatedAt);
}

/// <summary>送达回证.</summary>
/// <param name="Id">The receipt.</param>
/// <param name="Documents">Ids of the documents served.</param>
/// <param name="Method">送达方式.</param>
/// <param name="Recipient">受送达人.</param>
/// <param name="ServedOn">送达日期, in China.</param>
/// <param name="Place">送达地点.</param>
/// <param name="Proof">送达证明.</param>
/// <param name="ProofFileName">Name of the scan; empty when there is none.</param>
/// <param name="ProofFileHash">Its SHA-256; empty when there is none.</param>
/// <param name="RecordedBy">The account's id.</param>
/// <param name="RecordedAt">UTC.</param>
public sealed record ReceiptAnswer(
    string Id, IReadOnlyList<string> Documents, string Method, string Recipient, DateOnly ServedOn, string Place, string Proof,
    string ProofFileName, string ProofFileHash, string RecordedBy, DateTimeOffset RecordedAt)
{
    internal static ReceiptAnswer Of(ServiceReceipt item) => new(
        item.Id, item.Documents, item.Method, item.Recipient, item.ServedOn, item.Place, item.Proof, item.ProofFileName, item.ProofFileHash,
        item.RecordedBy, item.RecordedAt);
}

/// <summary>An uploaded file, as a task's form takes it.</summary>
/// <param name="Ticket">Proves the upload; good only for the account that uploaded. A form needs nothing else of this.</param>
/// <param name="Name">As uploaded, without folders.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ContentType">By the bytes themselves; <c>application/octet-stream</c> when they are not PDF, PNG or JPEG.</param>
public sealed record FileAnswer(string Ticket, string Name, long Size, string ContentType)
{
    internal static FileAnswer Of(UploadedFile file, string ticket) => new(ticket, file.Name, file.Size, file.ContentType);
}
