using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using WorkflowHost.Definitions.Json;

namespace WorkflowHost.Definitions;

/// <summary>Reads a JSON text as a tree that is safe to read afterwards: no repeated keys, valid Unicode, bounded depth.</summary>
/// <remarks>A tree from .NET's own reader throws on its first use when a key repeats or a text is broken; this one can't.</remarks>
public static class StrictJson
{
    /// <summary>The tree, or every problem with its place; a syntax error has line and column, counted from 1.</summary>
    /// <param name="utf8">A byte order mark at the start is skipped.</param>
    public static Checked<JsonNode> Parse(ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        if (!Utf8.IsValid(utf8))
        {
            return Checked<JsonNode>.Refused([new Problem("not-utf8", "", "内容不是 UTF-8 编码，请另存为 UTF-8 后重试。")]);
        }

        var problems = new FoundProblems();
        var tree = JsonTree.Parse(utf8, problems);
        return problems.Any
            ? Checked<JsonNode>.Refused(problems.InOrder())
            : tree is null
                ? Checked<JsonNode>.Refused([new Problem("json-empty", "$", "内容为空。")])
                : Checked<JsonNode>.Valid(tree);
    }

    /// <summary>As <see cref="Parse(ReadOnlySpan{byte})"/>, for a text; broken surrogates in it become U+FFFD.</summary>
    public static Checked<JsonNode> Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>Makes a tree from elsewhere safe: reads it anew from its text.</summary>
    public static Checked<JsonNode> Reread(JsonNode tree)
    {
        try
        {
            return Parse(tree.ToJsonString());
        }
        catch (InvalidOperationException)
        {
            return Checked<JsonNode>.Refused([new Problem("invalid-text", "$", "文本含有无效字符（不成对的代理项），请删除后重新输入。")]);
        }
    }
}
