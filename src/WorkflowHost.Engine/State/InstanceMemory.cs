using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace WorkflowHost.Engine;

/// <summary>Outputs, inputs and the workflow's own variables of one instance during one turn.</summary>
internal sealed class InstanceMemory(WorkflowGraph graph, InstanceState before)
{
    private readonly List<(VariableScope Scope, ImmutableDictionary<string, JsonNode?> Values)> changes = [];
    private ImmutableDictionary<string, JsonNode?> input = before.Input;

    /// <summary>The variables that the whole workflow sees.</summary>
    public VariableScope Workflow { get; } = new(graph.WorkflowVariables, before.Variables);

    public ImmutableDictionary<string, JsonNode?> Outputs { get; private set; } = before.Outputs;

    public ImmutableDictionary<string, JsonNode?> WorkflowOutput { get; private set; } = before.Output;

    public JsonNode? LastResult { get; private set; } = before.LastResult;

    /// <summary>How many things each place has sent.</summary>
    public ImmutableDictionary<string, int> Sent { get; private set; } = before.Sent;

    /// <summary>What the instance keeps as its input: that of its start.</summary>
    public ImmutableDictionary<string, JsonNode?> KeptInput => before.LastSequence == 0 ? input : before.Input;

    /// <summary>Names of what the start or this turn brought.</summary>
    public IEnumerable<string> InputNames => input.Keys.Concat(before.Input.Keys).Distinct(StringComparer.Ordinal);

    /// <summary>What this turn brought, else what the start brought, else the definition's default. A name in another case counts when none is the same.</summary>
    public JsonNode? GetInput(string name) => TryGetInput(name, out var value) ? value : graph.InputDefault(name);

    /// <summary>Whether this turn or the start brought it.</summary>
    public bool BringsInput(string name) => TryGetInput(name, out _);

    public void SetInput(ImmutableDictionary<string, JsonNode?> values) => input = values;

    /// <summary>All that this turn brought.</summary>
    public ImmutableDictionary<string, JsonNode?> TurnInput => input;

    private bool TryGetInput(string name, out JsonNode? value)
    {
        if (input.TryGetValue(name, out value) || before.Input.TryGetValue(name, out value))
        {
            return true;
        }

        // In an order that every process has.
        foreach (var (brought, given) in input.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Concat(before.Input.OrderBy(entry => entry.Key, StringComparer.Ordinal)))
        {
            if (brought.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = given;
                return true;
            }
        }

        return false;
    }

    public JsonNode? GetOutput(string activityKey, string name) => Outputs.GetValueOrDefault(activityKey + "." + name);

    public void SetOutput(string activityKey, string name, JsonNode? value)
    {
        Outputs = Outputs.SetItem(activityKey + "." + name, value);
        if (name is "Result")
        {
            LastResult = value;
        }
    }

    public void SetWorkflowOutput(string name, JsonNode? value) => WorkflowOutput = WorkflowOutput.SetItem(name, value);

    /// <summary>Counts one thing that a place sends.</summary>
    /// <returns>Its number, from 1.</returns>
    public int Send(string place)
    {
        var number = Sent.GetValueOrDefault(place) + 1;
        Sent = Sent.SetItem(place, number);
        return number;
    }

    /// <summary>Changes a scope so that it can be put back when the piece that runs now throws.</summary>
    public void Write(VariableScope scope, ImmutableDictionary<string, JsonNode?> values)
    {
        changes.Add((scope, scope.Values));
        scope.Values = values;
    }

    public MemorySavepoint Save()
    {
        changes.Clear();
        return new(Outputs, WorkflowOutput, LastResult, Sent);
    }

    public void Restore(MemorySavepoint saved)
    {
        (Outputs, WorkflowOutput, LastResult, Sent) = (saved.Outputs, saved.WorkflowOutput, saved.LastResult, saved.Sent);
        for (var index = changes.Count - 1; index >= 0; index--)
        {
            changes[index].Scope.Values = changes[index].Values;
        }

        changes.Clear();
    }
}

/// <summary>What the memory held before a piece of an activity ran.</summary>
internal readonly record struct MemorySavepoint(
    ImmutableDictionary<string, JsonNode?> Outputs, ImmutableDictionary<string, JsonNode?> WorkflowOutput, JsonNode? LastResult,
    ImmutableDictionary<string, int> Sent);
