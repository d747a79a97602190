using Microsoft.EntityFrameworkCore;
using WorkflowHost.Documents;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;

namespace WorkflowHost.Persistence.Stores;

internal sealed class DocumentStore(IDbContextFactory<WorkflowHostDbContext> contexts) : IDocumentStore
{
    public async Task<IssuedDocument?> FindAsync(string documentId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await database.Documents.SingleOrDefaultAsync(found => found.Id == documentId, cancellationToken);
        return row is null ? null : Document(row);
    }

    public async Task<IReadOnlyList<IssuedDocument>> OfCaseAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.Documents.Where(row => row.CaseId == caseId)
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(Document)];
    }

    private static IssuedDocument Document(DocumentRow row) => new(
        row.Id, row.CaseId, row.InstanceId, row.BureauId, row.Template, row.Title, row.Number, row.Date,
        StoredJson.ReadObject(row.Data), row.State, row.ContentHash, row.TemplateHash, row.CreatedAt);
}
