using System.Globalization;
using WorkflowHost.Runtime;

namespace WorkflowHost.Testing;

/// <summary>Ids that tests can foretell: <c>id-000001</c> without the dash, in order. Safe to share between threads.</summary>
public sealed class SequentialIds(string prefix = "id") : IIdGenerator
{
    private int last;

    /// <inheritdoc/>
    public string NewId() => string.Create(CultureInfo.InvariantCulture, $"{prefix}{Interlocked.Increment(ref last):D6}");
}
