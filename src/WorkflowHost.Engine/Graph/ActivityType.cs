using System.Collections.Immutable;
using System.Reflection;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine;

/// <summary>What is known about a kind of activity: how to make one, and its inputs, outputs and ports.</summary>
public sealed class ActivityType
{
    private readonly Func<Activity> create;

    private ActivityType(Type type, Func<Activity> create)
    {
        this.create = create;
        ClrType = type;
        Attribute = type.GetCustomAttribute<ActivityAttribute>()
            ?? throw new InvalidOperationException($"{type.Name} needs an [Activity] attribute.");
        Name = Attribute.Namespace + "." + Attribute.Type;
        var properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public);
        Inputs = [.. properties.Where(property => property.PropertyType.IsAssignableTo(typeof(Input)))];
        Variables = [.. properties.Where(property => property.PropertyType == typeof(Variable))];
        Outputs = [.. properties.Where(property => property.PropertyType.IsAssignableTo(typeof(Output)))];
        EmbeddedPorts = [.. properties.Where(property => property.IsDefined(typeof(PortAttribute)))];
        FlowPorts = type.GetCustomAttribute<FlowNodeAttribute>() is { } flow ? [.. flow.Outcomes] : [];
    }

    /// <summary>Full name, such as <c>PostInspection.ApprovalTask</c>.</summary>
    public string Name { get; }

    /// <summary>The class.</summary>
    public Type ClrType { get; }

    /// <summary>What the author declared.</summary>
    public ActivityAttribute Attribute { get; }

    /// <summary>Properties of type <see cref="Input{T}"/>.</summary>
    public ImmutableArray<PropertyInfo> Inputs { get; }

    /// <summary>Properties that name a variable, unwrapped in JSON.</summary>
    public ImmutableArray<PropertyInfo> Variables { get; }

    /// <summary>Properties of type <see cref="Output{T}"/>.</summary>
    public ImmutableArray<PropertyInfo> Outputs { get; }

    /// <summary>Properties that hold a child activity.</summary>
    public ImmutableArray<PropertyInfo> EmbeddedPorts { get; }

    /// <summary>Ports that the designer draws; empty means the plain Done port.</summary>
    public ImmutableArray<string> FlowPorts { get; }

    /// <summary>Describes a class.</summary>
    public static ActivityType Of<T>()
        where T : Activity, new() => new(typeof(T), static () => new T());

    internal Activity Create() => create();
}

/// <summary>The kinds of activity that definitions may use. Filled once at start; read by many threads.</summary>
public sealed class ActivityRegistry
{
    private readonly Dictionary<string, ActivityType> types = new(StringComparer.Ordinal);

    /// <summary>All kinds, those of the engine and those of modules.</summary>
    /// <exception cref="ArgumentException">Two kinds have the same name.</exception>
    public ActivityRegistry(IEnumerable<ActivityType> activityTypes)
    {
        foreach (var type in EngineActivities.All.Concat(activityTypes))
        {
            types.Add(type.Name, type);
        }
    }

    /// <summary>All kinds.</summary>
    public IReadOnlyCollection<ActivityType> Types => types.Values;

    /// <summary>The names of all kinds.</summary>
    public IReadOnlySet<string> Names => types.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>The kind with this name; null when there is none.</summary>
    public ActivityType? Find(string name) => types.GetValueOrDefault(name);
}
