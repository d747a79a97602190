using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using WorkflowHost.Host.Tests.Hosting;

namespace WorkflowHost.Host.Tests.StudioShell;

/// <summary>
/// The texts that Studio's assemblies ask their localiser for, read from their code: a string is loaded, and the localiser's
/// indexer called on it. Texts that are put together while Studio runs are not found so; the browser tests see those.
/// </summary>
internal static class PackageTexts
{
    private const string Folder = "src/WorkflowHost.Portal/Studio/npm/node_modules/@elsa-workflows/elsa-studio-wasm/_framework";
    private const byte LoadString = 0x72;
    private const byte StringTable = 0x70;
    private const byte CallVirtual = 0x6F;
    private const byte NewArray = 0x8D;
    private const int Instruction = 5;
    private const int LongestArguments = 200;

    public static IReadOnlySet<string> All() => Directory.EnumerateFiles(Repository.File(Folder), "Elsa.Studio.*.wasm")
        .SelectMany(file => Of(File.ReadAllBytes(file))).ToHashSet(StringComparer.Ordinal);

    private static List<string> Of(byte[] assembly)
    {
        var start = assembly.AsSpan().IndexOf("BSJB\u0001\0\u0001\0"u8);
        using var image = MetadataReaderProvider.FromMetadataImage(ImmutableArray.Create(assembly, start, assembly.Length - start));
        var metadata = image.GetMetadataReader();
        var indexers = Indexers(metadata);
        List<string> texts = [];
        for (var call = Instruction; call + Instruction <= start; call++)
        {
            if (assembly[call] == CallVirtual && indexers.Contains(BitConverter.ToInt32(assembly, call + 1)) && LoadedBefore(assembly, call) is { } token)
            {
                texts.Add(metadata.GetUserString(MetadataTokens.UserStringHandle(token & 0xFFFFFF)));
            }
        }

        return texts;
    }

    /// <summary>Both indexers of ILocalizer, as this assembly refers to them.</summary>
    private static HashSet<int> Indexers(MetadataReader metadata) =>
        [.. metadata.MemberReferences.Where(handle =>
        {
            var member = metadata.GetMemberReference(handle);
            return member.Parent.Kind is HandleKind.TypeReference && metadata.StringComparer.Equals(member.Name, "get_Item")
                && metadata.StringComparer.Equals(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name, "ILocalizer");
        }).Select(handle => MetadataTokens.GetToken(handle))];

    /// <summary>Right before the call, or before the array of its arguments.</summary>
    private static int? LoadedBefore(byte[] code, int call)
    {
        if (IsLoad(code, call - Instruction))
        {
            return BitConverter.ToInt32(code, call - Instruction + 1);
        }

        for (var at = call - Instruction - 1; at > Math.Max(0, call - LongestArguments); at--)
        {
            if (IsLoad(code, at) && code[at + Instruction + 1] == NewArray)
            {
                return BitConverter.ToInt32(code, at + 1);
            }
        }

        return null;
    }

    private static bool IsLoad(byte[] code, int at) => code[at] == LoadString && code[at + Instruction - 1] == StringTable;
}
