using System.Collections.Frozen;

namespace WorkflowHost.Organisation;

/// <summary>The bureaus as read at start.</summary>
public sealed class BureauDirectory : IBureauDirectory
{
    private FrozenDictionary<string, Bureau> bureaus = FrozenDictionary<string, Bureau>.Empty;

    /// <inheritdoc/>
    public IReadOnlyCollection<Bureau> All => bureaus.Values;

    /// <inheritdoc/>
    public Bureau? Find(string id) => bureaus.GetValueOrDefault(id);

    /// <summary>Takes all bureaus, after they were read or changed.</summary>
    public void Replace(IEnumerable<Bureau> all) => bureaus = all.ToFrozenDictionary(bureau => bureau.Id, StringComparer.Ordinal);
}
