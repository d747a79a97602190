using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine;

/// <summary>Makes an <see cref="Input{T}"/> out of what a definition says.</summary>
internal static class InputBinding
{
    private static readonly ConcurrentDictionary<Type, Func<Expression, Input>> Factories = new();

    /// <summary>Binds one input.</summary>
    /// <param name="inputType">A closed <see cref="Input{T}"/>.</param>
    /// <param name="wrapper">Elsa's <c>{typeName, expression: {type, value}}</c>, or a bare value, which is a literal.</param>
    /// <param name="isAnyValue">Whether JSON that is written out stays a text: see <see cref="AnyValueAttribute"/>.</param>
    /// <returns>Null when the wrapper holds no expression, as for an input that was never edited.</returns>
    /// <exception cref="WorkflowFaultException">A literal does not fit the type.</exception>
    public static Input? Create(Type inputType, JsonNode wrapper, bool isAnyValue = false)
    {
        if (wrapper is JsonObject item && item.ContainsKey("expression"))
        {
            if (item["expression"] is not JsonObject expression || expression["value"] is not { } value)
            {
                return null;
            }

            var type = expression["type"] is JsonValue name && name.TryGetValue<string>(out var text) ? text : Expression.Literal;
            return Make(inputType, isAnyValue && type is (Expression.Object or Expression.Json) ? AsText(value) : new Expression(type, value));
        }

        return wrapper is JsonObject ? null : Make(inputType, new Expression(Expression.Literal, wrapper));
    }

    private static Expression AsText(JsonNode value)
    {
        var text = value is JsonValue scalar && scalar.TryGetValue<string>(out var written) ? written : value.ToJsonString(Conversion.Json);
        return new Expression(Expression.Literal, string.IsNullOrWhiteSpace(text) ? null : JsonValue.Create(text));
    }

    /// <summary>Studio leaves an empty text behind in a field that was cleared; only for a text is that a value.</summary>
    private static bool IsCleared(Type inputType, Expression expression) =>
        expression.Type is Expression.Literal
        && expression.Value is JsonValue value && value.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text)
        && inputType.GenericTypeArguments[0] is var type
        && type != typeof(string) && type != typeof(object) && !type.IsAssignableTo(typeof(JsonNode));

    private static Input? Make(Type inputType, Expression expression) =>
        IsCleared(inputType, expression) ? null : Factories.GetOrAdd(inputType, static type =>
        {
            var constructor = type.GetConstructor([typeof(Expression)])!;
            return argument => (Input)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [argument], null);
        })(expression);
}
