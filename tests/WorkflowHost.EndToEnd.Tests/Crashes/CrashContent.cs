namespace WorkflowHost.EndToEnd.Tests.Crashes;

/// <summary>
/// The shipped content with a single procedure, for Beijing's reports, that stays as it is: everything that a kill can break stands in it
/// (tasks, timers, documents, messages, joins), and officers' answers need not follow the shipped procedures' wording.
/// </summary>
internal sealed class CrashContent : IDisposable
{
    private const string Procedure = "beijing-unqualified-result.json";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("workflowhost-content-");

    public CrashContent()
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "workflows");
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        // Procedures that begin by the calendar would run beside the reports.
        foreach (var city in new[] { "beijing", "chongqing", "shanghai" })
        {
            Directory.Delete(Path.Combine(Folder, city), recursive: true);
        }

        Directory.CreateDirectory(Path.Combine(Folder, "beijing"));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Crashes", Procedure), Path.Combine(Folder, "beijing", Procedure));
    }

    /// <summary>For the setting <c>Content:Folder</c>.</summary>
    public string Folder => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
