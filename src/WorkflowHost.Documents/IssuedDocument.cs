using System.Text.Json.Nodes;
using WorkflowHost.Engine;

namespace WorkflowHost.Documents;

/// <summary>Where a document stands.</summary>
public enum DocumentState
{
    /// <summary>Has its number; is being typeset.</summary>
    Requested,

    /// <summary>Typeset; its bytes are fixed by their hash.</summary>
    Issued,
}

/// <summary>A document with its number.</summary>
/// <param name="Id">Id of the activity execution that asked for it.</param>
/// <param name="CaseId">The case.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="BureauId">Who issues it.</param>
/// <param name="Template">Path under <c>workflows/documents</c> without extension.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Number">文号, such as 京海市监抽查〔2026〕118号.</param>
/// <param name="Date">The day on the document, in China.</param>
/// <param name="Data">What the template shows, without the document's own part.</param>
/// <param name="State">Where it stands.</param>
/// <param name="ContentHash">SHA-256 of the PDF, lower-case hex; empty until issued.</param>
/// <param name="TemplateHash">SHA-256 of the template and what it imports; empty until issued.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record IssuedDocument(
    string Id,
    string CaseId,
    string InstanceId,
    string BureauId,
    string Template,
    string Title,
    string Number,
    DateOnly Date,
    JsonObject Data,
    DocumentState State,
    string ContentHash,
    string TemplateHash,
    DateTimeOffset CreatedAt);

/// <summary>
/// Takes the next number of a bureau's series for a new document and puts it into the outbox for typesetting, in the turn's
/// transaction. When the document exists already (a retry), it keeps its number and takes the new data.
/// </summary>
/// <param name="Id">The document.</param>
/// <param name="MessageKey">Key of the outbox message, kind <see cref="DocumentMessage.Kind"/>.</param>
/// <param name="CaseId">The case.</param>
/// <param name="BureauId">Who issues it.</param>
/// <param name="Code">发文代字.</param>
/// <param name="Template">Path of the template.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Date">The day on the document; its year is the number's year.</param>
/// <param name="Data">What the template shows.</param>
/// <param name="BookmarkId">Resumed when the document is there or can't be made.</param>
public sealed record RequestDocument(
    string Id, string MessageKey, string CaseId, string BureauId, string Code, string Template, string Title, DateOnly Date,
    JsonObject Data, string BookmarkId) : Effect
{
    /// <inheritdoc/>
    public override string? ServedBookmark => BookmarkId;
}

/// <summary>Marks a document as typeset, in the transaction of the turn that goes on with it.</summary>
public sealed record IssueDocument(string Id, string ContentHash, string TemplateHash) : Effect;

/// <summary>The outbox message that asks for typesetting.</summary>
public static class DocumentMessage
{
    /// <summary>Kind of the message.</summary>
    public const string Kind = "document";

    /// <summary>Payload: id of the document.</summary>
    public const string DocumentId = "documentId";

    /// <summary>What the waiting step is told: the document's number.</summary>
    public const string Number = "number";
}

/// <summary>Numbers of documents: one series per code and year, from 1, without gaps, taken in the transaction.</summary>
public static class DocumentNumber
{
    /// <summary>The series that a document's number comes from.</summary>
    public static string Series(string code, int year) => string.Create(null, $"document/{code}/{year}");

    /// <summary>The number as printed: 京海市监抽查〔2026〕118号.</summary>
    public static string Format(string code, int year, int number) => string.Create(null, $"{code}〔{year}〕{number}号");
}

/// <summary>Documents as kept.</summary>
public interface IDocumentStore
{
    /// <summary>A document; null when there is none.</summary>
    Task<IssuedDocument?> FindAsync(string documentId, CancellationToken cancellationToken);

    /// <summary>Documents of a case, oldest first.</summary>
    Task<IReadOnlyList<IssuedDocument>> OfCaseAsync(string caseId, CancellationToken cancellationToken);
}

/// <summary>Bytes by their hash. What is put stays; the same bytes are kept once.</summary>
public interface IFileStore
{
    /// <summary>Keeps bytes durably.</summary>
    /// <returns>SHA-256, lower-case hex.</returns>
    Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Reads bytes; null when nothing has this hash. What no longer matches its hash is an exception.</summary>
    Task<byte[]?> GetAsync(string hash, CancellationToken cancellationToken);
}
