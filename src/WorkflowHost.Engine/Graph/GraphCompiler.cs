using System.Reflection;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Engine.Primitives;

namespace WorkflowHost.Engine;

/// <summary>Makes a definition ready to run. Never throws on what a definition says: what can't be bound is a problem.</summary>
/// <param name="registry">The kinds of activity that may be used.</param>
public sealed class GraphCompiler(ActivityRegistry registry)
{
    /// <summary>Builds the graph.</summary>
    /// <param name="definition">Node ids need not be assigned.</param>
    public Checked<WorkflowGraph> Compile(WorkflowDefinition definition)
    {
        var build = new Build(registry, NodeIds.Assign(definition));
        return build.Problems.Count > 0 ? Checked<WorkflowGraph>.Refused(build.Problems) : Checked<WorkflowGraph>.Valid(build.Graph!);
    }

    private sealed class Build
    {
        private readonly ActivityRegistry registry;
        private readonly Dictionary<string, ActivityNode> nodes = new(StringComparer.Ordinal);
        private readonly List<Variable> variables = [];

        public Build(ActivityRegistry registry, WorkflowDefinition definition)
        {
            this.registry = registry;
            AddVariables(definition.Variables, "$");
            CollectVariables(definition.Root, "$.root");
            var root = Add(definition.Root, null, 0, "$.root");
            if (Problems.Count == 0)
            {
                Graph = new WorkflowGraph(definition, root, nodes, variables);
            }
        }

        public List<Problem> Problems { get; } = [];

        public WorkflowGraph? Graph { get; }

        private void CollectVariables(ActivityDefinition activity, string path)
        {
            AddVariables(activity.Variables, path);
            foreach (var (place, child) in activity.Activities.Index())
            {
                CollectVariables(child, $"{path}.activities[{place}]");
            }

            foreach (var (port, child) in activity.Ports)
            {
                CollectVariables(child, $"{path}.{port}");
            }
        }

        private void AddVariables(IReadOnlyList<VariableDefinition> definitions, string path)
        {
            foreach (var (place, definition) in definitions.Index())
            {
                variables.Add(new Variable(definition.Id, definition.Name)
                {
                    TypeName = definition.IsArray ? "Object" : definition.TypeName,
                    Default = DefaultOf(definition, $"{path}.variables[{place}].value"),
                });
            }
        }

        private JsonNode? DefaultOf(VariableDefinition definition, string path)
        {
            try
            {
                return definition.IsArray
                    ? Conversion.To<JsonArray>(Conversion.BlankAsNull(definition.Value))
                    : Conversion.ForVariable(definition.TypeName, definition.Value);
            }
            catch (WorkflowFaultException fault)
            {
                Problems.Add(new Problem("variable-default", path, $"变量“{definition.Name}”的默认值：{fault.Message}"));
                return null;
            }
        }

        private ActivityNode Add(ActivityDefinition source, ActivityNode? parent, int index, string path)
        {
            var type = registry.Find(source.Type);
            var activity = type?.Create() ?? new NotFoundActivity(source.Type);
            activity.Id = source.Id;
            activity.NodeId = source.NodeId;
            activity.Name = source.Name ?? "";
            activity.Type = source.Type;
            activity.Version = source.Version;
            activity.CustomProperties = source.CustomProperties;
            activity.DisplayName = DisplayNameOf(source);
            var node = new ActivityNode(activity, index) { Parent = parent };
            if (!nodes.TryAdd(source.NodeId, node))
            {
                Problems.Add(new Problem("activity-id-duplicate", path, $"步骤编号“{source.Id}”重复。"));
                return node;
            }

            if (type is not null)
            {
                BindInputs(source, type, activity, path);
                BindOutputs(source, type, activity, path);
                BindVariables(source, type, activity, path);
                BindPorts(source, type, activity, node, path);
            }

            if (activity.Refusal is { } refusal)
            {
                Problems.Add(new Problem("activity-refused", path, $"步骤“{activity.DisplayName}”：{refusal}"));
            }

            if (activity is Container container)
            {
                container.Bind([.. source.Activities.Select((child, place) => Add(child, node, place, $"{path}.activities[{place}]"))], source);
            }

            return node;
        }

        private static string DisplayNameOf(ActivityDefinition source) =>
            source.Metadata["displayText"] is JsonValue text && text.TryGetValue<string>(out var shown) && shown.Length > 0 ? shown
            : !string.IsNullOrEmpty(source.Name) ? source.Name
            : source.Id;

        private void BindInputs(ActivityDefinition source, ActivityType type, Activity activity, string path)
        {
            var evaluated = new List<Input>();
            var all = new List<Input>();
            foreach (var property in type.Inputs)
            {
                var key = JsonName(property);
                if (source.Properties[key] is not { } wrapper)
                {
                    continue;
                }

                try
                {
                    var input = InputBinding.Create(property.PropertyType, wrapper);
                    if (input is null)
                    {
                        continue;
                    }

                    input.Name = property.Name;
                    if (!input.IsConstant)
                    {
                        input.Slot = evaluated.Count;
                        evaluated.Add(input);
                    }

                    all.Add(input);
                    property.SetValue(activity, input);
                }
                catch (WorkflowFaultException fault)
                {
                    Problems.Add(new Problem("input-invalid", $"{path}.{key}", $"步骤“{activity.DisplayName}”的输入“{property.Name}”：{fault.Message}"));
                }
            }

            activity.Inputs = [.. all];
            activity.EvaluatedInputs = [.. evaluated];
        }

        private void BindOutputs(ActivityDefinition source, ActivityType type, Activity activity, string path)
        {
            foreach (var property in type.Outputs)
            {
                var output = (Output)Activator.CreateInstance(property.PropertyType)!;
                output.Name = property.Name;
                var key = JsonName(property);
                if (source.Properties[key] is JsonObject wrapper && wrapper["memoryReference"] is JsonObject reference)
                {
                    output.Variable = VariableBy(reference, activity, property, $"{path}.{key}");
                }

                property.SetValue(activity, output);
            }
        }

        private void BindVariables(ActivityDefinition source, ActivityType type, Activity activity, string path)
        {
            foreach (var property in type.Variables)
            {
                if (source.Properties[JsonName(property)] is JsonObject reference)
                {
                    property.SetValue(activity, VariableBy(reference, activity, property, $"{path}.{JsonName(property)}"));
                }
            }
        }

        private Variable? VariableBy(JsonObject reference, Activity activity, PropertyInfo property, string path)
        {
            var id = reference["id"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
            var found = variables.Find(variable => variable.Id == id);
            if (found is null)
            {
                Problems.Add(new Problem(
                    "variable-unknown", path, $"步骤“{activity.DisplayName}”的“{property.Name}”指向不存在的变量“{id}”。"));
            }

            return found;
        }

        private void BindPorts(ActivityDefinition source, ActivityType type, Activity activity, ActivityNode node, string path)
        {
            var place = 0;
            foreach (var property in type.EmbeddedPorts)
            {
                if (source.Ports.TryGetValue(JsonName(property), out var child))
                {
                    property.SetValue(activity, Add(child, node, place++, $"{path}.{JsonName(property)}").Activity);
                }
            }
        }

        private static string JsonName(PropertyInfo property) =>
            char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
    }
}
