using WorkflowHost.Definitions;
using WorkflowHost.Engine;

namespace WorkflowHost.Regulations.Checking;

/// <summary>A procedure together with those that it uses or starts.</summary>
internal sealed class ProcedureTree
{
    private readonly Func<string, WorkflowDefinition?> find;
    private readonly Dictionary<string, WorkflowDefinition> definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<ActivityDefinition, CheckedStep> stepOf = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ActivityDefinition, FlowchartShape> shapes = new(ReferenceEqualityComparer.Instance);
    private readonly ActivityRegistry registry;

    public ProcedureTree(WorkflowDefinition definition, Func<string, WorkflowDefinition?> find, ActivityRegistry registry)
    {
        this.find = find;
        this.registry = registry;
        Root = definition;
        var steps = new List<CheckedStep>();
        Add(definition, steps);
        Steps = steps;
        Dischargers = new Dischargers(steps.Select(step => step.Law));
    }

    public WorkflowDefinition Root { get; }

    /// <summary>All steps, those of used procedures once each.</summary>
    public IReadOnlyList<CheckedStep> Steps { get; }

    public Dischargers Dischargers { get; }

    /// <summary>The definition that a step runs, as far as it is at hand.</summary>
    public WorkflowDefinition? UsedBy(ActivityDefinition activity) =>
        CheckedStep.UsedNames(activity).Select(definitions.GetValueOrDefault).FirstOrDefault(found => found is not null);

    /// <summary>An activity of the tree as a step.</summary>
    public CheckedStep StepOf(ActivityDefinition activity) => stepOf[activity];

    /// <summary>A flowchart of the tree as runs are played through it.</summary>
    public FlowchartShape ShapeOf(ActivityDefinition flowchart)
    {
        if (!shapes.TryGetValue(flowchart, out var shape))
        {
            shape = shapes[flowchart] = new FlowchartShape(flowchart, activity => StepPorts.Of(StepOf(activity), registry));
        }

        return shape;
    }

    private void Add(WorkflowDefinition definition, List<CheckedStep> steps)
    {
        foreach (var activity in Nested(definition.Root))
        {
            var step = stepOf[activity] = new CheckedStep(activity, StepLaw.Of(activity.CustomProperties));
            steps.Add(step);
            if (CheckedStep.UsedDefinition(activity) != Root.DefinitionId)
            {
                AddUsed(activity, steps);
            }
        }
    }

    /// <summary>The best name that leads to a definition decides, also when a worse one is known already from another step.</summary>
    private void AddUsed(ActivityDefinition activity, List<CheckedStep> steps)
    {
        foreach (var name in CheckedStep.UsedNames(activity))
        {
            if (definitions.ContainsKey(name))
            {
                return;
            }

            if (find(name) is { } used)
            {
                definitions.Add(name, used);
                Add(used, steps);
                return;
            }
        }
    }

    /// <summary>An activity and all that it holds.</summary>
    public static IEnumerable<ActivityDefinition> Nested(ActivityDefinition activity) =>
        activity.Activities.Concat(activity.Ports.Values).SelectMany(Nested).Prepend(activity);
}
