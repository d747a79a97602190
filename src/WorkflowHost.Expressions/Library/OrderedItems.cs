using Jint.Native;

namespace WorkflowHost.Expressions.Library;

/// <summary>Keys and values in the order in which they were added; may be changed while it is walked.</summary>
internal sealed class OrderedItems
{
    private readonly Dictionary<JsValue, Entry> known = new(SameValueZero.Instance);
    private readonly Entry head = new(JsValue.Undefined, JsValue.Undefined);
    private Entry last;

    public OrderedItems() => last = head;

    public int Count => known.Count;

    public Entry? Find(JsValue key) => known.GetValueOrDefault(key);

    public void Set(JsValue key, JsValue value)
    {
        if (known.TryGetValue(key, out var entry))
        {
            entry.Value = value;
            return;
        }

        entry = new Entry(key, value) { Previous = last };
        last.Next = entry;
        last = entry;
        known.Add(key, entry);
    }

    public bool Remove(JsValue key)
    {
        if (!known.Remove(key, out var entry))
        {
            return false;
        }

        Unlink(entry);
        return true;
    }

    public void Clear()
    {
        foreach (var entry in known.Values)
        {
            Unlink(entry);
        }

        known.Clear();
    }

    /// <summary>The entry behind <paramref name="entry"/>, the first one behind nothing. An entry that was removed still knows its place.</summary>
    public Entry? After(Entry? entry)
    {
        var at = entry ?? head;
        while (at.IsRemoved)
        {
            at = at.Previous!;
        }

        return at.Next;
    }

    private void Unlink(Entry entry)
    {
        entry.IsRemoved = true;
        entry.Previous!.Next = entry.Next;
        if (entry.Next is { } next)
        {
            next.Previous = entry.Previous;
        }
        else
        {
            last = entry.Previous;
        }
    }

    /// <summary>One key with its value.</summary>
    internal sealed class Entry(JsValue key, JsValue value)
    {
        public JsValue Key { get; } = key;

        public JsValue Value { get; set; } = value;

        public Entry? Previous { get; set; }

        public Entry? Next { get; set; }

        public bool IsRemoved { get; set; }
    }

    /// <summary>Numbers by value, where NaN is itself and there is one zero; texts by their characters; objects by themselves.</summary>
    private sealed class SameValueZero : IEqualityComparer<JsValue>
    {
        public static SameValueZero Instance { get; } = new();

        public bool Equals(JsValue? x, JsValue? y) => x!.Type == y!.Type && (
            x.IsNumber() ? x.AsNumber() == y.AsNumber() || (double.IsNaN(x.AsNumber()) && double.IsNaN(y.AsNumber()))
            : x.IsString() ? x.AsString() == y.AsString()
            : x.IsBoolean() ? x.AsBoolean() == y.AsBoolean()
            : !x.IsObject() || ReferenceEquals(x.AsObject(), y.AsObject()));

        public int GetHashCode(JsValue obj) =>
            obj.IsNumber() ? (obj.AsNumber() == 0 ? 0 : obj.AsNumber().GetHashCode())
            : obj.IsString() ? StringComparer.Ordinal.GetHashCode(obj.AsString())
            : obj.IsObject() ? System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.AsObject())
            : (int)obj.Type;
    }
}
