using System.Collections.Immutable;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>When somebody is reminded of a limit: at nine in the morning in China, on working days counted from its last day.</summary>
public sealed record LimitReminder
{
    private const int MostRepeats = 400;

    /// <summary>Working days before the last day, 0 to 250; 0 is the last day itself. Null when <see cref="After"/> is given.</summary>
    public int? Before { get; init; }

    /// <summary>Working days after the last day, 1 to 250: the limit has run out. Null when <see cref="Before"/> is given.</summary>
    public int? After { get; init; }

    /// <summary>Again each so many working days, 1 to 250: before the last day until it comes, after it until the step is over. Null: once.</summary>
    public int? Every { get; init; }

    /// <summary>Roles that are told; empty: who has to do the step.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Whether the municipal bureau is told instead of the bureau that has to do the step: an escalation.</summary>
    public bool Municipal { get; init; }

    /// <summary>What is wrong with it, in Chinese; null when nothing is.</summary>
    public string? Refusal => (Before, After, Every) switch
    {
        (null, null, _) or (not null, not null, _) => "每条提醒应写明 before（到期前）或 after（超期后）之一。",
        ( < 0 or > 250, _, _) => "提醒最多提前 250 个工作日。",
        (_, < 1 or > 250, _) => "超期提醒应在末日之后 1 至 250 个工作日。",
        (_, _, < 1 or > 250) => "重复间隔应为 1 至 250 个工作日。",
        _ => null,
    };

    /// <summary>到期前3个工作日, 末日当天, 超期第1个工作日.</summary>
    public string When => (Before, After) switch
    {
        (0, _) => "末日当天",
        ({ } days, _) => FormattableString.Invariant($"到期前{days}个工作日"),
        (_, { } days) => FormattableString.Invariant($"超期第{days}个工作日"),
        _ => "",
    };

    /// <summary>The first instant of the series after another one; null when there is none.</summary>
    /// <param name="lastDay">The limit's.</param>
    /// <param name="after">UTC, exclusive.</param>
    /// <param name="workingDay">The day so many working days from another one; negative: before it.</param>
    public DateTimeOffset? Next(DateOnly lastDay, DateTimeOffset after, Func<DateOnly, int, DateOnly> workingDay)
    {
        var day = workingDay(lastDay, After ?? -(Before ?? 0));
        for (var repeats = 0; repeats < MostRepeats && (After is not null || day <= lastDay); repeats++)
        {
            var at = ChinaTime.At(day, new TimeOnly(9, 0));
            if (at > after)
            {
                return at;
            }

            if (Every is not { } every)
            {
                return null;
            }

            day = workingDay(day, every);
        }

        return null;
    }
}
