using System.Text.Json.Nodes;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;

namespace WorkflowHost.Access;

/// <summary>
/// Who may change which procedures: administrators of a 市局 those of its own city, and those that are no city's. A procedure is a city's when
/// it says so, or when a rule of intake starts it for that city.
/// </summary>
public sealed class DefinitionEditing(IBureauDirectory bureaus, IntakeRules rules)
{
    /// <summary>Code of the refusal.</summary>
    public const string Code = "definition-other-city";

    private const string City = "city";
    private const string CustomProperties = "customProperties";

    /// <summary>Whether somebody may change definitions at all.</summary>
    public bool MayEdit(Account account) => CityOf(account) is not null;

    /// <summary>Whether somebody may change what belongs to these cities.</summary>
    /// <param name="account">Who.</param>
    /// <param name="cities">City keys; none when it is no city's.</param>
    public bool MayEdit(Account account, IEnumerable<string> cities) => CityOf(account) is { } own && cities.All(city => city == own);

    /// <summary>Whether somebody may change a version.</summary>
    /// <param name="account">Who.</param>
    /// <param name="definitionId">Its definition.</param>
    /// <param name="json">The version in Elsa's format.</param>
    public bool MayEdit(Account account, string definitionId, string json) => MayEdit(account, CitiesOf(definitionId, CityIn(json)));

    /// <summary>Why somebody may not change a procedure; null when nothing speaks against it.</summary>
    /// <param name="account">Who may change procedures at all.</param>
    /// <param name="definitionId">The procedure; empty for a new one.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="city">The city that it names; empty for none.</param>
    public Problem? Forbids(Account account, string definitionId, string name, string city) =>
        CitiesOf(definitionId, city).FirstOrDefault(other => !MayEdit(account, [other])) is { } theirs
            ? new Problem(Code, "", $"“{name}”是{BureauOf(theirs)}的流程，只有该局的管理员可以改动，没有任何改动。")
            : null;

    /// <summary>The cities whose procedure it is.</summary>
    /// <param name="definitionId">The procedure; empty for a new one.</param>
    /// <param name="city">The city that it names; empty for none.</param>
    public IReadOnlyCollection<string> CitiesOf(string definitionId, string city) =>
    [
        .. rules.All.Where(rule => definitionId.Length > 0 && (rule.ProcedureId == definitionId || rule.QualifiedProcedureId == definitionId))
            .Select(rule => rule.City).Append(city).Where(key => key.Length > 0).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The city that a definition in Elsa's format names; empty for none.</summary>
    public static string CityIn(string json) => CityIn((JsonNode.Parse(json) as JsonObject)?[CustomProperties] as JsonObject);

    /// <summary>The city that custom properties name; empty for none.</summary>
    public static string CityIn(JsonObject? customProperties) => customProperties?[City]?.ToString().Trim() ?? "";

    private string? CityOf(Account account) =>
        account.Is(Roles.Administrator) && bureaus.Find(account.BureauId) is { Kind: BureauKind.Municipal } bureau ? bureau.City : null;

    private string BureauOf(string city) =>
        bureaus.All.FirstOrDefault(bureau => bureau.Kind is BureauKind.Municipal && bureau.City == city)?.Name ?? $"其他城市（{city}）";
}
