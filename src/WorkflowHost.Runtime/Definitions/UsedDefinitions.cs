using WorkflowHost.Definitions;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime;

/// <summary>The definitions that one definition uses as activities, found one by one: what the compiler misses is looked up, then it compiles again.</summary>
internal sealed class UsedDefinitions : IDefinitionResolver
{
    private readonly Dictionary<DefinitionReference, (DefinitionVersion Version, WorkflowDefinition Definition)?> known = [];
    private readonly HashSet<DefinitionReference> missing = [];

    /// <summary>Compiles a definition with all that it uses, nested to any depth.</summary>
    /// <param name="registry">The kinds of activity.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="find">The version that a reference means; null when there is none.</param>
    /// <returns>The graph, in which an activity whose definition was not found is a not-found one; what is used; what was not found.</returns>
    public static async Task<(Checked<WorkflowGraph> Graph, UsedVersions Uses, IReadOnlyList<DefinitionReference> NotFound)> CompileAsync(
        ActivityRegistry registry, WorkflowDefinition definition, Func<DefinitionReference, Task<DefinitionVersion?>> find)
    {
        var used = new UsedDefinitions();
        var compiler = new GraphCompiler(registry, used);
        while (true)
        {
            var graph = compiler.Compile(definition);
            if (used.missing.Count == 0)
            {
                return (graph, used.Pins(), [.. used.known.Where(entry => entry.Value is null).Select(entry => entry.Key)]);
            }

            foreach (var reference in used.missing)
            {
                var version = await find(reference);
                used.known[reference] = version is null ? null : (version, Read(version));
            }

            used.missing.Clear();
        }
    }

    /// <inheritdoc/>
    public WorkflowDefinition? Resolve(DefinitionReference reference)
    {
        if (known.TryGetValue(reference, out var found))
        {
            return found?.Definition;
        }

        missing.Add(reference);
        return null;
    }

    private static WorkflowDefinition Read(DefinitionVersion version) => DefinitionReader.Read(version.Json).Value
        ?? throw new InvalidOperationException($"Definition version {version.Id} can no longer be read.");

    private UsedVersions Pins() => new(known.Where(entry => entry.Value is not null)
        .Select(entry => KeyValuePair.Create(UsedVersions.KeyOf(entry.Key), entry.Value!.Value.Version.Id)));
}
