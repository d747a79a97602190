using System.Text.Json.Nodes;
using Jint.Native;
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
        _ => new Jint.Native.Json.JsonParser(engine).Parse(node.ToJsonString()),
    };
}
