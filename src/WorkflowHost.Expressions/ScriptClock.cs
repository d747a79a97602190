using System.Diagnostics;
using System.Runtime.InteropServices;

namespace WorkflowHost.Expressions;

/// <summary>
/// How long one script has had the processor, on the thread that makes the clock. Time in which it waits for the processor does not count:
/// on a busy machine, or one that was halted for a moment, scripts of a line would take too long and stop their steps.
/// </summary>
internal sealed partial class ScriptClock
{
    private readonly TimeSpan limit;
    private readonly TimeSpan begun = ThreadTime();
    private long lookAt;

    /// <param name="limit">Of the processor's time.</param>
    public ScriptClock(TimeSpan limit)
    {
        this.limit = limit;
        lookAt = In(limit);
    }

    /// <summary>Whether the script has had more than its limit. Costs next to nothing while that much time has not even passed.</summary>
    public bool IsOver()
    {
        if (Stopwatch.GetTimestamp() < lookAt)
        {
            return false;
        }

        var left = limit - (ThreadTime() - begun);
        lookAt = In(left);
        return left <= TimeSpan.Zero;
    }

    private static long In(TimeSpan span) => Stopwatch.GetTimestamp() + (long)(span.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Of the processor, since the thread began; where the system does not tell, the time that passes.</summary>
    private static TimeSpan ThreadTime()
    {
        if (OperatingSystem.IsWindows())
        {
            return GetThreadTimes(CurrentThread(), out _, out _, out var kernel, out var user) ? TimeSpan.FromTicks(kernel + user) : Passed();
        }

        var ofThread = OperatingSystem.IsMacOS() ? 16 : 3;
        return ClockTime(ofThread, out var time) == 0 ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100) : Passed();
    }

    private static TimeSpan Passed() => Stopwatch.GetElapsedTime(0);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ClockTime(int clock, out UnixTime time);

    [LibraryImport("kernel32", EntryPoint = "GetCurrentThread")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint CurrentThread();

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetThreadTimes(nint thread, out long created, out long ended, out long kernel, out long user);

    [StructLayout(LayoutKind.Sequential)]
    private struct UnixTime
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
