using WorkflowHost.Documents;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>Choices that come from what the product holds at this moment.</summary>
internal sealed class LiveChoices(IBureauDirectory bureaus, IDocumentTemplates templates, ObligationCatalogue obligations)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Bureaus by city, the municipal one first.</summary>
    public IEnumerable<Choice> Bureaus => bureaus.All
        .OrderBy(bureau => bureau.City, StringComparer.Ordinal).ThenBy(bureau => bureau.Kind).ThenBy(bureau => bureau.Id, StringComparer.Ordinal)
        .Select(bureau => new Choice(bureau.Id, bureau.Name));

    /// <summary>All roles that accounts may hold.</summary>
    public static IEnumerable<Choice> Roles => Organisation.Roles.Names.OrderBy(role => role.Key, StringComparer.Ordinal).Select(role => new Choice(role.Key, role.Value));

    public IEnumerable<Choice> Templates => templates.All.Select(template => new Choice(template.Path, $"{template.Title}（{template.Path}）"));

    public IEnumerable<Choice> Obligations => obligations.All.OrderBy(obligation => obligation.City, StringComparer.Ordinal)
        .ThenBy(obligation => NumberOf(obligation.Id)).ThenBy(obligation => obligation.Id, StringComparer.Ordinal)
        .Select(obligation => new Choice(obligation.Id, $"{obligation.Id} {obligation.Duty}"));

    /// <summary>The choices of an input; null when it takes anything.</summary>
    public IEnumerable<Choice>? Of(string typeName, string input) => (typeName, input) switch
    {
        (_, "Bureau") when typeName.StartsWith("PostInspection.", StringComparison.Ordinal) => Bureaus,
        (_, "Role") when typeName.StartsWith("PostInspection.", StringComparison.Ordinal) => Roles,
        (_, "Template") when typeName.StartsWith("PostInspection.", StringComparison.Ordinal) => Templates,
        ("Elsa.HttpEndpoint", "SupportedMethods") => Methods.Select(method => new Choice(method, method)),
        _ => null,
    };

    /// <summary>Changes whenever a choice changes.</summary>
    public string Stamp() => string.Join('\n', Bureaus.Concat(Templates).Select(choice => $"{choice.Value}={choice.Text}"));

    private static int NumberOf(string id)
    {
        var digits = string.Concat(id.SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
