using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;

namespace WorkflowHost.Scenarios.Scripts;

/// <summary>Compares a play with what was expected of it.</summary>
internal static class Expectations
{
    public static IEnumerable<Problem> Missed(Scenario scenario, Played played, IBureauDirectory bureaus)
    {
        var expect = scenario.Expect;
        Problem Problem(string code, string message) => new(code, scenario.Place, $"情景“{scenario.Name}”：{message}");

        if (played.End != expect.End)
        {
            yield return Problem("end", $"应结束于“{PlayWords.Of(expect.End)}”，实为“{PlayWords.Of(played.End)}”{(played.WaitingFor.IsEmpty ? "" : "，在等待：" + string.Join('、', played.WaitingFor))}。");
        }

        if (expect.Result.Length > 0 && played.Result != expect.Result)
        {
            yield return Problem("result", $"处理结果应为“{expect.Result}”，实为“{played.Result}”。");
        }

        var titles = played.Tasks.Select(task => task.Task.Title).ToList();
        var from = 0;
        foreach (var title in expect.Tasks)
        {
            var at = titles.FindIndex(from, found => found == title);
            if (at < 0)
            {
                yield return Problem("task", $"待办“{title}”没有（按顺序）出现；出现的有：{string.Join('、', titles)}。");
            }

            from = at < 0 ? from : at + 1;
        }

        foreach (var document in expect.Documents.Where(document => played.Documents.All(made => made.Title != document)))
        {
            yield return Problem("document", $"没有生成《{document}》；生成的有：{string.Join('、', played.Documents.Select(made => made.Title))}。");
        }

        foreach (var (title, day) in expect.LastDays)
        {
            var days = played.Tasks.Where(task => task.Task.Title == title)
                .Select(task => task.Task.LastDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "无期限").ToList();
            if (!days.Contains(day, StringComparer.Ordinal))
            {
                yield return Problem("last-day", $"“{title}”的末日应为 {day}，实为 {(days.Count == 0 ? "没有该待办" : string.Join('、', days))}。");
            }
        }

        foreach (var message in Persons(expect, played, bureaus).Concat(Papers(expect, played)))
        {
            yield return Problem("content", message);
        }

        if (expect.Overdue is { } overdue)
        {
            var late = played.Tasks.Where(task => task.IsLate).Select(task => task.Task.Title).Distinct(StringComparer.Ordinal).ToList();
            if (!late.Order(StringComparer.Ordinal).SequenceEqual(overdue.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            {
                yield return Problem("overdue", $"逾期的应为：{ListOf(overdue)}；实为：{ListOf(late)}。");
            }
        }

        if (expect.WaitingFor.Length > 0 && !played.WaitingFor.Any(wait => wait.Contains(expect.WaitingFor, StringComparison.Ordinal)))
        {
            yield return Problem("waiting", $"最后应在等待“{expect.WaitingFor}”，实际在等待：{ListOf(played.WaitingFor)}。");
        }

        foreach (var title in expect.Notices.Where(title => played.Notices.All(notice => notice.Title != title)))
        {
            yield return Problem("notice", $"没有提醒“{title}”；提醒的有：{ListOf([.. played.Notices.Select(notice => notice.Title)])}。");
        }

        foreach (var problem in Obligations(expect, played).Select(message => Problem("obligation", message)))
        {
            yield return problem;
        }
    }

    /// <summary>Who does a task, and who is served by it.</summary>
    private static IEnumerable<string> Persons(Expectation expect, Played played, IBureauDirectory bureaus)
    {
        foreach (var (title, bureau) in expect.Bureaus)
        {
            var found = played.Tasks.Where(task => task.Task.Title == title).Select(task => bureaus.Find(task.Task.BureauId)?.Name ?? task.Task.BureauId).ToList();
            if (!found.Contains(bureau, StringComparer.Ordinal))
            {
                yield return $"“{title}”应由{bureau}办理，实为：{ListOf(found)}。";
            }
        }

        foreach (var (title, name) in expect.Recipients)
        {
            var found = played.Tasks.Where(task => task.Task.Title == title)
                .SelectMany(task => task.Task.Form.Where(field => field.Name == "recipient").Select(field => field.Default)).ToList();
            if (!found.Contains(name, StringComparer.Ordinal))
            {
                yield return $"“{title}”应送达{name}，实为：{ListOf(found)}。";
            }
        }
    }

    private static IEnumerable<string> Papers(Expectation expect, Played played) => expect.Printed
        .Where(wanted => !played.Documents.Any(made => made.Title == wanted.Key && Texts(made.Data).Any(text => wanted.Value.Length > 0 && text.Contains(wanted.Value, StringComparison.Ordinal))))
        .Select(wanted => $"《{wanted.Key}》应写有“{wanted.Value}”。");

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value => [value.ToString()],
        _ => [],
    };

    private static IEnumerable<string> Obligations(Expectation expect, Played played)
    {
        var standings = played.Obligations.ToDictionary(obligation => obligation.Id, obligation => obligation.Standing, StringComparer.Ordinal);
        IEnumerable<string> Differ(IEnumerable<string> ids, string word, params ObligationStanding[] wanted) => ids
            .Where(id => !standings.TryGetValue(id, out var standing) || !wanted.Contains(standing))
            .Select(id => $"{id} 应为{word}，实为{(standings.TryGetValue(id, out var standing) ? PlayWords.Of(standing) : "没有步骤承担")}。");

        return Differ(expect.Discharged, "已履行", ObligationStanding.Discharged, ObligationStanding.DischargedLate)
            .Concat(Differ(expect.Late, "逾期履行", ObligationStanding.DischargedLate))
            .Concat(Differ(expect.Missed, "逾期未履行", ObligationStanding.Missed))
            .Concat(Differ(expect.NotApplicable, "不适用", ObligationStanding.NotApplicable))
            .Concat(Differ(expect.Skipped, "漏办", ObligationStanding.Skipped))
            .Concat(played.Obligations.Where(found => found.Standing is ObligationStanding.Skipped && !expect.Skipped.Contains(found.Id, StringComparer.Ordinal))
                .Select(found => $"{found.Id} 适用而没有履行。"));
    }

    private static string ListOf(IReadOnlyCollection<string> texts) => texts.Count == 0 ? "无" : string.Join('、', texts);
}
