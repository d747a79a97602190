using System.Collections.Concurrent;
using System.Reflection;

namespace WorkflowHost.Engine.Contract;

/// <summary>Finds an activity's callback by the method name that was stored with a bookmark or a child.</summary>
internal static class Callbacks
{
    private static readonly ConcurrentDictionary<(Activity, string), ActivityCompletionCallback> Completions = new();
    private static readonly ConcurrentDictionary<(Activity, string), ExecuteActivityDelegate> Resumes = new();

    public static ActivityCompletionCallback Completion(Activity activity, string method) =>
        Completions.GetOrAdd((activity, method), key => Bind<ActivityCompletionCallback>(key.Item1, key.Item2));

    public static ExecuteActivityDelegate Resume(Activity activity, string method) =>
        Resumes.GetOrAdd((activity, method), key => Bind<ExecuteActivityDelegate>(key.Item1, key.Item2));

    private static T Bind<T>(Activity activity, string method)
        where T : Delegate
    {
        for (var type = activity.GetType(); type is not null; type = type.BaseType)
        {
            var found = type.GetMethod(
                method, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            if (found is not null)
            {
                return found.CreateDelegate<T>(activity);
            }
        }

        throw new InvalidOperationException($"Activity {activity.Type} has no instance method {method} to call back.");
    }
}
