using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>What the server can do, by the names by which Studio asks.</summary>
internal static class FeatureEndpoints
{
    private static readonly InstalledFeature[] Installed =
    [
        new("RealTimeWorkflowUpdates", "Elsa", "Elsa.RealTimeWorkflowUpdates", "实时更新", "流程推进时立即通知打开的页面"),
    ];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/features/installed", () => StudioJson.Answer(new StudioList<InstalledFeature>(Installed)));
        api.MapGet("/features/installed/{fullName}", Find);
        api.MapGet("/package/version", () => StudioJson.Answer(new { packageVersion = "3.8.2" }));
    }

    private static Results<JsonHttpResult<InstalledFeature>, ProblemHttpResult> Find(string fullName) =>
        Array.Find(Installed, feature => feature.FullName == fullName) is { } found ? StudioJson.Answer(found) : Problems.NotFound("功能");

    private sealed record InstalledFeature(string Name, string Namespace, string FullName, string DisplayName, string Description);
}
