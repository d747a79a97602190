using WorkflowHost.Cases.Intake;
using WorkflowHost.Cases.Products;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.Host.Content;

/// <summary>A file of <c>workflows/</c> is wrong: the host does not start on it.</summary>
internal sealed class ContentException(string file, IReadOnlyList<Problem> problems)
    : Exception($"{file}：{string.Join("；", problems.Select(problem => $"{problem.Path} {problem.Message}"))}");

/// <summary>What administrators keep as files under <c>workflows/</c>, read and checked once at start.</summary>
/// <param name="root">The folder.</param>
internal sealed class ContentFolder(string root)
{
    public string Documents => Path.Combine(root, "documents");

    public IReadOnlyList<HolidayNotice> Calendars() =>
        [.. Files("calendars", "*.json").Select(file => Read(file, HolidayNoticeJson.Parse))];

    public IReadOnlyList<ProductCategory> ProductCategories() =>
        [.. Files("products", "*.json").SelectMany(file => Read(file, ProductCategoryJson.Parse))];

    public IReadOnlyList<IntakeRule> IntakeRules() =>
        [.. Files("intake", "*.json").SelectMany(file => Read(file, IntakeRuleJson.Parse))];

    public ObligationCatalogue Obligations()
    {
        var read = ObligationCatalogue.Read(
            [.. Files("regulations", "*.yaml").Select(file => new RegulationFile(Path.GetRelativePath(root, file), File.ReadAllText(file)))]);
        return read.Value ?? throw new ContentException("regulations", read.Problems);
    }

    public OrganisationFile DemoOrganisation() => Read(Path.Combine(root, "organisation", "demo.json"), OrganisationFile.Parse);

    /// <summary>Definition files with their text.</summary>
    public IEnumerable<(string File, string Json)> Procedures() =>
        Directory.EnumerateDirectories(root)
            .Where(folder => Path.GetFileName(folder) is "beijing" or "chongqing" or "shanghai" or "common")
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json"))
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(root, file), File.ReadAllText(file)));

    /// <summary>Files of scenarios with their text; they stand beside the procedures.</summary>
    public IEnumerable<(string File, string Yaml)> Scenarios() =>
        Directory.EnumerateFiles(root, "*.scenarios.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(root, file), File.ReadAllText(file)));

    private IEnumerable<string> Files(string folder, string pattern)
    {
        var path = Path.Combine(root, folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, pattern).Order(StringComparer.Ordinal)
            : throw new ContentException(path, [new Problem("folder-missing", "", "没有这个文件夹，请核对设置 Content:Folder。")]);
    }

    private T Read<T>(string file, Func<string, Checked<T>> parse)
        where T : class
    {
        var text = File.ReadAllText(file);
        var parsed = parse(text);
        return parsed.Value ?? throw new ContentException("workflows", JsonPlace.Of(Path.GetRelativePath(root, file), text, parsed.Problems));
    }
}
