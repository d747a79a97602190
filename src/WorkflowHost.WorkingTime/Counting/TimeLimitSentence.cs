using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.WorkingTime.Counting;

/// <summary>
/// Says in one Chinese sentence how a date came about:
/// 自2026年9月16日送达次日起算15日，末日10月1日为法定节假日（国庆节），顺延至10月8日；依据 BJ-7.
/// </summary>
internal sealed class TimeLimitSentence(WorkingCalendar calendar, TimeLimitResult result)
{
    private readonly SentenceWords _words = new(calendar, result.Limit.Facts.Start);
    private readonly TimeLimitRule _rule = result.Limit.Rule;
    private readonly TimeLimitFacts _facts = result.Limit.Facts;
    private readonly LimitSpan _span = result.Span;

    public override string ToString() => Started() + Extended() + Excluded() + Ended() + Basis() + Provisional();

    private string Started()
    {
        var day = SentenceWords.InFull(_facts.Start);
        if (_rule.Unit is TimeLimitUnit.Hour)
        {
            return $"自{day}{SentenceWords.Clock(_facts.StartTime!.Value)}{_rule.StartEvent}时起算{Amount(_rule.Value)}";
        }

        var from = $"自{day}{_rule.StartEvent}{(_rule.CountsStartDay ? "当日" : _rule.StartEvent.EndsWith('日') ? "的次日" : "次日")}起算";
        return _rule.Direction is TimeLimitDirection.Window ? from : from + Amount(_rule.Value);
    }

    private string Extended()
    {
        if (_facts.Extensions.IsEmpty)
        {
            return "";
        }

        var added = Amount(_facts.Extensions.Sum(e => e.Value));
        var times = _facts.Extensions.Length > 1 ? SentenceWords.Text($"{_facts.Extensions.Length}次共") : "";
        var reasons = string.Join('；', _facts.Extensions.Select(e => $"{e.Reason}，{e.ApprovedBy}批准"));
        return $"，经批准延长{times}{added}（{reasons}），合计{Amount(result.Limit.Value)}";
    }

    private string Excluded()
    {
        var end = _span.LastDay ?? _span.FirstDay ?? _span.SuspendedOn;
        var closed = _facts.Excluded.Where(p => p.Last is not null && p.First <= end)
            .Select(p => $"{_words.Day(p.First)}{(p.Last == p.First ? "" : $"至{_words.Day(p.Last!.Value)}")}{LimitWords.Of(p.Kind)}");
        var text = string.Join('、', closed);
        return text.Length > 0 ? $"，其间{text}不计入" : "";
    }

    private string Ended() => (_span, _rule) switch
    {
        ({ SuspendedOn: not null }, _) => Suspended(),
        (_, { Direction: TimeLimitDirection.NotBefore }) => NotBefore(),
        (_, { Direction: TimeLimitDirection.Window }) => Window(),
        (_, { Unit: TimeLimitUnit.Hour }) => Hours(),
        (_, { Unit: TimeLimitUnit.WorkingDay }) => $"，至{LastDay()}届满{_words.Remarks(LimitCounter.DayBefore(result.Limit), _span.LastDay!.Value)}",
        _ => Days(),
    };

    private string Suspended()
    {
        var open = _facts.Excluded.First(p => p.Last is null);
        var unit = _rule.Unit is TimeLimitUnit.Month ? TimeLimitUnit.CalendarDay : _rule.Unit;
        var window = _rule.Direction is TimeLimitDirection.Window
            ? $"，第{Amount(_rule.Value)}后、第{Amount(_rule.WindowEnd!.Value)}前办理"
            : "";
        return $"{window}，自{_words.Day(open.First)}起{LimitWords.StandsStill(open.Kind, LimitWords.Amount(_span.Remaining!.Value, unit))}";
    }

    private string NotBefore()
    {
        var from = _rule.Unit is TimeLimitUnit.Hour ? Moment(_span.OpensAt!.Value) : _words.Day(_span.FirstDay!.Value);
        return $"，期满前不得办理，自{from}起可以办理";
    }

    private string Window() =>
        $"，第{Amount(_rule.Value)}后、第{Amount(_rule.WindowEnd!.Value)}前办理，即{_words.Day(_span.FirstDay!.Value)}至{LastDay()}{Rolled()}";

    private string Rolled() => _span.LastDay == _span.NominalLastDay
        ? ""
        : $"（{_words.Day(_span.NominalLastDay!.Value)}为{_words.ReasonToRoll(_span.NominalLastDay.Value, _facts)}，顺延）";

    private string Hours()
    {
        var due = Moment(_span.DueAt!.Value);
        return _span.LastDay == _span.NominalLastDay
            ? $"，至{due}届满"
            : $"，末日{_words.Day(_span.NominalLastDay!.Value)}为{_words.ReasonToRoll(_span.NominalLastDay.Value, _facts)}，顺延至{due}";
    }

    private string Days()
    {
        var (nominal, last) = (_span.NominalLastDay!.Value, _span.LastDay!.Value);
        var stays = _rule.RollsOver ? "，不顺延" : "";
        return last == nominal
            ? $"，至{LastDay()}届满{_words.MakeUp(last, stays)}"
            : $"，末日{_words.Day(nominal)}为{_words.ReasonToRoll(nominal, _facts)}，顺延至{LastDay()}{_words.MakeUp(last, "")}";
    }

    private string Basis()
    {
        var version = (_rule.RuleVersion.Length > 0, _rule.IsDefault) switch
        {
            (false, _) => "",
            (_, true) => $"，{_rule.RuleVersion}",
            _ => $"（{_rule.RuleVersion}）",
        };
        var basis = _rule.LegalBasis.Length > 0 ? $"依据{(char.IsAsciiLetter(_rule.LegalBasis[0]) ? " " : "")}{_rule.LegalBasis}{version}" : "";
        return (_rule.IsDefault, basis.Length > 0) switch
        {
            (true, true) => $"；法规未定期限（{basis}），系统默认{Amount(_rule.Value)}",
            (true, false) => $"；法规未定期限，系统默认{Amount(_rule.Value)}",
            (false, true) => $"；{basis}",
            _ => "",
        };
    }

    private string Provisional()
    {
        if (!result.Provisional)
        {
            return "";
        }

        var end = _span.LastDay ?? _span.FirstDay ?? _span.SuspendedOn!.Value;
        var first = _rule.Unit is TimeLimitUnit.WorkingDay ? LimitCounter.DayBefore(result.Limit).AddDays(1) : _span.NominalLastDay!.Value;
        var range = result.Range is { } r && r.Earliest != r.Latest
            ? $"，预计在{_words.Day(r.Earliest)}至{_words.Day(r.Latest)}之间"
            : "";
        return $"（{_words.Missing(first, end)}，暂定{range}）";
    }

    private string LastDay()
    {
        var day = _words.Day(_span.LastDay!.Value);
        return _rule.End is TimeLimitEnd.EndOfBusiness ? $"{day}{SentenceWords.Clock(_facts.Hours!.Close)}下班时" : day;
    }

    private string Moment(DateTimeOffset instant)
    {
        var local = instant.ToOffset(ChinaTime.Offset).DateTime;
        var (day, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        return time == TimeOnly.MinValue && _rule.Direction is not TimeLimitDirection.NotBefore
            ? $"{_words.Day(day.AddDays(-1))}24时"
            : $"{_words.Day(day)}{SentenceWords.Clock(time)}";
    }

    private string Amount(int value) => LimitWords.Amount(value, _rule.Unit);
}
