using System.Reflection;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine;

/// <summary>Binds inputs, outputs and variables of one activity to what its definition says of them.</summary>
/// <param name="problems">Where what can't be bound is told.</param>
/// <param name="find">A variable in sight, by its id.</param>
/// <param name="source">The activity as drawn.</param>
/// <param name="path">Where it stands.</param>
internal sealed class MemberBinding(List<Problem> problems, Func<string, Variable?> find, ActivityDefinition source, string path)
{
    private readonly List<Input> all = [];
    private readonly List<Input> evaluated = [];

    /// <summary>The key of a property in a definition file.</summary>
    public static string JsonName(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    public void Bind(ActivityType type, Activity activity)
    {
        foreach (var property in type.Inputs)
        {
            if (Input(activity, property.PropertyType, property.Name, () => LabelOf(property), property.IsDefined(typeof(AnyValueAttribute)), !property.IsDefined(typeof(LateInputAttribute))) is { } input)
            {
                property.SetValue(activity, input);
            }
        }

        foreach (var property in type.Outputs)
        {
            property.SetValue(activity, Output((Output)Activator.CreateInstance(property.PropertyType)!, property.Name));
        }

        foreach (var property in type.Variables)
        {
            Variable(activity, property);
        }

        Keep(activity);
    }

    /// <summary>Binds the inputs and outputs of a workflow used as an activity: they are those of its definition.</summary>
    public void Bind(DefinedActivity activity, WorkflowDefinition used)
    {
        activity.Given = [.. used.Inputs.Select(input => Input(
            activity, typeof(Input<JsonNode>), input.Name, () => input.DisplayName.Length > 0 ? input.DisplayName : input.Name, VariableTypes.Named(input.Type, input.IsArray) is VariableType.Any, evaluateFirst: true))];
        activity.Taken = [.. used.Outputs.Select(output => Output(new Output<JsonNode>(), output.Name))];
        Keep(activity);
    }

    private void Keep(Activity activity)
    {
        activity.Inputs = [.. all];
        activity.EvaluatedInputs = [.. evaluated];
    }

    private static string LabelOf(PropertyInfo property) =>
        property.GetCustomAttribute<InputAttribute>() is { DisplayName: { Length: > 0 } label } ? label : property.Name;

    private Input? Input(Activity activity, Type inputType, string name, Func<string> label, bool isAnyValue, bool evaluateFirst)
    {
        if (Member(name) is not { } wrapper)
        {
            return null;
        }

        try
        {
            var input = InputBinding.Create(inputType, wrapper, isAnyValue);
            if (input is null)
            {
                return null;
            }

            (input.Name, input.Label) = (name, label());
            if (!input.IsConstant && evaluateFirst)
            {
                input.Slot = evaluated.Count;
                evaluated.Add(input);
            }

            all.Add(input);
            return input;
        }
        catch (WorkflowFaultException fault)
        {
            problems.Add(new Problem("input-invalid", $"{path}.{JsonName(name)}", $"步骤“{activity.DisplayName}”的输入“{label()}”：{fault.Message}"));
            return null;
        }
    }

    private Output Output(Output output, string name)
    {
        output.Name = name;
        if (Member(name) is JsonObject wrapper && wrapper["memoryReference"] is JsonObject reference
            && ActivityBinding.Text(reference["id"]) is { Length: > 0 } id)
        {
            output.Target = id;
            output.Variable = find(id);
        }

        return output;
    }

    private void Variable(Activity activity, PropertyInfo property)
    {
        var member = Member(property.Name);
        var id = ActivityBinding.Text(member is JsonObject reference ? reference["id"] : member);
        if (id.Length > 0)
        {
            var name = member is JsonObject named ? ActivityBinding.Text(named["name"]) : "";
            property.SetValue(activity, find(id) ?? new Variable(id, name.Length > 0 ? name : id));
        }
    }

    /// <summary>A member under Elsa's camel-case key, or as the definition of a used workflow spells it.</summary>
    private JsonNode? Member(string name) => source.Properties[JsonName(name)] ?? source.Properties[name];
}
