using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.Definitions;
using WorkflowHost.Documents;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Persistence.EffectWriters;

internal sealed class RequestDocumentWriter : EffectWriter<RequestDocument>
{
    protected override async Task<Problem?> WriteAsync(RequestDocument effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        if (!await RenewAsync(effect, turn.Database, cancellationToken))
        {
            await AddAsync(effect, turn, cancellationToken);
        }

        var payload = new JsonObject { [DocumentMessage.DocumentId] = effect.Id };
        var message = new Enqueue(effect.MessageKey, DocumentMessage.Kind, payload, effect.BookmarkId);
        turn.Database.Add(OutboxRows.Pending(message, turn.InstanceId, turn.Commit.At));
        return null;
    }

    /// <summary>Takes new data for a document that has its number already.</summary>
    private static async Task<bool> RenewAsync(
        RequestDocument effect, WorkflowHostDbContext database, CancellationToken cancellationToken)
    {
        var data = effect.Data.ToJsonString(StoredJson.Text);
        return await database.Documents.Where(row => row.Id == effect.Id).ExecuteUpdateAsync(
            row => row.SetProperty(document => document.Template, effect.Template)
                .SetProperty(document => document.Title, effect.Title)
                .SetProperty(document => document.Date, effect.Date)
                .SetProperty(document => document.Data, data)
                .SetProperty(document => document.State, DocumentState.Requested)
                .SetProperty(document => document.ContentHash, "")
                .SetProperty(document => document.TemplateHash, ""),
            cancellationToken) > 0;
    }

    private static async Task AddAsync(RequestDocument effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var year = effect.Date.Year;
        var number = await NumberSeries.NextAsync(turn.Database, DocumentNumber.Series(effect.Code, year), cancellationToken);
        turn.Database.Add(new DocumentRow
        {
            Id = effect.Id,
            CaseId = effect.CaseId,
            InstanceId = turn.InstanceId,
            BureauId = effect.BureauId,
            Template = effect.Template,
            Title = effect.Title,
            Number = DocumentNumber.Format(effect.Code, year, number),
            Date = effect.Date,
            Data = effect.Data.ToJsonString(StoredJson.Text),
            State = DocumentState.Requested,
            ContentHash = "",
            TemplateHash = "",
            CreatedAt = turn.Commit.At,
        });
    }
}

internal sealed class IssueDocumentWriter : EffectWriter<IssueDocument>
{
    protected override async Task<Problem?> WriteAsync(IssueDocument effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var issued = await turn.Database.Documents.Where(row => row.Id == effect.Id).ExecuteUpdateAsync(
            row => row.SetProperty(document => document.State, DocumentState.Issued)
                .SetProperty(document => document.ContentHash, effect.ContentHash)
                .SetProperty(document => document.TemplateHash, effect.TemplateHash),
            cancellationToken);
        return issued > 0 ? null : throw new InvalidOperationException($"Document {effect.Id} is missing.");
    }
}
