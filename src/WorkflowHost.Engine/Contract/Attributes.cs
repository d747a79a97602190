namespace WorkflowHost.Engine.Contract;

/// <summary>Names an activity for definitions and for people. Use named arguments.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ActivityAttribute(string @namespace, string type) : Attribute
{
    /// <summary>First part of the type name: <c>Elsa</c> for Elsa's own, <c>PostInspection</c> for ours.</summary>
    public string Namespace { get; } = @namespace;

    /// <summary>Last part of the type name.</summary>
    public string Type { get; } = type;

    /// <summary>Version of the type, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Where the toolbox shows it, in Chinese.</summary>
    public string Category { get; init; } = "";

    /// <summary>What the toolbox calls it, in Chinese.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>What it does, in Chinese.</summary>
    public string Description { get; init; } = "";
}

/// <summary>Describes an input for the designer. An <see cref="Input{T}"/> property is an input even without it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputAttribute : Attribute
{
    /// <summary>What the panel calls it, in Chinese.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>What it is for, in Chinese.</summary>
    public string Description { get; init; } = "";

    /// <summary>Studio's editor: <c>singleline</c>, <c>multiline</c>, <c>dropdown</c>, <c>dynamic-outcomes</c>, …</summary>
    public string UIHint { get; init; } = "singleline";

    /// <summary>Choices of a drop-down, each <c>value</c> or <c>value=text</c>.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>Whether an empty value is refused when a definition is published.</summary>
    public bool Required { get; init; }
}

/// <summary>Describes an output for the designer.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>What the panel calls it, in Chinese.</summary>
    public string DisplayName { get; init; } = "";
}

/// <summary>Marks a property that holds a child activity.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PortAttribute : Attribute;

/// <summary>The ports that the designer draws. Descriptive only: the engine follows whatever outcome an activity names.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FlowNodeAttribute(params string[] outcomes) : Attribute
{
    /// <summary>Port names.</summary>
    public IReadOnlyList<string> Outcomes { get; } = outcomes;
}

/// <summary>Marks an input whose type in Elsa is <c>object</c>: JSON that is written out as an expression stays the text that it is.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AnyValueAttribute : Attribute;

/// <summary>Marks an input that the activity evaluates itself, when it needs it (Elsa's <c>AutoEvaluate = false</c>).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LateInputAttribute : Attribute;
