namespace WorkflowHost.Host.Tests.Hosting;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("workflowhost-").FullName;

    /// <summary>A copy of the shipped content inside, for the setting <c>Content:Folder</c>.</summary>
    public string CopyContent()
    {
        var shipped = System.IO.Path.Combine(AppContext.BaseDirectory, "workflows");
        var content = System.IO.Path.Combine(Path, "workflows");
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(content, System.IO.Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return content;
    }

    /// <summary>A copy of the shipped content with one text of one file, the first, changed.</summary>
    public string ChangeContent(string name, string before, string after)
    {
        var content = CopyContent();
        var file = System.IO.Path.Combine(content, name);
        var text = File.ReadAllText(file);
        var at = text.IndexOf(before, StringComparison.Ordinal);
        if (at < 0)
        {
            throw new ArgumentException($"{name} has no “{before}”.", nameof(before));
        }

        File.WriteAllText(file, text[..at] + after + text[(at + before.Length)..]);
        return content;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A database file may still be open; the machine clears its temporary folder.
        }
    }
}
