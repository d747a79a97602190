using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using WorkflowHost.Api.Studio.Descriptors;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>What may be done with something: Studio offers editing where it finds <c>publish</c> or <c>bulk-publish</c>.</summary>
internal sealed record StudioLink(string Href, string Rel, string Method);

/// <summary>A version in a list.</summary>
internal sealed record StudioSummary(
    string Id, string DefinitionId, string Name, string Description, int Version, string ToolVersion, bool IsLatest, bool IsPublished,
    bool IsReadonly, DateTimeOffset CreatedAt, string MaterializerName, bool IsMaterializerAvailable, string ProviderName,
    IReadOnlyList<StudioLink> Links);

/// <summary>A page of a list of versions.</summary>
internal sealed record StudioSummaries(IReadOnlyList<StudioSummary> Items, int TotalCount, IReadOnlyList<StudioLink> Links);

/// <summary>Definitions as this caller may see them: only who may change one gets the links that let Studio edit it.</summary>
internal sealed class DefinitionAnswers(DefinitionRights rights)
{
    /// <summary>Member of <c>customProperties</c> that says which state was read: Studio sends it back with every save.</summary>
    public const string Mark = "workflowHostMark";

    /// <summary>Member by which Elsa knows a file as a workflow definition.</summary>
    public const string Schema = "$schema";

    private const string ToolVersion = "3.8.2.0";

    public StudioSummary Summary(DefinitionVersion version) => Summary(
        new DefinitionSummary(
            version.Id, version.DefinitionId, version.Version, version.Name, version.Description, version.Origin, version.IsLatest,
            version.IsPublished, version.IsDraft, version.IsReadonly, version.IsSystem, version.IsUsableAsActivity, version.CreatedAt,
            version.ChangedBy, version.ChangedAt),
        IsEditable(version));

    public async Task<StudioSummaries> PageAsync(Numbered<DefinitionSummary> page, CancellationToken cancellationToken)
    {
        var editable = await rights.EditableAsync(page.Items, cancellationToken);
        return new(
            [.. page.Items.Select(version => Summary(version, editable.Contains(version.Id)))],
            page.Total,
            rights.MayEditAny ? [new StudioLink("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", HttpMethods.Post)] : []);
    }

    /// <summary>The whole definition, with its identity as the store knows it.</summary>
    public JsonObject Whole(DefinitionVersion version)
    {
        var answer = Stored(version);
        answer.Remove(Schema);
        StepObligationField.Show(answer["root"]);
        var links = new JsonArray();
        foreach (var link in LinksOf(version.DefinitionId, IsEditable(version)))
        {
            links.Add(new JsonObject { ["href"] = link.Href, ["rel"] = link.Rel, ["method"] = link.Method });
        }

        answer["links"] = links;
        var custom = answer["customProperties"] as JsonObject ?? [];
        custom[Mark] = string.Create(CultureInfo.InvariantCulture, $"{version.Id}.{version.Edit}");
        answer["customProperties"] = custom;
        return answer;
    }

    /// <summary>The definition as a file.</summary>
    public static JsonObject File(DefinitionVersion version)
    {
        var file = Stored(version);
        file.Remove("links");
        ExportedDefaults.Write(file);
        return file;
    }

    /// <summary>The state that Studio says it has drawn on; null when it says none.</summary>
    public static DefinitionMark? MarkOf(JsonObject? custom) =>
        custom?.Text(Mark)?.Split('.') is [var versionId, var edit]
        && int.TryParse(edit, NumberStyles.None, CultureInfo.InvariantCulture, out var times)
            ? new DefinitionMark(versionId, times)
            : null;

    private static JsonObject Stored(DefinitionVersion version)
    {
        var answer = JsonNode.Parse(version.Json)!.AsObject();
        answer["id"] = version.Id;
        answer["version"] = version.Version;
        answer["isLatest"] = version.IsLatest;
        answer["isPublished"] = version.IsPublished;
        answer["createdAt"] = version.CreatedAt.ToString("O", CultureInfo.InvariantCulture);
        return answer;
    }

    private static StudioSummary Summary(DefinitionSummary version, bool isEditable) => new(
        version.Id, version.DefinitionId, version.Name, version.Description, version.Version, ToolVersion, version.IsLatest, version.IsPublished,
        version.IsReadonly, version.CreatedAt, "Json", true, version.Origin is DefinitionOrigin.File ? "随系统提供" : "流程设计", LinksOf(version.DefinitionId, isEditable));

    private static IReadOnlyList<StudioLink> LinksOf(string definitionId, bool isEditable) => isEditable
        ? [new StudioLink($"/workflow-definitions/{definitionId}/publish", "publish", HttpMethods.Post)]
        : [];

    private bool IsEditable(DefinitionVersion version) => !version.IsReadonly && rights.MayEdit(version);
}
