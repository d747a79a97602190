using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Runtime.Duties;

/// <summary>
/// Whose duties a step works for. A workflow that procedures of several cities use can't name their duties: its step says
/// <c>"duties": "caller"</c> in its custom properties and works for those of the step that uses the workflow.
/// </summary>
public static class DutyBearer
{
    /// <summary>The step whose custom properties name the duties: the step itself unless it says otherwise.</summary>
    public static Activity Of(Activity step)
    {
        var bearer = step;
        while (IsCaller(bearer.CustomProperties) && bearer.UsingStep is { } user)
        {
            bearer = user;
        }

        return bearer;
    }

    /// <summary>Whether a step with these custom properties works for the duties of the step that uses its workflow.</summary>
    public static bool IsCaller(JsonObject customProperties) => customProperties["duties"] is JsonValue of && of.TryGetValue<string>(out var word) && word == "caller";
}
