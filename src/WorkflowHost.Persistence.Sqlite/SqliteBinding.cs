using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace WorkflowHost.Persistence.Sqlite;

/// <summary>
/// Lets the data provider, which asks for a newer version, run on the native binding that is shipped. See
/// <c>docs/decisions/0002-sqlite-native-library.md</c>.
/// </summary>
internal static class SqliteBinding
{
    private const string Shipped = "SQLitePCLRaw.core";

#pragma warning disable CA2255 // Must run before the first type of the data provider is loaded, whoever touches it first.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Bind() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        name.Name is Shipped
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, Shipped + ".dll"))
            : null;
}
