namespace WorkflowHost.Engine.Expressions;

/// <summary>What a variable keeps, and what a value is converted to that is written to it.</summary>
public enum VariableType
{
    /// <summary>Any value, as it is.</summary>
    Any,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number of 16 bits.</summary>
    Int16,

    /// <summary>A whole number of 32 bits.</summary>
    Int32,

    /// <summary>A whole number of 64 bits.</summary>
    Int64,

    /// <summary>A binary number of 32 bits.</summary>
    Single,

    /// <summary>A binary number of 64 bits.</summary>
    Double,

    /// <summary>A number whose digits are kept.</summary>
    Decimal,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A date with a time.</summary>
    Instant,

    /// <summary>A date.</summary>
    Day,

    /// <summary>A length of time.</summary>
    Span,

    /// <summary>A globally unique id.</summary>
    Guid,

    /// <summary>Several values.</summary>
    List,

    /// <summary>Values by name.</summary>
    Members,

    /// <summary>Any value; JSON text of a list or an object is read.</summary>
    Json,
}

/// <summary>The names that Elsa gives to types in definitions.</summary>
public static class VariableTypes
{
    private static readonly Dictionary<string, VariableType> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["String"] = VariableType.Text,
        ["Int16"] = VariableType.Int16,
        ["Int32"] = VariableType.Int32,
        ["Int64"] = VariableType.Int64,
        ["Long"] = VariableType.Int64,
        ["Single"] = VariableType.Single,
        ["Double"] = VariableType.Double,
        ["Decimal"] = VariableType.Decimal,
        ["Boolean"] = VariableType.Truth,
        ["DateTime"] = VariableType.Instant,
        ["DateTimeOffset"] = VariableType.Instant,
        ["DateOnly"] = VariableType.Day,
        ["TimeSpan"] = VariableType.Span,
        ["Guid"] = VariableType.Guid,
        ["JsonArray"] = VariableType.List,
        ["JSON"] = VariableType.Members,
        ["ExpandoObject"] = VariableType.Members,
        ["JsonObject"] = VariableType.Members,
        ["StringDictionary"] = VariableType.Members,
        ["ObjectDictionary"] = VariableType.Members,
        ["StringMap"] = VariableType.Members,
        ["ObjectMap"] = VariableType.Members,
        ["JsonNode"] = VariableType.Json,
        ["JsonElement"] = VariableType.Json,
    };

    private static readonly string[] Collections =
        ["IEnumerable", "ICollection", "IList", "IReadOnlyCollection", "IReadOnlyList", "ISet", "List", "HashSet", "Collection"];

    /// <summary>The type of a name: an alias, whatever its case; one that may be null (<c>Int32?</c>); a list (<c>String[]</c>, <c>List&lt;String&gt;</c>); a name of .NET.</summary>
    /// <param name="name">As the definition has it; <see cref="VariableType.Any"/> when it is not known.</param>
    /// <param name="isArray">Whether several values of it are meant.</param>
    public static VariableType Named(string name, bool isArray = false)
    {
        var known = name.Trim();
        if (isArray)
        {
            return VariableType.List;
        }

        if (known.IndexOf('`', StringComparison.Ordinal) is > 0 and var place)
        {
            return OfGeneric(known[..place], known[place..]);
        }

        var simple = known.Split(',')[0].TrimEnd('?');
        return simple.EndsWith("[]", StringComparison.Ordinal) || (simple.EndsWith('>') && Collections.Contains(simple.Split('<')[0], StringComparer.Ordinal))
            ? VariableType.List
            : Names.GetValueOrDefault(simple.StartsWith("System.", StringComparison.Ordinal) ? LastPart(simple) : simple);
    }

    /// <summary>A type as .NET names it: <c>System.Collections.Generic.List`1[[System.String, …]], …</c>.</summary>
    private static VariableType OfGeneric(string definition, string arguments) => LastPart(definition) switch
    {
        "Dictionary" or "IDictionary" => VariableType.Members,
        "Nullable" => Named(arguments[(arguments.LastIndexOf('[') + 1)..].Split(',', ']')[0]),
        var collection => Collections.Contains(collection, StringComparer.Ordinal) ? VariableType.List : VariableType.Any,
    };

    private static string LastPart(string name) => name[(name.LastIndexOf('.') + 1)..];
}
