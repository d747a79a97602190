using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine;

/// <summary>Variables, outputs and input of one instance during one turn.</summary>
internal sealed class InstanceMemory(WorkflowGraph graph, InstanceState before)
{
    private ImmutableDictionary<string, JsonNode?> input = before.Input;

    public ImmutableDictionary<string, JsonNode?> Variables { get; private set; } = before.Variables;

    public ImmutableDictionary<string, JsonNode?> Outputs { get; private set; } = before.Outputs;

    /// <summary>What the instance keeps as its input: that of its start.</summary>
    public ImmutableDictionary<string, JsonNode?> KeptInput => before.LastSequence == 0 ? input : before.Input;

    public JsonNode? GetVariable(Variable variable) =>
        Variables.TryGetValue(variable.Id, out var value) ? value : variable.Default;

    public void SetVariable(Variable variable, JsonNode? value)
    {
        try
        {
            Variables = Variables.SetItem(variable.Id, Conversion.ForVariable(variable.TypeName, value));
        }
        catch (WorkflowFaultException fault)
        {
            throw new WorkflowFaultException(fault.Code, $"变量“{variable.Name}”：{fault.Message}", fault.InnerException);
        }
    }

    public void ResetVariables(ImmutableArray<string> ids) => Variables = Variables.RemoveRange(ids);

    /// <summary>What this turn brought, else what the start brought, else the definition's default.</summary>
    public JsonNode? GetInput(string name) =>
        input.TryGetValue(name, out var value) || before.Input.TryGetValue(name, out value) ? value : graph.InputDefault(name);

    public void SetInput(ImmutableDictionary<string, JsonNode?> values) => input = values;

    public JsonNode? GetOutput(string activityId, string name) => Outputs.GetValueOrDefault(activityId + "." + name);

    public void SetOutput(string activityId, string name, JsonNode? value) =>
        Outputs = Outputs.SetItem(activityId + "." + name, value);

    public (ImmutableDictionary<string, JsonNode?> Variables, ImmutableDictionary<string, JsonNode?> Outputs) Save() => (Variables, Outputs);

    public void Restore((ImmutableDictionary<string, JsonNode?> Variables, ImmutableDictionary<string, JsonNode?> Outputs) saved) =>
        (Variables, Outputs) = saved;
}
