using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Expressions;

/// <summary>Puts scripts behind the engine's port.</summary>
public static class ExpressionsModule
{
    /// <summary>Registers the JavaScript evaluator with the limits of section <c>JavaScript</c>.</summary>
    public static IServiceCollection AddExpressions(this IServiceCollection services) =>
        services.AddSingleton<IExpressionEvaluator>(provider =>
            new JavaScriptEvaluator(provider.GetRequiredService<IOptions<JavaScriptOptions>>().Value));
}
