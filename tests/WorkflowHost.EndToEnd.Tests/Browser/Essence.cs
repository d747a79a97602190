using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>What must not change on the way through Studio.</summary>
internal static class Essence
{
    /// <summary>Everything but identity and where the steps lie.</summary>
    public static string Of(JsonNode definition)
    {
        var copy = definition.DeepClone();
        (copy["definitionId"], copy["name"]) = ("", "");
        foreach (var activity in copy["root"]!["activities"]!.AsArray())
        {
            activity!["metadata"]!["designer"] = null;
        }

        // Studio writes into every file whether users are updated; not at all means no
        if (copy["options"]!["autoUpdateConsumingWorkflows"]?.GetValue<bool>() is false)
        {
            copy["options"]!.AsObject().Remove("autoUpdateConsumingWorkflows");
        }

        copy["customProperties"]!.AsObject().Remove("workflowHostMark");
        return DefinitionHash.Of(DefinitionReader.Read(copy.ToJsonString()).Value.ShouldNotBeNull());
    }
}
