using System.Collections.Immutable;
using WorkflowHost.Engine;

namespace WorkflowHost.HumanTasks;

/// <summary>送达回证: the proof that documents were handed over. Time limits start at <paramref name="ServedOn"/>.</summary>
/// <param name="Id">Id of the activity execution that recorded it.</param>
/// <param name="CaseId">The case.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="Documents">Ids of the documents that were served.</param>
/// <param name="Method">直接送达, 留置送达, 邮寄送达, …</param>
/// <param name="Recipient">Who received it.</param>
/// <param name="ServedOn">The day on the receipt, in China.</param>
/// <param name="Place">Where.</param>
/// <param name="Proof">What proves it, in words.</param>
/// <param name="ProofFileHash">Content hash of the scanned receipt; empty when none was uploaded.</param>
/// <param name="ProofFileName">Its name.</param>
/// <param name="RecordedBy">The account's id.</param>
/// <param name="RecordedAt">UTC.</param>
public sealed record ServiceReceipt(
    string Id,
    string CaseId,
    string InstanceId,
    ImmutableArray<string> Documents,
    string Method,
    string Recipient,
    DateOnly ServedOn,
    string Place,
    string Proof,
    string ProofFileHash,
    string ProofFileName,
    string RecordedBy,
    DateTimeOffset RecordedAt);

/// <summary>Keeps a receipt, in the turn's transaction.</summary>
public sealed record KeepServiceReceipt(ServiceReceipt Receipt) : Effect;

/// <summary>Service receipts.</summary>
public interface IServiceReceiptStore
{
    /// <summary>Receipts of a case, oldest first.</summary>
    Task<IReadOnlyList<ServiceReceipt>> OfCaseAsync(string caseId, CancellationToken cancellationToken);
}
