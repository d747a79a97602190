using System.Reflection;

namespace WorkflowHost.Engine.Contract;

/// <summary>Callbacks outlive a turn by the name of their method.</summary>
internal static class Callbacks
{
    /// <summary>Finds an activity's method by the name that was stored with a bookmark or a child.</summary>
    public static T Bind<T>(Activity activity, string method)
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

    /// <summary>Refuses what could not be found again in a later turn.</summary>
    public static void RequireOwn(Activity activity, Delegate? callback)
    {
        if (callback is not null && !ReferenceEquals(callback.Target, activity))
        {
            throw new InvalidOperationException($"A callback of {activity.Type} must be a method of the activity itself, not a lambda.");
        }
    }
}
