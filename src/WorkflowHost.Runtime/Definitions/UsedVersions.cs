using System.Collections.Immutable;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime;

/// <summary>
/// The versions of the definitions that a definition uses as activities: pinned when it is published, so that its instances stay what
/// they were when one of those is published anew. Equal when they pin the same.
/// </summary>
/// <param name="byReference">Version ids by reference, as <see cref="ByReference"/> gave them.</param>
public sealed class UsedVersions(IEnumerable<KeyValuePair<string, string>> byReference) : IEquatable<UsedVersions>
{
    /// <summary>Nothing is used.</summary>
    public static readonly UsedVersions None = new([]);

    /// <summary>Version ids by reference, in the order of the references.</summary>
    public ImmutableSortedDictionary<string, string> ByReference { get; } = byReference.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The version that a reference means; null when it means none.</summary>
    public string? Find(DefinitionReference reference) => ByReference.GetValueOrDefault(KeyOf(reference));

    /// <inheritdoc/>
    public bool Equals(UsedVersions? other) => other is not null && ByReference.SequenceEqual(other.ByReference);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as UsedVersions);

    /// <inheritdoc/>
    public override int GetHashCode() => ByReference.Aggregate(0, (hash, pin) => HashCode.Combine(hash, pin.Key, pin.Value));

    internal static string KeyOf(DefinitionReference reference) =>
        string.Join('|', reference.Type, reference.DefinitionId, reference.VersionId, reference.Version);
}
