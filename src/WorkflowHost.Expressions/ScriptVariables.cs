using System.Text.Json.Nodes;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;
using WorkflowHost.Engine.Expressions;
using JintEngine = Jint.Engine;

namespace WorkflowHost.Expressions;

/// <summary>The variables in sight of one script: <c>variables.Name</c>, and what the functions read and write.</summary>
internal sealed class ScriptVariables(ExpressionExecutionContext context, ScriptValues values)
{
    private readonly Dictionary<string, (JsValue Shown, JsonNode? Before)> read = new(StringComparer.Ordinal);
    private HashSet<string> names = [];
    private ObjectInstance? container;

    /// <summary>The object <c>variables</c>.</summary>
    /// <param name="engine">Of the script.</param>
    /// <param name="text">A script that names each variable that it touches gets those.</param>
    public JsValue In(JintEngine engine, ScriptText text)
    {
        names = context.VariableNames.ToHashSet(StringComparer.Ordinal);
        container = engine.Object.Construct([]);
        foreach (var name in text.NamesItsVariables ? names.Where(text.Words.Contains) : names)
        {
            var get = new ClrFunctionInstance(engine, (_, _) => Read(name));
            var set = new ClrFunctionInstance(engine, (_, arguments) => Write(name, arguments.At(0)));
            container.DefineOwnProperty(name, new PropertyDescriptor(new JsValue(get), new JsValue(set), true, false), false);
        }

        return container;
    }

    /// <summary>The variable's value; the same object each time, so that a script may change it in place.</summary>
    public JsValue Read(string name)
    {
        if (!read.TryGetValue(name, out var known))
        {
            var value = context.GetVariable(name);
            read[name] = known = (values.FromJson(value), value);
        }

        return known.Shown;
    }

    /// <summary>Writes a variable at once.</summary>
    public JsValue Write(string name, JsValue value)
    {
        context.SetVariable(name, values.ToJson(value));
        read.Remove(name);
        return JsValue.Undefined;
    }

    /// <summary>Lists and objects that the script changed in place are written back, and so is what it added to <c>variables</c>.</summary>
    public void KeepChanges()
    {
        foreach (var (name, property) in container?.GetOwnProperties().ToArray() ?? [])
        {
            if (!names.Contains(name))
            {
                context.SetVariable(name, values.ToJson(property.Value));
            }
        }

        foreach (var (name, (shown, before)) in read)
        {
            if (shown.IsObject() && !ScriptValues.IsUnchanged(shown, before) && values.ToJson(shown) is var after && !JsonNode.DeepEquals(values.ToJson(values.FromJson(before)), after))
            {
                context.SetVariable(name, after);
            }
        }
    }
}
