using Microsoft.Extensions.Options;

namespace WorkflowHost.Gateways.Rendering;

/// <summary>How documents are typeset. Section <c>Documents:Typst</c>.</summary>
public sealed class TypstOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Documents:Typst";

    /// <summary>The node executable: a path, or a name that the operating system finds. Node 20 or later.</summary>
    public string NodePath { get; set; } = "node";

    /// <summary>
    /// How long one document may take; then the worker is killed. The first document's limit also covers the worker's
    /// start, which gets the same time once more.
    /// </summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Resident memory of the worker in MiB, above which it is killed. It needs about 180 for itself.</summary>
    public int MemoryLimitMb { get; set; } = 768;

    /// <summary>How long the worker stays after its last document before it is stopped to give its memory back.</summary>
    public TimeSpan IdleStop { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The folder <c>workflows/documents</c>; nothing outside it can be read by a template. A relative path counts from
    /// the current directory.
    /// </summary>
    public string TemplatesFolder { get; set; } = "workflows/documents";

    /// <summary>Folders with a bureau's own licensed fonts, searched before the shipped ones.</summary>
    public IList<string> FontFolders { get; set; } = [];

    /// <summary>
    /// Families put before the shipped ones, by role: <c>title</c>, <c>body</c>, <c>heading</c>, <c>subheading</c>,
    /// <c>number</c>. A family that is not there stops all rendering.
    /// </summary>
    public IDictionary<string, IList<string>> Fonts { get; set; } =
        new Dictionary<string, IList<string>>(StringComparer.Ordinal);
}

/// <summary>Refuses options with which no document could ever be made.</summary>
public sealed class TypstOptionsValidator : IValidateOptions<TypstOptions>
{
    private const int LeastMemoryMb = 256;
    private static readonly string[] Roles = ["title", "body", "heading", "subheading", "number"];

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, TypstOptions options)
    {
        var faults = Faults(options).Select(fault => $"{TypstOptions.Section}:{fault}").ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(TypstOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.NodePath))
        {
            yield return "NodePath 不能为空";
        }

        if (options.TimeLimit <= TimeSpan.Zero)
        {
            yield return "TimeLimit 应大于零";
        }

        if (options.IdleStop <= TimeSpan.Zero)
        {
            yield return "IdleStop 应大于零";
        }

        if (options.MemoryLimitMb < LeastMemoryMb)
        {
            yield return $"MemoryLimitMb 至少为 {LeastMemoryMb}";
        }

        if (!Directory.Exists(options.TemplatesFolder))
        {
            yield return $"TemplatesFolder 不存在：{options.TemplatesFolder}";
        }

        foreach (var folder in options.FontFolders.Where(folder => !Directory.Exists(folder)))
        {
            yield return $"FontFolders 中的文件夹不存在：{folder}";
        }

        foreach (var role in options.Fonts.Keys.Except(Roles, StringComparer.Ordinal))
        {
            yield return $"Fonts 没有 {role} 这一用途，只有 {string.Join("、", Roles)}";
        }
    }
}
