using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;
using JintEngine = Jint.Engine;

namespace WorkflowHost.Expressions.Library;

/// <summary><c>Map</c> and <c>Set</c>, and their weak kin, which here hold what they hold as firmly: a script does not live long.</summary>
internal sealed class ScriptCollections : FunctionInstance, IConstructor
{
    private static readonly string[] Names = ["Map", "Set", "WeakMap", "WeakSet"];
    private readonly string name;
    private readonly ObjectInstance prototype;

    private ScriptCollections(JintEngine engine, string name)
        : base(engine, [], null, false)
    {
        this.name = name;
        Prototype = engine.Function.PrototypeObject;
        Extensible = true;
        prototype = engine.Object.Construct([]);
        prototype.FastAddProperty("constructor", this, true, false, true);
        FastAddProperty("prototype", prototype, false, false, false);
        FastAddProperty("name", name, false, false, true);
        AddMethods();
    }

    private bool HasValues => name is "Map" or "WeakMap";

    /// <summary>Installs those that are named; all where there is no list of names.</summary>
    public static void AddTo(JintEngine engine, IReadOnlySet<string>? words)
    {
        foreach (var wanted in Names.Where(candidate => words is null || words.Contains(candidate)))
        {
            engine.Global.FastAddProperty(wanted, new ScriptCollections(engine, wanted), true, false, true);
        }
    }

    /// <inheritdoc/>
    public override JsValue Call(JsValue thisObject, JsValue[] arguments) =>
        throw new JavaScriptException(Engine.TypeError, $"Constructor {name} requires 'new'");

    /// <inheritdoc/>
    public ObjectInstance Construct(JsValue[] arguments)
    {
        var collection = new Collection(Engine, name) { Prototype = prototype, Extensible = true };
        if (arguments.At(0) is var items && !items.IsUndefined() && !items.IsNull())
        {
            Iteration.Each(Engine, items, item =>
            {
                if (HasValues)
                {
                    collection.Items.Set(Element(item, "0"), Element(item, "1"));
                }
                else
                {
                    collection.Items.Set(item, item);
                }
            });
        }

        return collection;
    }

    private void AddMethods()
    {
        Method("has", (items, _, arguments) => items.Find(arguments.At(0)) is not null);
        Method("delete", (items, _, arguments) => items.Remove(arguments.At(0)));
        Method("clear", (items, _, _) =>
        {
            items.Clear();
            return JsValue.Undefined;
        });
        Method("forEach", (items, self, arguments) =>
        {
            for (var entry = items.After(null); entry is not null; entry = items.After(entry))
            {
                arguments.At(0).Invoke(arguments.At(1), [entry.Value, entry.Key, self]);
            }

            return JsValue.Undefined;
        });
        if (HasValues)
        {
            Method("get", (items, _, arguments) => items.Find(arguments.At(0))?.Value ?? JsValue.Undefined);
            Method("set", (items, self, arguments) =>
            {
                items.Set(arguments.At(0), arguments.At(1));
                return self;
            });
        }
        else
        {
            Method("add", (items, self, arguments) =>
            {
                items.Set(arguments.At(0), arguments.At(0));
                return self;
            });
        }

        Walk("keys", entry => entry.Key);
        Walk("values", entry => entry.Value);
        Walk("entries", Pair);
        Walk(Iteration.Key, HasValues ? Pair : entry => entry.Value);
        prototype.DefineOwnProperty(
            "size",
            new PropertyDescriptor(new ClrFunctionInstance(Engine, (self, _) => (double)ItemsOf(self, "size").Count), JsValue.Undefined, false, true),
            false);
    }

    private void Walk(string method, Func<OrderedItems.Entry, JsValue> show) => Method(method, (items, _, _) =>
    {
        OrderedItems.Entry? at = null;
        var isOver = false;
        return Iteration.Over(Engine, () =>
        {
            at = isOver ? null : items.After(at);
            isOver = at is null;
            return at is null ? null : show(at);
        });
    });

    private void Method(string method, Func<OrderedItems, JsValue, JsValue[], JsValue> body) => prototype.FastAddProperty(
        method,
        new ClrFunctionInstance(Engine, (self, arguments) => body(ItemsOf(self, method), self, arguments)),
        true,
        false,
        true);

    private OrderedItems ItemsOf(JsValue self, string method) => self.TryCast<Collection>()?.Items
        ?? throw new JavaScriptException(Engine.TypeError, $"Method {name}.prototype.{method} called on incompatible receiver");

    private JsValue Pair(OrderedItems.Entry entry) => Engine.Array.Construct([entry.Key, entry.Value]);

    private JsValue Element(JsValue item, string index) => item.IsObject()
        ? item.AsObject().Get(index)
        : throw new JavaScriptException(Engine.TypeError, "Iterator value is not an entry object");

    /// <summary>One of them.</summary>
    private sealed class Collection(JintEngine engine, string name) : ObjectInstance(engine)
    {
        public override string Class => name;

        public OrderedItems Items { get; } = new();
    }
}
