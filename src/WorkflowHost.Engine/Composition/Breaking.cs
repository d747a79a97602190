using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Composition;

/// <summary>Whether a loop, or what stands in it, is asked to end with the child that runs now.</summary>
internal static class Breaking
{
    private const string Key = "IsBreaking";

    public static void Set(ActivityExecutionContext context) => context.SetProperty(Key, true);

    public static bool IsSet(ActivityExecutionContext context) => !context.Properties.IsEmpty && context.GetProperty<bool>(Key);

    /// <summary>Asks outwards, up to the nearest loop.</summary>
    public static void Ask(ActivityExecutionContext from)
    {
        for (var context = from.ParentActivityExecutionContext; context is not null; context = context.ParentActivityExecutionContext)
        {
            if (context.Activity.OnBreak(context))
            {
                return;
            }
        }
    }
}
