using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Portal.Speech;

/// <summary>Which running instances a supervisor looks at.</summary>
/// <param name="Word">In the address of the list; empty for all.</param>
/// <param name="Text">On the page.</param>
internal sealed record InstanceChoice(string Word, string Text)
{
    /// <summary>All that run.</summary>
    public static readonly InstanceChoice All = new("", "全部运行中");

    /// <summary>Those whose next due date is near.</summary>
    public static readonly InstanceChoice Near = new("near", "临期");

    /// <summary>Those whose next due date has passed.</summary>
    public static readonly InstanceChoice Overdue = new("overdue", "超期");

    /// <summary>Those that are stuck.</summary>
    public static readonly InstanceChoice Stuck = new("incidents", "异常");

    /// <summary>In the order of the page.</summary>
    public static readonly IReadOnlyList<InstanceChoice> Each = [All, Near, Overdue, Stuck];

    /// <summary>Where the list stands.</summary>
    public string Address => Word.Length == 0 ? "/monitor" : $"/monitor?only={Word}";

    /// <summary>The choice of an address; all when the word is none of them.</summary>
    public static InstanceChoice Of(string? word) => Each.FirstOrDefault(choice => choice.Word == word) ?? All;

    /// <summary>What the list shows now.</summary>
    public InstanceFilter Filter(DueDates dates) => Word switch
    {
        "near" => new InstanceFilter(RunningOnly: true, DueUpTo: dates.NearUntil(), Lateness: new Lateness(dates.Now, IsLate: false)),
        "overdue" => new InstanceFilter(RunningOnly: true, Lateness: new Lateness(dates.Now, IsLate: true)),
        "incidents" => new InstanceFilter(RunningOnly: true, WithIncidentsOnly: true),
        _ => new InstanceFilter(RunningOnly: true),
    };
}
