using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Engine.History;
using WorkflowHost.Engine.Primitives;

namespace WorkflowHost.Engine;

/// <summary>Makes a definition ready to run. Never throws on what a definition says: what can't be bound is a problem.</summary>
/// <param name="registry">The kinds of activity that may be used.</param>
/// <param name="resolver">Finds definitions that are used as activities; null when none may be.</param>
public sealed class GraphCompiler(ActivityRegistry registry, IDefinitionResolver? resolver = null)
{
    /// <summary>Workflows used as activities within one another.</summary>
    public const int MaxNesting = 20;

    /// <summary>Builds the graph.</summary>
    /// <param name="definition">Node ids need not be assigned.</param>
    public Checked<WorkflowGraph> Compile(WorkflowDefinition definition)
    {
        var build = new Build(registry, resolver, definition);
        return build.Problems.Count > 0 ? Checked<WorkflowGraph>.Refused(build.Problems) : Checked<WorkflowGraph>.Valid(build.Graph!);
    }

    /// <summary>Where in the drawing an activity is built: what is around it.</summary>
    private sealed record Surroundings(ActivityNode? Parent, string NodeIdPrefix, ActivityNode? Composite, ImmutableArray<ImmutableArray<Variable>> Scopes, LogSettings? Log, int Nesting)
    {
        public Surroundings Within(ActivityNode node) => this with
        {
            Parent = node,
            NodeIdPrefix = node.Activity.NodeId,
            Scopes = node.Variables.IsEmpty ? Scopes : Scopes.Insert(0, node.Variables),
        };

        public Variable? Find(string id)
        {
            foreach (var scope in Scopes)
            {
                foreach (var variable in scope)
                {
                    if (variable.Id == id)
                    {
                        return variable;
                    }
                }
            }

            return null;
        }
    }

    private sealed class Build
    {
        private readonly ActivityRegistry registry;
        private readonly IDefinitionResolver? resolver;
        private readonly object home = new();
        private readonly Dictionary<string, ActivityNode> nodes = new(StringComparer.Ordinal);

        public Build(ActivityRegistry registry, IDefinitionResolver? resolver, WorkflowDefinition definition)
        {
            this.registry = registry;
            this.resolver = resolver;
            var variables = Variables(definition.Variables, "$");
            var root = Add(definition.Root, new Surroundings(null, "Workflow1", null, [variables], LogSettings.Of(definition.CustomProperties), 0), 0, "$.root");
            if (Problems.Count == 0)
            {
                Graph = new WorkflowGraph(definition, root, nodes, variables);
            }
        }

        public List<Problem> Problems { get; } = [];

        public WorkflowGraph? Graph { get; }

        private ImmutableArray<Variable> Variables(ImmutableArray<VariableDefinition> definitions, string path) =>
            definitions.IsEmpty ? [] : [.. definitions.Select((definition, place) => new Variable(definition.Id, definition.Name.Length > 0 ? definition.Name : $"Variable{place + 1}")
            {
                Type = VariableTypes.Named(definition.TypeName, definition.IsArray),
                Default = DefaultOf(definition, $"{path}.variables[{place}].value"),
            })];

        private JsonNode? DefaultOf(VariableDefinition definition, string path)
        {
            try
            {
                return Conversion.ForVariable(VariableTypes.Named(definition.TypeName, definition.IsArray), definition.Value);
            }
            catch (WorkflowFaultException fault)
            {
                Problems.Add(new Problem("variable-default", path, $"变量“{definition.Name}”的默认值：{fault.Message}"));
                return null;
            }
        }

