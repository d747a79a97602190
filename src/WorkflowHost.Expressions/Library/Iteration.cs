using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;
using JintEngine = Jint.Engine;

namespace WorkflowHost.Expressions.Library;

/// <summary>Walking lists, texts, collections and iterators. An iterator has <c>next</c> and the key that the translator asks for without symbols.</summary>
internal static class Iteration
{
    /// <summary>Under this key an object gives its iterator.</summary>
    public const string Key = "@@iterator";

    /// <summary>Takes each item in turn.</summary>
    /// <param name="engine">Of the script.</param>
    /// <param name="source">What is walked.</param>
    /// <param name="take">Gets an item.</param>
    /// <param name="likeLists">Whether anything with a length is a list, and anything else an empty one.</param>
    public static void Each(JintEngine engine, JsValue source, Action<JsValue> take, bool likeLists = false)
    {
        if (source.IsString())
        {
            EachCharacter(source.AsString(), take);
        }
        else if (source.IsObject() && source.AsObject().Get(Key) is var walk && walk.IsObject())
        {
            var iterator = walk.Invoke(source, []).AsObject();
            var next = iterator.Get("next");
            while (next.Invoke(iterator, []).AsObject() is var step && !TypeConverter.ToBoolean(step.Get("done")))
            {
                take(step.Get("value"));
            }
        }
        else if (source.IsArray() || (likeLists && source.IsObject()))
        {
            var list = source.AsObject();
            for (var i = 0; i < (int)TypeConverter.ToNumber(list.Get("length")); i++)
            {
                take(list.Get(TypeConverter.ToString(i)));
            }
        }
        else if (!likeLists || source.IsUndefined() || source.IsNull())
        {
            throw new JavaScriptException(engine.TypeError, "object is not iterable");
        }
    }

    /// <summary>An iterator that ends when <paramref name="next"/> gives nothing.</summary>
    public static ObjectInstance Over(JintEngine engine, Func<JsValue?> next)
    {
        var iterator = engine.Object.Construct([]);
        iterator.FastAddProperty("next", new ClrFunctionInstance(engine, (_, _) =>
        {
            var value = next();
            var step = engine.Object.Construct([]);
            step.FastAddProperty("value", value ?? JsValue.Undefined, true, true, true);
            step.FastAddProperty("done", value is null, true, true, true);
            return step;
        }), true, false, true);
        iterator.FastAddProperty(Key, new ClrFunctionInstance(engine, (self, _) => self), true, false, true);
        return iterator;
    }

    private static void EachCharacter(string text, Action<JsValue> take)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            take(text.Substring(i, isPair ? 2 : 1));
            i += isPair ? 1 : 0;
        }
    }
}
