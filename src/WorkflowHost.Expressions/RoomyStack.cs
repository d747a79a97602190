using System.Runtime.ExceptionServices;

namespace WorkflowHost.Expressions;

/// <summary>Runs what goes down deeper than an ordinary thread's stack bears.</summary>
internal static class RoomyStack
{
    /// <summary>Runs it on a thread of its own and waits for it; what it throws is thrown here.</summary>
    /// <param name="bytes">How large its stack is.</param>
    /// <param name="work">What is run.</param>
    public static T Run<T>(int bytes, Func<T> work)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
#pragma warning disable CA1031 // It is thrown again where it is waited for.
                catch (Exception error)
#pragma warning restore CA1031
                {
                    failure = ExceptionDispatchInfo.Capture(error);
                }
            },
            bytes);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }
}
