using System.Globalization;
using System.Text;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Scenarios.Scripts;

/// <summary>Writes what came of a scenario for people.</summary>
public static class TimelineText
{
    /// <summary>The timeline, what it comes to, and where it differs from what was expected.</summary>
    public static string Of(ScenarioOutcome outcome)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"■ {outcome.Scenario.Name}（{outcome.Scenario.Place}）");
        if (outcome.Played is { } played)
        {
            text.Append(Of(played));
        }

        foreach (var failure in outcome.Failures)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  ✗ {failure.Path}：{failure.Message}");
        }

        return text.ToString();
    }

    /// <summary>The timeline, and what it comes to.</summary>
    public static string Of(Played played)
    {
        var text = new StringBuilder();
        foreach (var entry in played.Timeline)
        {
            text.Append("  ").AppendLine(entry.ToString());
        }

        Summarise(text, played);
        return text.ToString();
    }

    private static void Summarise(StringBuilder text, Played played)
    {
        var days = ChinaTime.DateOf(played.Until).DayNumber - ChinaTime.DateOf(played.From).DayNumber;
        text.AppendLine(CultureInfo.InvariantCulture, $"  {PlayWords.Of(played.End)}，历时 {days} 天，{played.Steps} 个步骤，{played.Tasks.Length} 项待办（逾期 {played.Tasks.Count(task => task.IsLate)} 项），{played.Documents.Length} 份文书，{played.Messages.Length} 条消息。");
        if (played.Result.Length > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  处理结果：{played.Result}");
        }

        if (!played.WaitingFor.IsEmpty)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  在等待：{string.Join('、', played.WaitingFor)}");
        }

        foreach (var group in played.Obligations.GroupBy(obligation => obligation.Standing))
        {
            var ids = group.Select(one => one.At is { } at ? $"{one.Id}（{ChinaTime.DateOf(at):yyyy-MM-dd}，{one.Step}）" : one.Id);
            text.AppendLine(CultureInfo.InvariantCulture, $"  {PlayWords.Of(group.Key)}：{string.Join('、', ids)}");
        }
    }
}
