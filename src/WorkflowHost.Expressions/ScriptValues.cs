using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Jint.Native;
using Jint.Native.Array;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
using JintEngine = Jint.Engine;

namespace WorkflowHost.Expressions;

/// <summary>Values between JSON and one script. Numbers of a script are binary: a decimal with more than 15 digits loses some on its way through.</summary>
internal sealed class ScriptValues(JintEngine engine)
{
    /// <summary>A member that is undefined stays as null, as in Elsa; plain JSON would leave it out.</summary>
    private JsValue KeepUndefined => field ??= new ClrFunctionInstance(
        engine, (_, arguments) => arguments.At(1) is var member && member.IsUndefined() ? JsValue.Null : member);

    /// <summary>As JSON; what JSON can't say, such as a function, is nothing.</summary>
    /// <exception cref="WorkflowFaultException">A number that is none.</exception>
    public JsonNode? ToJson(JsValue value)
    {
        if (value.IsUndefined() || value.IsNull())
        {
            return null;
        }

        if (value.IsNumber())
        {
            var number = value.AsNumber();
            return !double.IsFinite(number)
                ? throw new WorkflowFaultException("javascript-number", "脚本的结果不是有限的数（例如除以零或把文字当数字计算）。")
                : number == Math.Truncate(number) && Math.Abs(number) < 1e15 && !(number == 0 && double.IsNegative(number))
                    ? JsonValue.Create((long)number)
                    : JsonValue.Create(number);
        }

        var text = new Jint.Native.Json.JsonSerializer(engine).Serialize(value, KeepUndefined, Undefined.Instance);
        return text.IsUndefined() ? null : JsonNode.Parse(text.AsString());
    }

    /// <summary>As the script sees it.</summary>
    public JsValue FromJson(JsonNode? node) => node switch
    {
        null => JsValue.Null,
        JsonValue value when value.TryGetValue<string>(out var text) => new JsValue(text),
        JsonValue value when value.TryGetValue<bool>(out var flag) => new JsValue(flag),
        JsonValue => new JsValue(Conversion.To<double>(node)),
        JsonArray items => ListOf(items),
        _ => ObjectOf(node.AsObject()),
    };

    /// <summary>
    /// Whether a list or an object is still what <see cref="FromJson"/> made of <paramref name="before"/>. Cheaper than comparing what <see cref="ToJson"/>
    /// gives; where it says no, that still may be the same.
    /// </summary>
    public static bool IsUnchanged(JsValue shown, JsonNode? before)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return before switch
        {
            null => shown.IsNull() || shown.IsUndefined(),
            JsonArray items => shown.TryCast<ArrayInstance>() is { } list && IsUnchanged(list, items),
            JsonObject members => shown.IsObject() && IsUnchanged(shown.AsObject(), members),
            JsonValue value when value.TryGetValue<string>(out var text) => shown.IsString() && shown.AsString() == text,
            JsonValue value when value.TryGetValue<bool>(out var flag) => shown.IsBoolean() && shown.AsBoolean() == flag,
            _ => shown.IsNumber() && shown.AsNumber().Equals(Conversion.To<double>(before)),
        };
    }

    private static bool IsUnchanged(ArrayInstance list, JsonArray items)
    {
        if (TypeConverter.ToUint32(list.Get("length")) != items.Count)
        {
            return false;
        }

        for (var place = 0; place < items.Count; place++)
        {
            if (!IsUnchanged(list.Get(place.ToString(CultureInfo.InvariantCulture)), items[place]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsUnchanged(ObjectInstance shown, JsonObject members)
    {
        if (shown.Class != "Object")
        {
            return false;
        }

        var count = 0;
        foreach (var (name, property) in shown.GetOwnProperties())
        {
            // A getter and what is hidden came from the script.
            if (property.Enumerable is not true || property.Get is not null || !members.TryGetPropertyValue(name, out var before) || !IsUnchanged(property.Value, before))
            {
                return false;
            }

            count++;
        }

        return count == members.Count;
    }

    private ArrayInstance ListOf(JsonArray items)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var list = (ArrayInstance)engine.Array.Construct(Arguments.Empty);
        engine.Array.PrototypeObject.Push(list, [.. items.Select(FromJson)]);
        return list;
    }

    private ObjectInstance ObjectOf(JsonObject members)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var made = engine.Object.Construct(Arguments.Empty);
        foreach (var (name, value) in members)
        {
            made.FastAddProperty(name, FromJson(value), true, true, true);
        }

        return made;
    }
}
