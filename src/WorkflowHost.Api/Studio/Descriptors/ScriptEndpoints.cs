using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>What the script editor completes.</summary>
internal static class ScriptEndpoints
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/scripting/javascript/type-definitions/{definitionId}", DeclareAsync);

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> DeclareAsync(
        string definitionId, HttpRequest request, IDefinitionStore store, CancellationToken cancellationToken)
    {
        var (_, refusal) = await request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        return await store.FindLatestAsync(definitionId, cancellationToken) is { } version
            ? TypedResults.Text(ScriptDeclarations.For(version), MediaTypeNames.Text.Plain, Encoding.UTF8)
            : Problems.NotFound(Definitions.DefinitionEndpoints.What);
    }
}
