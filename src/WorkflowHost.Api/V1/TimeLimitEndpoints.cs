using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Api.V1;

/// <summary>期限: what a time limit comes to, for anyone who plans. Nothing is stored.</summary>
internal static class TimeLimitEndpoints
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/time-limits/preview", PreviewAsync)
        .Accepts<TimeLimitRequest>("application/json").WithTags("期限").WithSummary("试算期限：末日、届满时刻、可信程度、逐日计算和依据说明")
        .ProducesProblem(400).ProducesProblem(422);

    private static async Task<Results<Ok<TimeLimitAnswer>, ProblemHttpResult>> PreviewAsync(
        HttpRequest http, ITimeLimitCalculator calculator, ObligationCatalogue obligations, IBureauDirectory bureaus, CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync<TimeLimitRequest>(http, cancellationToken);
        if (request is null)
        {
            return refusal!;
        }

        var asked = request.Check(obligations, bureaus);
        return asked.IsValid
            ? TypedResults.Ok(TimeLimitAnswer.Of(calculator.Compute(asked.Value)))
            : Problems.Refused(asked.Problems);
    }
}
