using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkflowHost.Definitions;

namespace WorkflowHost.Api.Studio;

/// <summary>Refusals that Studio shows to the person: status 400, each text a message on screen.</summary>
internal static class StudioProblems
{
    private const string List = "problems";
    private const int MaxShown = 12;

    /// <param name="problems">At least one.</param>
    /// <param name="more">Further members of the answer.</param>
    public static ProblemHttpResult Of(IReadOnlyList<Problem> problems, params KeyValuePair<string, object?>[] more)
    {
        // One message on screen each: more of them than fit would hide the first.
        List<Problem> shown = problems.Count <= MaxShown
            ? [.. problems]
            : [.. problems.Take(MaxShown - 1), new Problem("more", "", $"另有 {problems.Count - MaxShown + 1} 个问题，请先改正以上各项。")];
        return TypedResults.Problem(
            statusCode: StatusCodes.Status400BadRequest,
            title: "没有完成",
            detail: shown[0].Message,
            extensions:
            [
                KeyValuePair.Create("errors", (object?)shown.GroupBy(problem => problem.Code, StringComparer.Ordinal)
                    .ToDictionary(group => group.Key, group => group.Select(problem => problem.Message).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal)),
                KeyValuePair.Create(List, (object?)problems),
                .. more,
            ]);
    }

    public static ProblemHttpResult Of(string code, string message) => Of([new Problem(code, "", message)]);

    /// <summary>The same refusal with a further member.</summary>
    public static ProblemHttpResult With(ProblemHttpResult refusal, string name, object value)
    {
        refusal.ProblemDetails.Extensions[name] = value;
        return refusal;
    }

    /// <summary>What a refusal says; empty when it only says that something is not there.</summary>
    public static IReadOnlyList<Problem> In(ProblemHttpResult refusal) =>
        refusal.ProblemDetails.Extensions.TryGetValue(List, out var problems) && problems is IReadOnlyList<Problem> found ? found : [];
}
