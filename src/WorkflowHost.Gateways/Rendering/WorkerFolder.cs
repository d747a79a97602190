using System.Reflection;

namespace WorkflowHost.Gateways.Rendering;

/// <summary>
/// Where the worker's script and its modules are: <c>worker/</c> beside the binaries of a published host, else the
/// source folder that the build wrote into this assembly.
/// </summary>
internal static class WorkerFolder
{
    private const string Script = "worker.mjs";
    private const string MetadataKey = "TypstWorkerFolder";

    public static string? Find() => Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, Script)));

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "worker");
        var built = typeof(WorkerFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == MetadataKey)?.Value;
        if (built is not null)
        {
            yield return built;
        }
    }
}
