using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace WorkflowHost.Architecture.Tests;

/// <summary>What an assembly uses of others, read from its metadata.</summary>
internal static class ReferencedTypes
{
    public static IReadOnlyList<string> Of(string assemblyPath)
    {
        using var file = File.OpenRead(assemblyPath);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.TypeReferences
            .Select(handle => metadata.GetTypeReference(handle))
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")];
    }
}
