using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>
/// Defaults of variables in files: Elsa and Studio read only texts there, and refuse the whole file for anything else. A file has the text, and
/// beside it in <c>customProperties</c>, which Studio keeps, what it stands for.
/// </summary>
internal static class ExportedDefaults
{
    private const string Member = "workflowHostDefaults";
    private const string Value = "value";

    /// <summary>Writes defaults as texts.</summary>
    public static void Write(JsonObject file)
    {
        var typed = new JsonObject();
        foreach (var variable in Variables(file))
        {
            if (NameOf(variable) is { Length: > 0 } id && variable[Value] is { } value && value.GetValueKind() is not JsonValueKind.String)
            {
                typed[id] = value.DeepClone();
                variable[Value] = value.ToJsonString(StudioJson.Options);
            }
        }

        if (typed.Count > 0)
        {
            var custom = file["customProperties"] as JsonObject ?? [];
            custom[Member] = typed;
            file["customProperties"] = custom;
        }
    }

    /// <summary>Gives texts that were written so back what they stand for. One that a person has changed stays.</summary>
    public static void Read(JsonObject file)
    {
        if (file["customProperties"] is not JsonObject custom || !custom.Remove(Member, out var kept) || kept is not JsonObject typed)
        {
            return;
        }

        foreach (var variable in Variables(file))
        {
            if (NameOf(variable) is { Length: > 0 } id && typed[id] is { } value && StudioLosses.IsTextOf(variable[Value], value))
            {
                variable[Value] = value.DeepClone();
            }
        }
    }

    /// <summary>A variable's id; its name, which is as unique, when a person wrote the file and gave none.</summary>
    private static string? NameOf(JsonObject variable) => variable.Text("id") is { Length: > 0 } id ? id : variable.Text("name");

    private static IEnumerable<JsonObject> Variables(JsonObject file) => (file["variables"] as JsonArray)?.OfType<JsonObject>() ?? [];
}
