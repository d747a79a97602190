using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using WorkflowHost.Engine;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>The toolbox as it is sent.</summary>
/// <param name="Stamp">What it was made of.</param>
/// <param name="Steps">By type name, the newest version.</param>
/// <param name="Plain">The answer's bytes.</param>
/// <param name="Gzip">The same, compressed.</param>
/// <param name="Tag">The entity tag.</param>
internal sealed record SentToolbox(string Stamp, IReadOnlyDictionary<string, ActivityDescriptor> Steps, byte[] Plain, byte[] Gzip, string Tag);

/// <summary>All kinds of step. Studio asks for them after every save, so they are made anew only when something in them has changed.</summary>
internal sealed class Toolbox(
    StepDescriptors steps, UsedWorkflowDescriptors used, LiveChoices choices, ActivityRegistry registry, IDefinitionLists definitions)
{
    private SentToolbox? sent;

    public async Task<SentToolbox> CurrentAsync(CancellationToken cancellationToken)
    {
        var workflows = await definitions.ReusableAsync(cancellationToken);
        var stamp = string.Join('\n', workflows.Select(workflow => $"{workflow.Id}{workflow.IsPublished}").Append(choices.Stamp()));
        if (sent is { } known && known.Stamp == stamp)
        {
            return known;
        }

        List<ActivityDescriptor> all = [.. steps.All(), .. await used.DescribeAsync(workflows, [.. registry.Names], cancellationToken)];
        var plain = JsonSerializer.SerializeToUtf8Bytes(new StudioList<ActivityDescriptor>(all), StudioJson.Options);
        return sent = new SentToolbox(
            stamp, all.GroupBy(step => step.TypeName, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.MaxBy(step => step.Version)!, StringComparer.Ordinal),
            plain, Compressed(plain), $"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..32]}\"");
    }

    private static byte[] Compressed(byte[] plain)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal))
        {
            gzip.Write(plain);
        }

        return buffer.ToArray();
    }
}
