using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace WorkflowHost.Gateways.Files;

/// <summary>Folders whose entries survive a power failure. On Windows the file system's journal does this without being asked.</summary>
internal static partial class DurableFolder
{
    private const int ReadOnly = 0;

    /// <summary>Makes a folder and flushes each new level's entry in the one above.</summary>
    /// <param name="folder">At or below <paramref name="root"/>.</param>
    /// <param name="root">Made too when missing; its own entry's parent is flushed as well.</param>
    public static void Create(string folder, string root)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        for (var level = folder; level.Length >= root.Length; level = Path.GetDirectoryName(level)!)
        {
            Flush(Path.GetDirectoryName(level)!);
        }
    }

    /// <summary>Returns when the folder's entries are on the disk.</summary>
    /// <exception cref="IOException">The folder can't be flushed.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var handle = Open(folder, ReadOnly);
        if (handle.IsInvalid || Sync(handle) != 0)
        {
            throw new IOException($"The folder {folder} can't be flushed to the disk.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(SafeFileHandle handle);
}