        private ActivityNode Add(ActivityDefinition source, Surroundings around, int index, string path)
        {
            var type = registry.Find(source.Type);
            var used = type is null || IsUse(source) ? Resolve(source) : null;
            var activity = used is not null ? new DefinedActivity(used) : type?.Create() ?? new NotFoundActivity(source.Type);
            activity.Id = source.Id;
            activity.NodeId = $"{around.NodeIdPrefix}:{source.Id}";
            activity.Name = source.Name ?? "";
            activity.Type = source.Type;
            activity.Version = source.Version;
            activity.CustomProperties = source.CustomProperties;
            activity.DisplayName = source.CustomProperties["named"]?.ToString() == "caller" && around.Composite is { } user ? user.Activity.DisplayName : DisplayNameOf(source);
            var node = new ActivityNode(activity, index, around.Parent, home) { Composite = around.Composite, LogAround = around.Log };
            if (!nodes.TryAdd(activity.NodeId, node))
            {
                Problems.Add(new Problem("activity-id-duplicate", path, $"步骤编号“{source.Id}”重复。"));
                return node;
            }

            if (activity is DefinedActivity composite)
            {
                AddUsed(source, used!, composite, around, path);
                return node;
            }

            node.Variables = Variables(source.Variables, path);
            if (type is null)
            {
                return node;
            }

            new MemberBinding(Problems, around.Find, source, path).Bind(type, activity);
            var inner = around.Within(node);
            BindPorts(source, type, activity, inner, path);
            if (activity.Refusal is { } refusal)
            {
                Problems.Add(new Problem("activity-refused", path, $"步骤“{activity.DisplayName}”：{refusal}"));
            }

            if (activity is Container container)
            {
                container.Bind(
                    source.Activities.IsEmpty ? [] : [.. source.Activities.Select((child, place) => Add(child, inner, place, $"{path}.activities[{place}]"))],
                    source);
            }

            return node;
        }

        private static bool IsUse(ActivityDefinition source) => source.UsedDefinitionVersionId.Length > 0;

        private WorkflowDefinition? Resolve(ActivityDefinition source) => resolver?.Resolve(new DefinitionReference(
            source.Type,
            source.UsedDefinitionId,
            source.UsedDefinitionVersionId,
            source.Version));

        /// <summary>Builds the workflow that an activity stands for, in its place: its nodes are nodes of this graph.</summary>
        private void AddUsed(ActivityDefinition source, WorkflowDefinition used, DefinedActivity composite, Surroundings around, string path)
        {
            var node = composite.Node!;
            if (around.Nesting >= MaxNesting)
            {
                Problems.Add(new Problem("workflow-nesting", path, $"步骤“{composite.DisplayName}”：流程相互嵌套超过 {MaxNesting} 层，可能包含了自身。"));
                return;
            }

            new MemberBinding(Problems, around.Find, source, path).Bind(composite, used);
            node.Variables = [.. composite.Arguments, .. Variables(used.Variables, path)];
            var inner = around.Within(node) with { Composite = node, Log = LogSettings.Of(used.CustomProperties), Nesting = around.Nesting + 1 };
            composite.Root = Add(used.Root, inner, 0, path + ".root").Activity;
        }

        private static string DisplayNameOf(ActivityDefinition source) =>
            source.Metadata["displayText"] is JsonValue text && text.TryGetValue<string>(out var shown) && shown.Length > 0 ? shown
            : !string.IsNullOrEmpty(source.Name) ? source.Name
            : source.Id;

        private void BindPorts(ActivityDefinition source, ActivityType type, Activity activity, Surroundings inner, string path)
        {
            var place = 0;
            var embedded = source.Ports.ToDictionary(
                port => port.Key, port => Add(port.Value, inner, place++, $"{path}.{port.Key}").Activity, StringComparer.Ordinal);
            foreach (var property in type.EmbeddedPorts)
            {
                if (embedded.GetValueOrDefault(MemberBinding.JsonName(property.Name)) is { } child)
                {
                    property.SetValue(activity, child);
                }
            }

            try
            {
                activity.Bind(new ActivityBinding(source, embedded.GetValueOrDefault));
            }
            catch (WorkflowFaultException fault)
            {
                Problems.Add(new Problem("input-invalid", path, $"步骤“{activity.DisplayName}”：{fault.Message}"));
            }
        }
    }
}
