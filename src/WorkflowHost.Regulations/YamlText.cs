using WorkflowHost.Definitions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WorkflowHost.Regulations;

/// <summary>Loads YAML that people write. Whatever the text is, it gives a mapping or problems.</summary>
internal static class YamlText
{
    private const int MaxDepth = 10;

    /// <summary>The outermost mapping.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What it is, in Chinese.</param>
    /// <param name="keys">The keys of the outermost mapping, for the problem.</param>
    public static Checked<YamlMappingNode> Root(string text, string what, string keys)
    {
        var yaml = new YamlStream();
        try
        {
            if (TooDeepAt(text) is { } line)
            {
                return Refused("yaml-too-deep", string.Create(null, $"第 {line} 行：{what}的嵌套超过 {MaxDepth} 层，请检查缩进和括号。"));
            }

            using var reader = new StringReader(text);
            yaml.Load(reader);
        }
        catch (YamlException exception)
        {
            return Refused(
                "yaml-syntax", string.Create(null, $"第 {exception.Start.Line} 行：不是有效的 YAML，请检查缩进、引号和重复的键。"));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // YamlDotNet throws these, without a place, for wrong tags and versions and for some plain texts inside brackets.
            return Refused("yaml-syntax", string.Create(null, $"第 {LastReadable(text)} 行附近：不是有效的 YAML，请检查括号里的内容和以 !、% 开头的标记。"));
        }

        return yaml.Documents is [{ RootNode: YamlMappingNode root }]
            ? Checked<YamlMappingNode>.Valid(root)
            : Refused("yaml-shape", $"第 1 行：{what}应为一份 YAML，最外层有 {keys}。");
    }

    /// <summary>The line on which the nesting becomes too deep; null when it never does. Measured without recursion, because loading recurses.</summary>
    private static long? TooDeepAt(string text)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current?.NestingIncrease ?? 0;
            if (depth > MaxDepth)
            {
                return parser.Current!.Start.Line;
            }
        }

        return null;
    }

    /// <summary>The line of the last thing that could be read, from 1.</summary>
    private static long LastReadable(string text)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        var line = 1L;
        try
        {
            while (parser.MoveNext())
            {
                line = Math.Max(line, parser.Current?.Start.Line ?? 1);
            }
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // It ends where the loading ended.
        }

        return line;
    }

    private static Checked<YamlMappingNode> Refused(string code, string message) =>
        Checked<YamlMappingNode>.Refused([new Problem(code, "$", message)]);
}
