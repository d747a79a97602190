using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Documents;

/// <summary>Typesets requested documents. Repeatable: the same data gives the same page, and bytes are kept by their hash.</summary>
internal sealed class DocumentOutboxHandler(
    IDocumentStore documents, IDocumentRenderer renderer, IFileStore files, IBureauDirectory bureaus) : IOutboxHandler
{
    public string Kind => DocumentMessage.Kind;

    public bool IsRepeatable => true;

    public async Task<Delivery> DeliverAsync(OutboxMessage message, Departure departure, CancellationToken cancellationToken)
    {
        var id = message.Payload[DocumentMessage.DocumentId]?.GetValue<string>() ?? "";
        var document = await documents.FindAsync(id, cancellationToken);
        if (document is null)
        {
            return new Delivery.Failed($"没有文书“{id}”。");
        }

        if (document.State is DocumentState.Issued)
        {
            // Its instance could not go on then; what was issued stays as it is.
            return Issued(document);
        }

        return await renderer.RenderAsync(document.Template, DataOf(document), cancellationToken) switch
        {
            Rendering.Done done => await IssueAsync(document, done, cancellationToken),
            Rendering.Refused refused => new Delivery.Failed(refused.Message),
            Rendering.Unavailable unavailable => new Delivery.Retry(unavailable.Message),
            var other => throw new InvalidOperationException($"Unknown rendering {other}."),
        };
    }

    private async Task<Delivery> IssueAsync(IssuedDocument document, Rendering.Done done, CancellationToken cancellationToken)
    {
        var hash = await files.PutAsync(done.Pdf, cancellationToken);
        return Issued(document) with { Effects = [new IssueDocument(document.Id, hash, done.TemplateHash)] };
    }

    private static Delivery.Done Issued(IssuedDocument document) => new(document.Number)
    {
        Result = ImmutableDictionary<string, JsonNode?>.Empty.Add(DocumentMessage.Number, JsonValue.Create(document.Number)),
    };

    private JsonObject DataOf(IssuedDocument document)
    {
        var data = document.Data.DeepClone().AsObject();
        data["document"] = new JsonObject
        {
            ["number"] = document.Number,
            ["title"] = document.Title,
            ["date"] = document.Date.ToString("yyyy-MM-dd", null),
        };
        if (bureaus.Find(document.BureauId) is { } bureau)
        {
            data["bureau"] = new JsonObject
            {
                ["name"] = bureau.Name,
                ["address"] = bureau.Address,
                ["phone"] = bureau.Phone,
                ["contact"] = bureau.Contact,
            };
        }

        return data;
    }
}
