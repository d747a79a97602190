using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using WorkflowHost.Api.Access;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Http;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Stimuli;

namespace WorkflowHost.Api.Workflows;

/// <summary>Requests to <c>/workflows/…</c>: they start or resume the workflows whose HTTP endpoints wait for them.</summary>
internal static class WorkflowEndpoints
{
    private const string Endpoint = "Elsa.HttpEndpoint";
    private const int MaxBytes = 1024 * 1024;

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .Map("/workflows/{**path}", AnswerAsync)
        .WithMetadata(ApiEndpoint.Mark, new RequestSizeLimitAttribute(MaxBytes))
        .ExcludeFromDescription()
        .AllowAnonymous();

    private static async Task<IResult> AnswerAsync(
        HttpContext context, string? path, IStimulusStore store, StimulusSender sender, EndpointCaller caller, IIdGenerator ids,
        TimeProvider time, CancellationToken cancellationToken)
    {
        var method = context.Request.Method.ToLowerInvariant();
        var waiting = (await store.PayloadsAsync(Endpoint, cancellationToken)).Select(Waiting.Of).ToList();
        var found = waiting.Select(endpoint => (Endpoint: endpoint, Route: endpoint.Match(path ?? ""))).Where(match => match.Route is not null).ToList();
        if (found.Count == 0)
        {
            return Problems.NoRoute();
        }

        var served = found.Where(match => match.Endpoint.Method == method).ToList();
        switch (served)
        {
            case []:
                context.Response.Headers.Allow = string.Join(", ", found.Select(match => match.Endpoint.Method.ToUpperInvariant()).Distinct());
                return Problems.WrongMethod(found.Select(match => match.Endpoint.Method.ToUpperInvariant()).Distinct());
            case [..] when served.Exists(match => match.Endpoint.Authorize) && !await caller.IsKnownAsync(context):
                return Problems.NotLoggedIn();
            case [_, _, ..]:
                return Problems.AmbiguousEndpoint();
        }

        var (only, route) = served[0];
        var incoming = await Incoming.ReadAsync(context, path ?? "", route!, cancellationToken);
        if (incoming.Refusal is { } refusal)
        {
            return refusal;
        }

        var stimulus = new SentStimulus(ids.NewId(), only.Hash, incoming.Input, time.GetUtcNow(), only.Authorize ? caller.AccountId : Command.System);
        var effects = await sender.SendAsync(stimulus, cancellationToken);
        return Answer(context, effects);
    }

    /// <summary>The first answer that a workflow gave in the turn of this request; else that it was accepted, or what went wrong.</summary>
    private static IResult Answer(HttpContext context, IReadOnlyList<StimulusEffect> effects)
    {
        var done = effects.Select(effect => effect.Result).OfType<RuntimeResult.Done>().ToList();
        if (done.SelectMany(result => result.Effects).OfType<AnswerRequest>().FirstOrDefault() is { } answer)
        {
            return new WorkflowAnswer(answer);
        }

        if (done.Count == 0)
        {
            return effects.Select(effect => effect.Result).OfType<RuntimeResult.Refused>().FirstOrDefault() is { } refused
                ? Problems.Refused(refused.Problems)
                : Problems.NoRoute();
        }

        return done.Exists(result => result.State.SubStatus is WorkflowSubStatus.Faulted)
            ? Problems.WorkflowFaulted(context.TraceIdentifier)
            : TypedResults.Accepted((string?)null, new JsonObject
            {
                ["workflowInstanceIds"] = new JsonArray([.. done.Select(result => (JsonNode?)result.State.Id)]),
            });
    }

    /// <summary>An endpoint that a workflow waits at.</summary>
    private sealed record Waiting(string Path, string Method, bool Authorize, string Hash)
    {
        public static Waiting Of(JsonNode payload)
        {
            var path = payload[nameof(Path)]?.ToString() ?? "";
            var method = payload[nameof(Method)]?.ToString() ?? "";
            return new Waiting(
                path, method, payload[nameof(Authorize)]?.GetValue<bool>() == true,
                StimulusHash.Of(Endpoint, new JsonObject { [nameof(Path)] = path, [nameof(Method)] = method }, null));
        }

        /// <summary>The values in the path by name; null when it is not this endpoint's.</summary>
        public RouteValueDictionary? Match(string path)
        {
            var values = new RouteValueDictionary();
            try
            {
                var template = new RouteTemplate(RoutePatternFactory.Parse(Path));
                return new TemplateMatcher(template, []).TryMatch("/" + path.Trim('/'), values) ? values : null;
            }
            catch (RoutePatternException)
            {
                return null;
            }
        }
    }
}
