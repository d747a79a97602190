using System.Reflection;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>Describes the kinds of step from their own declarations.</summary>
internal sealed class StepDescriptors(ActivityRegistry registry, LiveChoices choices)
{
    private const string DynamicOutcomes = "dynamic-outcomes";

    public IEnumerable<ActivityDescriptor> All() => registry.Types.Select(Describe);

    private ActivityDescriptor Describe(ActivityType type)
    {
        var clr = type.ClrType;
        List<InputDescriptor> inputs =
        [
            .. type.Variables.Select((property, order) => Variable(property, order)),
            .. type.Inputs.Select((property, order) => Input(type, property, order + 1)),
            .. UnwrappedInputs(type.Name),
        ];
        if (StepObligationField.IsOf(type.Name))
        {
            inputs.Add(StepObligationField.Describe(choices.Obligations));
        }

        var isTerminal = clr.IsAssignableTo(typeof(ITerminalNode));
        return new ActivityDescriptor
        {
            TypeName = type.Name,
            Namespace = type.Attribute.Namespace,
            Name = type.Attribute.DisplayName,
            Version = type.Attribute.Version,
            Category = type.Attribute.Category,
            DisplayName = type.Attribute.DisplayName,
            Description = type.Attribute.Description,
            Kind = clr.IsAssignableTo(typeof(ITrigger)) ? "Trigger" : "Action",
            IsContainer = clr.IsAssignableTo(typeof(Container)),
            IsBrowsable = type.Name is not "Elsa.StateMachine",
            IsStart = clr.IsAssignableTo(typeof(IStartNode)),
            IsTerminal = isTerminal,
            Ports = [.. Ports(type, inputs, isTerminal)],
            Inputs = inputs,
            Outputs = [.. type.Outputs.Select(Output)],
            ConstructionProperties = StepDefaults.Construction(type.Name),
        };
    }

    private static IEnumerable<PortDescriptor> Ports(ActivityType type, List<InputDescriptor> inputs, bool isTerminal)
    {
        foreach (var property in type.EmbeddedPorts)
        {
            yield return new PortDescriptor(property.Name, ElsaWords.Port(property.Name), "Embedded");
        }

        // Studio reads these ports from the step itself.
        if (isTerminal || inputs.Exists(input => input.UiHint == DynamicOutcomes))
        {
            yield break;
        }

        foreach (var name in type.FlowPorts.IsEmpty ? ["Done"] : type.FlowPorts)
        {
            yield return new PortDescriptor(name, ElsaWords.Port(name), "Flow");
        }
    }

    private InputDescriptor Input(ActivityType type, PropertyInfo property, int order)
    {
        var declared = property.GetCustomAttribute<InputAttribute>() ?? new InputAttribute();
        var value = property.PropertyType.GenericTypeArguments[0];
        List<Choice> offered = [.. choices.Of(type.Name, property.Name) ?? declared.Options.Select(Option)];
        var hint = StepDefaults.HintOf(type.Name, property.Name) ?? HintOf(declared.UIHint, value, offered.Count > 0);
        var name = declared.DisplayName.Length > 0 ? declared.DisplayName : property.Name;
        return new InputDescriptor
        {
            Name = property.Name,
            TypeName = TypeAliases.Of(value),
            DisplayName = declared.Required ? name + "（必填）" : name,
            Description = declared.Description.Length > 0 ? declared.Description : StepDefaults.HelpOf(property.Name),
            Order = order,
            UiHint = hint,
            DefaultSyntax = SyntaxOf(hint),
            UiSpecifications = Specifications(type.Name, hint, offered),
        };
    }

    private static InputDescriptor Variable(PropertyInfo property, int order) => new()
    {
        Name = property.Name,
        TypeName = "Variable",
        DisplayName = property.GetCustomAttribute<InputAttribute>()?.DisplayName ?? property.Name,
        Order = order,
        IsWrapped = false,
        UiHint = "variable-picker",
    };

    /// <summary>Lists that the engine reads from the step itself, because each item holds a condition or a step.</summary>
    private static IEnumerable<InputDescriptor> UnwrappedInputs(string typeName) => typeName switch
    {
        "Elsa.FlowSwitch" => [Cases("flow-switch-editor")],
        "Elsa.Switch" => [Cases("switch-editor")],
        _ => [],
    };

    private static InputDescriptor Cases(string hint) => new()
    {
        Name = "Cases",
        TypeName = "Object",
        DisplayName = "各种情况",
        Description = "每种情况一个条件和一个出口",
        Order = 0,
        IsWrapped = false,
        UiHint = hint,
    };

    private static OutputDescriptor Output(PropertyInfo property, int order)
    {
        var declared = property.GetCustomAttribute<OutputAttribute>()?.DisplayName;
        return new OutputDescriptor(
            property.Name, TypeAliases.Of(property.PropertyType.GenericTypeArguments[0]),
            string.IsNullOrEmpty(declared) ? ElsaWords.Output(property.Name) : declared, null, order);
    }

    private static Choice Option(string option) => option.Split('=', 2) is [var value, var text] ? new Choice(value, text) : new Choice(option, option);

    private static string HintOf(string declared, Type value, bool hasChoices) => declared switch
    {
        "singleline" when hasChoices => "dropdown",
        "singleline" when value == typeof(bool) || value == typeof(bool?) => "checkbox",
        "expression-editor" => "code-editor",
        _ => declared,
    };

    private static string SyntaxOf(string hint) => hint switch
    {
        "json-editor" or DynamicOutcomes or "checklist" or "http-status-codes" or "multitext" => "Object",
        "code-editor" => "JavaScript",
        _ => "Literal",
    };

    /// <summary>A script that chooses no outcome leaves by the plain port.</summary>
    private static JsonArray FixedOutcomes(string typeName) => typeName is "Elsa.RunJavaScript" ? ["Done"] : [];

    private static JsonObject Specifications(string typeName, string hint, List<Choice> offered) => hint switch
    {
        "dropdown" => UiSpecifications.Dropdown(offered),
        "checklist" => UiSpecifications.CheckList(offered),
        "code-editor" => UiSpecifications.Code("javascript", isLarge: true),
        DynamicOutcomes => new JsonObject { ["DynamicOutcomesOptions"] = new JsonObject { ["fixedOutcomes"] = FixedOutcomes(typeName) } },
        _ => [],
    };
}
