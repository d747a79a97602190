using System.Collections.Immutable;
using WorkflowHost.Organisation;

namespace WorkflowHost.HumanTasks;

/// <summary>What a field takes.</summary>
public enum FormFieldType
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>Several lines.</summary>
    Multiline,

    /// <summary>A day in China, <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>One of <see cref="FormField.Options"/>.</summary>
    Choice,

    /// <summary>Some of <see cref="FormField.Options"/>, joined by 、.</summary>
    Choices,

    /// <summary>One uploaded file: an object with <c>name</c>, <c>hash</c>, <c>size</c>.</summary>
    File,

    /// <summary>A bureau's id.</summary>
    Bureau,
}

/// <summary>One field of a task's form.</summary>
public sealed record FormField
{
    /// <summary>Key in the form's data.</summary>
    public required string Name { get; init; }

    /// <summary>What people see, in Chinese.</summary>
    public required string Label { get; init; }

    /// <summary>What it takes.</summary>
    public FormFieldType Type { get; init; }

    /// <summary>Whether it may stay empty.</summary>
    public bool Required { get; init; }

    /// <summary>Outcomes with which an empty required field is accepted, such as 退回.</summary>
    public ImmutableArray<string> NotFor { get; init; } = [];

    /// <summary>Required only when another field has a value: <c>field=value</c>, <c>field=</c> when that is empty; empty means no such condition.</summary>
    public string RequiredWhen { get; init; } = "";

    /// <summary>Choices.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>Help under the field, in Chinese.</summary>
    public string Help { get; init; } = "";

    /// <summary>What stands in it at first.</summary>
    public string Default { get; init; } = "";

    /// <summary>For dates: refuse days after today. Default true: what is recorded has happened.</summary>
    public bool NotInFuture { get; init; } = true;

    /// <summary>For dates: the first day accepted, in China; null when the procedure sets none.</summary>
    public DateOnly? NotBefore { get; init; }

    /// <summary>What makes it the first, in Chinese, for the refusal: 检验结果送达之日.</summary>
    public string NotBeforeEvent { get; init; } = "";

    /// <summary>For dates: the last day accepted, in China, inclusive; null when the procedure sets none.</summary>
    public DateOnly? NotAfter { get; init; }

    /// <summary>What makes it the last, in Chinese, for the refusal: 整改期末日.</summary>
    public string NotAfterEvent { get; init; } = "";

    /// <summary>For bureaus: the only level accepted; null for every level. It is always a bureau of the task's city.</summary>
    public BureauKind? BureauKind { get; init; }
}
