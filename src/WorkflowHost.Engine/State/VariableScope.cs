using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine;

/// <summary>The variables of one execution of a container, or of the whole workflow: those declared, and those that scripts and loops add.</summary>
internal sealed class VariableScope(ImmutableArray<Variable> declared, ImmutableDictionary<string, JsonNode?> values)
{
    /// <summary>No variable has been written.</summary>
    public static readonly ImmutableDictionary<string, JsonNode?> NoValues = ImmutableDictionary.Create<string, JsonNode?>(StringComparer.Ordinal);

    private const string AddedPrefix = "name:";
    private const string IdSuffix = "Variable";

    public ImmutableArray<Variable> Declared => declared;

    /// <summary>By variable id; variables that were added, by their name behind a prefix.</summary>
    public ImmutableDictionary<string, JsonNode?> Values { get; set; } = values;

    /// <summary>Names in the order of declaration, then those that were added, in order.</summary>
    public IEnumerable<string> Names => declared.Select(variable => variable.Name).Concat(AddedNames.Order(StringComparer.Ordinal));

    private IEnumerable<string> AddedNames =>
        Values.Keys.Where(key => key.StartsWith(AddedPrefix, StringComparison.Ordinal)).Select(key => key[AddedPrefix.Length..]);

    /// <summary>Variables without declaration; null when there are none.</summary>
    public static VariableScope? OfNames(ReadOnlySpan<(string Name, JsonNode? Value)> variables)
    {
        if (variables.IsEmpty)
        {
            return null;
        }

        var values = NoValues;
        foreach (var (name, value) in variables)
        {
            values = values.SetItem(AddedPrefix + name, value?.DeepClone());
        }

        return new VariableScope([], values);
    }

    /// <summary>A variable that nobody declared.</summary>
    public static Variable Added(string name) => new(AddedPrefix + name, name);

    /// <summary>A variable that is declared under the id, or one that was added and whose name Elsa would give it (<c>currentValueVariable</c>).</summary>
    public Variable? ById(string id)
    {
        foreach (var variable in declared)
        {
            if (variable.Id == id)
            {
                return variable;
            }
        }

        return id.EndsWith(IdSuffix, StringComparison.Ordinal) && AddedNames.FirstOrDefault(name => name.Length > 0 && IdOf(name) == id) is { } added ? Added(added) : null;
    }

    public Variable? ByName(string name)
    {
        foreach (var variable in declared)
        {
            if (variable.Name == name)
            {
                return variable;
            }
        }

        return Values.ContainsKey(AddedPrefix + name) ? Added(name) : null;
    }

    private static string IdOf(string name) => char.ToLowerInvariant(name[0]) + name[1..] + IdSuffix;

    public JsonNode? Read(Variable variable) => Values.TryGetValue(variable.Id, out var value) ? value : variable.Default;
}
