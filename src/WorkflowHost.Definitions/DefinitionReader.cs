using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using WorkflowHost.Definitions.Json;

namespace WorkflowHost.Definitions;

/// <summary>Reads Elsa 3's definition files and Studio's posts. Whatever the text is, the answer is a definition or problems.</summary>
/// <remarks>
/// Null and absent members take Elsa's defaults. Members that the format does not name are kept. A byte order mark at the
/// start is skipped. Wrong content is reported completely, a syntax error once, with line and column counted from 1.
/// </remarks>
public static class DefinitionReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a definition from a text.</summary>
    public static Checked<WorkflowDefinition> Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return Read(Strict.GetBytes(json));
        }
        catch (EncoderFallbackException exception)
        {
            var at = TextPosition.Of(Encoding.UTF8.GetBytes(json[..exception.Index]), int.MaxValue);
            return Refused("invalid-text", $"文本含有无效字符（第 {at.Line} 行第 {at.Column} 列，不成对的代理项），请删除后重新输入。");
        }
    }

    /// <summary>Reads a definition from UTF-8.</summary>
    public static Checked<WorkflowDefinition> Read(ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        if (!Utf8.IsValid(utf8))
        {
            return Refused("not-utf8", "文件不是 UTF-8 编码，请另存为 UTF-8 后再导入。");
        }

        if (utf8.Trim(" \t\r\n"u8).IsEmpty)
        {
            return Refused("json-empty", "内容为空，没有流程定义。");
        }

        var problems = new FoundProblems();
        var tree = JsonTree.Parse(utf8, problems);
        if (!problems.Any && tree is not JsonObject)
        {
            return Refused("wrong-type", "流程定义应为一个 JSON 对象（以 { 开头）。");
        }

        if (tree is not JsonObject members || problems.Any)
        {
            return Checked<WorkflowDefinition>.Refused(problems.InOrder());
        }

        var definition = DefinitionMembers.Read(new JsonMembers(members, Place.Root, problems));
        return problems.Any
            ? Checked<WorkflowDefinition>.Refused(problems.InOrder())
            : Checked<WorkflowDefinition>.Valid(definition);
    }

    /// <summary>Reads a definition that stands inside another document, as in Studio's <c>{"model": …}</c>.</summary>
    /// <param name="json">Not changed, and not shared with the result. Paths count from here.</param>
    public static Checked<WorkflowDefinition> Read(JsonElement json) =>
        json.ValueKind is JsonValueKind.Undefined ? Read("") : Read(json.GetRawText());

    private static Checked<WorkflowDefinition> Refused(string code, string message) =>
        Checked<WorkflowDefinition>.Refused([new Problem(code, "$", message)]);
}
