using System.Reflection;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Publishing;

/// <summary>Scripts must be such, and every expression in a language that is spoken here.</summary>
internal sealed class ExpressionRule(TurnEnvironment environment, ActivityRegistry registry) : IPublishingRule
{
    private const string Script = "Elsa.RunJavaScript";

    private static readonly string[] Spoken =
        [Expression.Literal, Expression.Object, Expression.Json, Expression.Variable, Expression.Input, Expression.JavaScript];

    public Task<IReadOnlyList<Problem>> ProblemsAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished) =>
        Task.FromResult<IReadOnlyList<Problem>>([.. ProblemsOf(definition)]);

    private IEnumerable<Problem> ProblemsOf(WorkflowDefinition definition) => DrawnStep.AllOf(definition).SelectMany(Check);

    private IEnumerable<Problem> Check(DrawnStep step)
    {
        foreach (var (name, value) in step.Activity.Properties)
        {
            var label = LabelOf(step, name);
            foreach (var (path, type, text) in Expressions(value, $"{step.Path}.{name}"))
            {
                if (!Spoken.Contains(type, StringComparer.Ordinal))
                {
                    yield return new Problem("expression-type", path, $"{step.Title}的“{label}”使用了“{type}”表达式，本系统只支持直接填写、变量、流程输入和 JavaScript。");
                }

                var isScript = type is Expression.JavaScript || (step.Activity.Type is Script && name is "script" && type is Expression.Literal);
                if (!isScript || string.IsNullOrWhiteSpace(text))
                {
                    continue;
                }

                foreach (var fault in environment.EvaluatorOf(Expression.JavaScript).Check(new Expression(Expression.JavaScript, JsonValue.Create(text))))
                {
                    yield return new Problem("script-syntax", path, $"{step.Title}的“{label}”：{fault}");
                }
            }
        }
    }

    /// <summary>What stands above the field; the member's name when it is no field of the step's own.</summary>
    private string LabelOf(DrawnStep step, string member) =>
        registry.Find(step.Activity.Type)?.Inputs.FirstOrDefault(input => input.Name.Equals(member, StringComparison.OrdinalIgnoreCase))
            ?.GetCustomAttribute<InputAttribute>() is { DisplayName: { Length: > 0 } label } ? label : member;

    /// <summary>Every <c>{type, value}</c> that stands as an expression in a property, also inside lists of cases.</summary>
    private static IEnumerable<(string Path, string Type, string Text)> Expressions(JsonNode? node, string path)
    {
        switch (node)
        {
            case JsonObject members when members["expression"] is JsonObject expression:
                yield return Read(expression, path);
                break;
            case JsonObject members when members["condition"] is JsonObject condition && condition.Text("type") is not null && !condition.ContainsKey("expression"):
                yield return Read(condition, path + ".condition");
                break;
            case JsonObject members:
                foreach (var found in members.SelectMany(member => Expressions(member.Value, $"{path}.{member.Key}")))
                {
                    yield return found;
                }

                break;
            case JsonArray items:
                foreach (var found in items.SelectMany((item, place) => Expressions(item, $"{path}[{place}]")))
                {
                    yield return found;
                }

                break;
        }
    }

    private static (string Path, string Type, string Text) Read(JsonObject expression, string path) =>
        (path, expression.Text("type") ?? Expression.Literal, expression.Text("value") ?? "");
}
