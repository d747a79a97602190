using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using WorkflowHost.Api.Studio.Journal;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.Studio.Instances;

/// <summary>Instances as files, for looking at elsewhere; none comes in again.</summary>
internal sealed class InstanceFiles(IInstanceJournal journal)
{
    private const int MaxLines = 10_000;
    private const int MaxIds = 100;

    public async Task<byte[]> WriteAsync(InstanceSummary instance, InstanceState state, CancellationToken cancellationToken)
    {
        var lines = await journal.ReadAsync(instance.Id, new JournalFilter(), 0, MaxLines, cancellationToken);
        var file = InstanceAnswers.Whole(instance, state);
        file["executionLog"] = new JsonArray([.. lines.Items.Select(line => JournalAnswers.Line(instance.Id, line))]);
        return Encoding.UTF8.GetBytes(file.ToJsonString(StudioJson.Indented) + "\n");
    }

    /// <summary>A zip of those that are seen; null when none is.</summary>
    public async Task<byte[]?> ZipAsync(IEnumerable<string> ids, InstanceSight sight, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var count = 0;
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var id in ids.Distinct(StringComparer.Ordinal).Take(MaxIds))
            {
                if (await sight.FindWithStateAsync(id, cancellationToken) is var (summary, state))
                {
                    await using var entry = await zip.CreateEntry(NameOf(summary)).OpenAsync(cancellationToken);
                    await entry.WriteAsync(await WriteAsync(summary, state, cancellationToken), cancellationToken);
                    count++;
                }
            }
        }

        return count == 0 ? null : buffer.ToArray();
    }

    public static string NameOf(InstanceSummary instance) => $"workflow-instance-{instance.Id}.json";
}
