using WorkflowHost.Definitions;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>
/// Workflows that may be used as activities, as kinds of step. Only published versions are offered, but a definition may have been drawn
/// with an older one, which Studio must know.
/// </summary>
internal sealed class UsedWorkflowDescriptors(IDefinitionStore store)
{
    public async Task<IReadOnlyList<ActivityDescriptor>> DescribeAsync(
        IReadOnlyList<ReusableVersion> versions, IReadOnlyCollection<string> taken, CancellationToken cancellationToken)
    {
        var described = new List<ActivityDescriptor>();
        var names = new HashSet<(string, int)>();
        foreach (var reusable in versions)
        {
            if (await store.FindAsync(reusable.Id, cancellationToken) is { } version && DefinitionReader.Read(version.Json).Value is { } definition
                && TypeNameOf(definition) is var name && !taken.Contains(name) && names.Add((name, version.Version)))
            {
                described.Add(Describe(version, definition, name));
            }
        }

        return described;
    }

    private static string TypeNameOf(WorkflowDefinition definition) =>
        WorkflowDefinition.ActivityTypeOf(definition.Name) is { Length: > 0 } name ? name : definition.DefinitionId;

    private static ActivityDescriptor Describe(DefinitionVersion version, WorkflowDefinition definition, string name)
    {
        List<PortDescriptor> ports = [.. definition.Outcomes.Select(outcome => new PortDescriptor(outcome, ElsaWords.Port(outcome), "Flow"))];
        return new ActivityDescriptor
        {
            TypeName = name,
            Namespace = "",
            Name = definition.Name,
            Version = version.Version,
            Category = definition.Options.Text("activityCategory") is { Length: > 0 } category ? category : "可复用流程",
            DisplayName = definition.Name,
            Description = definition.Description,
            Kind = "Action",
            IsBrowsable = version.IsPublished,
            Ports = [new PortDescriptor("Root", "打开", "Embedded"), .. ports.Count > 0 ? ports : [new PortDescriptor("Done", ElsaWords.Port("Done"), "Flow")]],
            Inputs =
            [
                .. definition.Inputs.Select((input, order) => new InputDescriptor
                {
                    Name = input.Name,
                    TypeName = input.Type,
                    DisplayName = input.DisplayName.Length > 0 ? input.DisplayName : input.Name,
                    Description = input.Description,
                    Order = order,
                    Category = input.Category.Length > 0 ? input.Category : null,
                    UiHint = input.UiHint.Length > 0 ? input.UiHint : "singleline",
                }),
            ],
            Outputs =
            [
                .. definition.Outputs.Select((output, order) => new OutputDescriptor(
                    output.Name, output.Type, output.DisplayName.Length > 0 ? output.DisplayName : output.Name, output.Description, order)),
            ],
            CustomProperties = new()
            {
                ["RootType"] = "WorkflowDefinitionActivity",
                ["WorkflowDefinitionId"] = version.DefinitionId,
                ["WorkflowDefinitionVersionId"] = version.Id,
            },
            ConstructionProperties = new()
            {
                ["WorkflowDefinitionId"] = version.DefinitionId,
                ["WorkflowDefinitionVersionId"] = version.Id,
                ["LatestAvailablePublishedVersion"] = version.Version,
                ["LatestAvailablePublishedVersionId"] = version.Id,
            },
        };
    }
}
