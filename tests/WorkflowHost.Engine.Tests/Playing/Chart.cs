using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Engine.Tests.Playing;

/// <summary>Writes a flowchart definition down: steps in order, then connections.</summary>
internal sealed class Chart
{
    private readonly List<ActivityDefinition> steps = [];
    private readonly List<ConnectionDefinition> connections = [];
    private readonly List<VariableDefinition> variables = [];
    private readonly List<WorkflowInput> inputs = [];
    private JsonObject options = [];

    public static Chart Of() => new();

    /// <summary>A step that records that it ran and completes.</summary>
    public Chart Step(string id) => Step(id, "Test.Note");

    public Chart Step(string id, string type, params (string Name, JsonNode? Value)[] properties) =>
        Step(Piece.Of(id, type, properties));

    public Chart Step(ActivityDefinition step)
    {
        steps.Add(step);
        return this;
    }

    /// <summary>A step that waits on a bookmark and leaves by the outcome that resumes it.</summary>
    public Chart Wait(string id) => Step(id, "Test.Wait");

    /// <summary>A step that leaves by these outcomes at once.</summary>
    public Chart Choose(string id, params string[] outcomes) =>
        Step(id, "Test.Choose", ("outcomes", Piece.Value(new JsonArray([.. outcomes.Select(outcome => JsonValue.Create(outcome))]))));

    public Chart Join(string id, string mode) => Step(id, "Elsa.FlowJoin", ("mode", Piece.Value(mode)));

    /// <summary>Connects each to the next by the plain port.</summary>
    public Chart Line(params string[] ids)
    {
        for (var place = 1; place < ids.Length; place++)
        {
            Connect(ids[place - 1], "Done", ids[place]);
        }

        return this;
    }

    public Chart Connect(string source, string? port, string target)
    {
        connections.Add(new ConnectionDefinition { Source = new Endpoint(source, port), Target = new Endpoint(target, null) });
        return this;
    }

    public Chart Variable(string name, string type, JsonNode? value = null)
    {
        variables.Add(new VariableDefinition { Id = name + "-id", Name = name, TypeName = type, Value = value });
        return this;
    }

    public Chart Input(string name, string type, JsonNode? defaultValue)
    {
        inputs.Add(new WorkflowInput { Name = name, Type = type, DefaultValue = defaultValue });
        return this;
    }

    public Chart ContinueWithIncidents()
    {
        options = new JsonObject { ["incidentStrategyType"] = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core" };
        return this;
    }

    /// <summary>The flowchart alone, to stand inside another.</summary>
    public ActivityDefinition As(string id) => new()
    {
        Id = id,
        Type = "Elsa.Flowchart",
        Activities = [.. steps],
        Connections = [.. connections],
        Variables = [.. variables],
    };

    public WorkflowDefinition Definition() => Definition(As("flow") with { Variables = [] });

    /// <summary>A definition with this root and the variables, inputs and options that were named here.</summary>
    public WorkflowDefinition Definition(ActivityDefinition root) => new()
    {
        Id = "v1",
        DefinitionId = "d1",
        Name = "测试流程",
        Root = root,
        Variables = [.. variables],
        Inputs = [.. inputs],
        Options = options,
    };
}

/// <summary>Pieces of a definition.</summary>
internal static class Piece
{
    public static ActivityDefinition Of(string id, string type, params (string Name, JsonNode? Value)[] properties) => new()
    {
        Id = id,
        Type = type,
        Properties = new JsonObject(properties.Select(property => KeyValuePair.Create(property.Name, property.Value))),
    };

    public static ActivityDefinition Sequence(string id, params ActivityDefinition[] activities) =>
        new() { Id = id, Type = "Elsa.Sequence", Activities = [.. activities] };

    public static ActivityDefinition If(string id, JsonNode condition, ActivityDefinition? then, ActivityDefinition? otherwise)
    {
        var ports = ImmutableSortedDictionary.CreateBuilder<string, ActivityDefinition>(StringComparer.Ordinal);
        if (then is not null)
        {
            ports["then"] = then;
        }

        if (otherwise is not null)
        {
            ports["else"] = otherwise;
        }

        return Of(id, "Elsa.If", ("condition", condition)) with { Ports = ports.ToImmutable() };
    }

    public static ActivityDefinition SetVariable(string id, string variable, JsonNode value) =>
        Of(id, "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = variable + "-id", ["name"] = variable }), ("value", value));

    /// <summary>A step that writes a line of text.</summary>
    public static ActivityDefinition Line(string id, string text) => Of(id, "Elsa.WriteLine", ("text", Value(text)));

    /// <summary>A step that writes what a script gives.</summary>
    public static ActivityDefinition LineOf(string id, string script) => Of(id, "Elsa.WriteLine", ("text", Script(script)));

    /// <summary>The same with a step embedded under a port key.</summary>
    public static ActivityDefinition With(this ActivityDefinition activity, string port, ActivityDefinition child) =>
        activity with { Ports = activity.Ports.Append(KeyValuePair.Create(port, child)).ToImmutableSortedDictionary(StringComparer.Ordinal) };

    /// <summary>The same with another step under a port key, or with none.</summary>
    public static ActivityDefinition Put(this ActivityDefinition activity, string port, ActivityDefinition? child)
    {
        var others = activity with { Ports = activity.Ports.Where(entry => entry.Key != port).ToImmutableSortedDictionary(StringComparer.Ordinal) };
        return child is null ? others : others.With(port, child);
    }

    /// <summary>A loop's body.</summary>
    public static ActivityDefinition WithBody(this ActivityDefinition loop, params ActivityDefinition[] body) => loop.With("body", Sequence(loop.Id + "-body", body));

    public static JsonNode Value(JsonNode? value) => Expression("Literal", value);

    public static JsonNode Script(string script) => Expression("JavaScript", script);

    public static JsonNode Expression(string type, JsonNode? value) =>
        new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };

    public static JsonNode Output(string variable) =>
        new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variable + "-id" } };
}
