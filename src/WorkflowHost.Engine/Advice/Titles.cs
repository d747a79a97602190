using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Advice;

/// <summary>How people recognise a step on the canvas.</summary>
internal static class Titles
{
    public static string Of(Activity activity) =>
        activity.DisplayName == activity.Id ? $"步骤“{activity.Id}”" : $"步骤“{activity.DisplayName}”（{activity.Id}）";
}
