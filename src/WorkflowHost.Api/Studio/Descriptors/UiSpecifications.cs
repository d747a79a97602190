using System.Text.Json.Nodes;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>One choice of a field.</summary>
internal sealed record Choice(string Value, string Text);

/// <summary>What Studio's editors are given, keyed by their hints: camel case exactly, all values texts.</summary>
internal static class UiSpecifications
{
    public static JsonObject Dropdown(IEnumerable<Choice> choices) => new()
    {
        ["dropdown"] = new JsonObject { ["selectList"] = List(choices) },
    };

    public static JsonObject CheckList(IEnumerable<Choice> choices) => new()
    {
        ["checklist"] = new JsonObject { ["checkList"] = List(choices) },
    };

    /// <param name="language">Monaco's name of it.</param>
    /// <param name="isLarge">Whether the editor is a tall one.</param>
    public static JsonObject Code(string language, bool isLarge) => new()
    {
        ["code-editor"] = new JsonObject { ["language"] = language, ["editorHeight"] = isLarge ? 1 : 0 },
    };

    private static JsonObject List(IEnumerable<Choice> choices) => new()
    {
        ["items"] = new JsonArray([.. choices.Select(choice => new JsonObject { ["text"] = choice.Text, ["value"] = choice.Value, ["isChecked"] = false })]),
        ["isFlagsEnum"] = false,
    };
}
