using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Cases.Experts;
using WorkflowHost.Cases.Products;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Cases.Figures;

/// <summary>A request for figures as a message of the outbox.</summary>
public static class FigureMessage
{
    /// <summary>See <see cref="IOutboxHandler.Kind"/>.</summary>
    public const string Kind = "figures";

    /// <summary>The figures in what resumes the step.</summary>
    public const string Figures = "figures";

    /// <summary>As it is kept.</summary>
    public static JsonObject Write(FigureRequest request) => new()
    {
        ["kind"] = request.Kind.ToString(),
        ["city"] = request.City,
        ["from"] = Text(request.From),
        ["until"] = Text(request.Until),
        ["threshold"] = request.Threshold,
        ["minimum"] = request.Minimum,
    };

    /// <summary>As it was asked.</summary>
    public static FigureRequest Read(JsonObject payload) => new(
        Enum.Parse<FigureKind>(payload["kind"]!.ToString()), payload["city"]!.ToString(), Day(payload["from"]), Day(payload["until"]),
        decimal.Parse(payload["threshold"]!.ToString(), CultureInfo.InvariantCulture), int.Parse(payload["minimum"]!.ToString(), CultureInfo.InvariantCulture));

    private static DateOnly Day(JsonNode? text) => DateOnly.ParseExact(text!.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Gathers figures from what is kept. Repeatable: nothing leaves, and the instance takes the first answer only.</summary>
internal sealed class FigureHandler(IEnterpriseRecords records, IExpertStore experts, ProductBook products, IBureauDirectory bureaus, TimeProvider time) : IOutboxHandler
{
    public string Kind => FigureMessage.Kind;

    public bool IsRepeatable => true;

    public async Task<Delivery> DeliverAsync(OutboxMessage message, Departure departure, CancellationToken cancellationToken)
    {
        var request = FigureMessage.Read(message.Payload);
        var catalogue = await products.OfCityAsync(request.City, time.GetUtcNow(), cancellationToken);
        if (request.Kind is FigureKind.Experts)
        {
            return Gathered(FigureGathering.Of(request, new FigureFacts([], [], catalogue, bureaus)
            {
                Experts = [.. await experts.OfCityAsync(request.City, cancellationToken)],
            }));
        }

        var found = await records.SinceAsync(request.City, request.RecordsFrom, cancellationToken);
        if (request.Kind is FigureKind.Announcement)
        {
            string[] codes = [.. found.Where(record => record.Conduct is Conduct.Unqualified).Select(record => record.CreditCode).Distinct(StringComparer.Ordinal)];
            var whole = await records.OfEnterprisesAsync(request.City, codes, cancellationToken);
            found = [.. found.UnionBy(whole, record => record.Id, StringComparer.Ordinal)];
        }

        var standings = request.Kind is FigureKind.Districts
            ? await records.StandingsAsync(request.City, request.From, request.Until, time.GetUtcNow(), cancellationToken)
            : [];
        return Gathered(FigureGathering.Of(request, new FigureFacts([.. found], [.. standings], catalogue, bureaus)));
    }

    private static Delivery.Done Gathered(JsonObject figures) => new("已归集。")
    {
        Result = ImmutableDictionary<string, JsonNode?>.Empty.Add(FigureMessage.Figures, figures),
    };
}
