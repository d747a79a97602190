using WorkflowHost.Runtime;

namespace WorkflowHost.Host.Clock;

/// <summary>Version 7 UUIDs as 32 lower-case hex digits: later ones sort after earlier ones.</summary>
internal sealed class SortableIds(TimeProvider time) : IIdGenerator
{
#pragma warning disable RS0030 // This is where ids come from.
    public string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
#pragma warning restore RS0030
}
