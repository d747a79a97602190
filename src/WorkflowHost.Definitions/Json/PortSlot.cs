using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace WorkflowHost.Definitions.Json;

/// <summary>Where Elsa keeps an activity inside a list: Fork's <c>branches[i]</c>, Switch's <c>cases[i].activity</c>, a state machine's <c>states[i].entry</c>, …</summary>
internal sealed record PortSlot(string List, int Index, string? Member)
{
    /// <summary>The key in <see cref="ActivityDefinition.Ports"/>.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{List}[{Index}]") + (Member is null ? "" : "." + Member);

    /// <summary>The slots of one list item; empty when Elsa embeds no activities in a list of this name.</summary>
    public static ImmutableArray<PortSlot> InList(string name, int index) => name switch
    {
        "branches" => [new(name, index, null)],
        "cases" or "expectedStatusCodes" => [new(name, index, "activity")],
        "states" => [new(name, index, "entry"), new(name, index, "exit")],
        "transitions" => [new(name, index, "trigger"), new(name, index, "action")],
        _ => [],
    };

    /// <summary>The slot of a port key; null for a key that is a plain property.</summary>
    public static PortSlot? Of(string key)
    {
        var open = key.IndexOf('[', StringComparison.Ordinal);
        var close = key.IndexOf(']', StringComparison.Ordinal);
        return open > 0 && close > open && int.TryParse(key.AsSpan()[(open + 1)..close], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? InList(key[..open], index).FirstOrDefault(slot => slot.Key == key)
            : null;
    }

    /// <summary>Whether a list among the properties keeps this place.</summary>
    public bool Exists(JsonObject properties) =>
        properties[List] is JsonArray list && Index < list.Count && (Member is null || list[Index] is JsonObject);

    /// <summary>The activity of the slot, with a null left in its place; null when none stands there.</summary>
    public JsonObject? Take(JsonArray list, Predicate<JsonNode?> isActivity)
    {
        if (Member is null)
        {
            var element = list[Index];
            if (isActivity(element))
            {
                list[Index] = null;
                return (JsonObject)element!;
            }
        }
        else if (list[Index] is JsonObject holder && isActivity(holder[Member]))
        {
            var element = (JsonObject)holder[Member]!;
            holder[Member] = null;
            return element;
        }

        return null;
    }

    /// <summary>The place of the activity, given that of its list.</summary>
    public Place Below(Place list) => Member is null ? list.Item(Index) : list.Item(Index).Member(Member);
}
