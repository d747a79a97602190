using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Engine.Flow;

namespace WorkflowHost.Engine.Advice;

/// <summary>The ports by which an activity may leave, as far as a drawing tells.</summary>
/// <param name="Names">As drawn; empty for the plain port alone.</param>
/// <param name="IsComplete">Whether it can leave by no other.</param>
/// <param name="IsExclusive">Whether it leaves by one of them at a time.</param>
internal sealed record DrawnPorts(ImmutableArray<string> Names, bool IsComplete, bool IsExclusive)
{
    /// <summary>Elsa's hint for an input that lists ports.</summary>
    private const string ListOfPorts = "dynamic-outcomes";

    public static DrawnPorts Of(Activity activity, ActivityRegistry registry)
    {
        if (activity is DefinedActivity used)
        {
            return new([.. used.Definition.Outcomes], IsComplete: false, IsExclusive: false);
        }

        if (registry.Find(activity.Type) is not { } type)
        {
            return new([], IsComplete: false, IsExclusive: false);
        }

        var lists = type.Inputs.Where(property => property.GetCustomAttribute<InputAttribute>()?.UIHint == ListOfPorts)
            .Select(property => (Input?)property.GetValue(activity)).OfType<Input>().ToArray();
        var listed = lists.Where(list => list.IsConstant).SelectMany(list => Texts(list.Evaluate(null!))).ToArray();
        var isEngine = type.ClrType.Assembly == typeof(DrawnPorts).Assembly;
        return new(
            [.. (listed.Length > 0 ? listed : type.FlowPorts.AsEnumerable()).Concat(activity.OwnPorts).Distinct(StringComparer.Ordinal)],
            isEngine && activity is not Primitives.RunJavaScript && lists.All(list => list.IsConstant),
            activity is FlowDecision or FlowSwitch { IsFirstOnly: true } || (!isEngine && type.FlowPorts.Length + listed.Length > 1));
    }

    private static IEnumerable<string> Texts(object? list) => list switch
    {
        JsonArray items => items.Select(item => Conversion.TextOf(item)).Where(text => text.Length > 0),
        ImmutableArray<string> { IsDefault: false } names => names.Where(name => name.Length > 0),
        _ => [],
    };
}
