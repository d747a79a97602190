using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Cases.Experts;
using WorkflowHost.Definitions;
using WorkflowHost.Regulations;

namespace WorkflowHost.Scenarios.Scripts;

/// <summary>Reads scenarios from YAML; keys are described in <c>docs/scenarios.md</c>, any other key is refused.</summary>
public static class ScenarioYaml
{
    /// <summary>The scenarios, or every problem of the text with its line, counted from 1.</summary>
    /// <param name="file">As people find it.</param>
    /// <param name="text">The YAML.</param>
    public static Checked<ScenarioFile> Parse(string file, string text)
    {
        var root = YamlText.Root(text, "情景文件", "definition、scenarios");
        if (!root.IsValid)
        {
            return Checked<ScenarioFile>.Refused([.. root.Problems.Select(problem => problem with { Path = $"{file} {problem.Path}" })]);
        }

        var problems = new List<Problem>();
        var head = new YamlFields(root.Value, "$", problems);
        head.AllowOnly("definition", "report", "records", "experts", "scenarios");
        var definition = head.Text("definition");
        var report = Object(head, "report");
        var records = RecordYaml.Records(head, file);
        var experts = RecordYaml.Experts(head, file);
        var scenarios = head.Items("scenarios").Select(fields => Scenario(fields, file, report, records, experts)).ToImmutableArray();
        return problems.Count > 0
            ? Checked<ScenarioFile>.Refused([.. problems.Select(problem => problem with { Path = $"{file} {problem.Path}" })])
            : Checked<ScenarioFile>.Valid(new ScenarioFile(file, definition, scenarios));
    }

    private static Scenario Scenario(
        YamlFields fields, string file, JsonObject? report, ImmutableArray<EnterpriseRecord> records, ImmutableArray<Expert> experts)
    {
        fields.AllowOnly("name", "start", "report", "input", "records", "standings", "answers", "events", "expect");
        var own = Object(fields, "report");
        return new Scenario
        {
            Name = fields.Text("name"),
            Start = Time(fields, "start"),
            Report = report is null && own is null ? null : Merged(report ?? [], own ?? []),
            Input = Object(fields, "input") ?? [],
            Records = [.. records, .. RecordYaml.Records(fields, file)],
            Experts = experts,
            Standings = RecordYaml.Standings(fields, file),
            Answers = [.. fields.OptionalItems("answers").Select(answer => Answer(answer, file))],
            Events = [.. fields.OptionalItems("events").Select(outside => Event(outside, file))],
            Expect = fields.Fields("expect") is { } expect ? Expected(expect) : new Expectation(),
            Place = PlaceOf(fields, "name", file),
        };
    }

    private static ScriptedAnswer Answer(YamlFields fields, string file)
    {
        fields.AllowOnly("task", "outcome", "opinion", "form", "at", "leave");
        var at = Moment.Usual;
        if (fields.OptionalText("at") is { Length: > 0 } text)
        {
            at = Moment.Parse(text) ?? at;
            if (Moment.Parse(text) is null)
            {
                fields.Refuse("at", "moment", $"“{text}”应如 +3d、+4h、lastDay、lastDay+1、2026-09-14 或 2026-09-14 10:30。");
            }
        }

        return new ScriptedAnswer(
            fields.Text("task"), fields.OptionalText("outcome"), fields.OptionalText("opinion"), Object(fields, "form") ?? [], at, fields.Flag("leave"),
            PlaceOf(fields, "task", file));
    }

    private static ScriptedEvent Event(YamlFields fields, string file)
    {
        fields.AllowOnly("event", "at", "payload");
        return new ScriptedEvent(fields.Text("event"), Time(fields, "at"), fields.Json("payload"), PlaceOf(fields, "event", file));
    }

    private static Expectation Expected(YamlFields fields)
    {
        fields.AllowOnly(
            "end", "result", "tasks", "documents", "overdue", "lastDays", "bureaus", "recipients", "printed", "discharged", "late", "missed", "notApplicable", "skipped",
            "waitingFor", "notices", "refused");
        return new Expectation
        {
            End = fields.Word<PlayEnd>("end") ?? PlayEnd.Finished,
            Result = fields.OptionalText("result"),
            Tasks = fields.Texts("tasks"),
            Documents = fields.Texts("documents"),
            Overdue = fields.Has("overdue") ? fields.Texts("overdue") : null,
            LastDays = fields.Map("lastDays").ToImmutableDictionary(StringComparer.Ordinal),
            Bureaus = fields.Map("bureaus").ToImmutableDictionary(StringComparer.Ordinal),
            Recipients = fields.Map("recipients").ToImmutableDictionary(StringComparer.Ordinal),
            Printed = fields.Map("printed").ToImmutableDictionary(StringComparer.Ordinal),
            Discharged = fields.Texts("discharged"),
            Late = fields.Texts("late"),
            Missed = fields.Texts("missed"),
            NotApplicable = fields.Texts("notApplicable"),
            Skipped = fields.Texts("skipped"),
            WaitingFor = fields.OptionalText("waitingFor"),
            Notices = fields.Texts("notices"),
            Refused = fields.Texts("refused"),
        };
    }

    private static DateTime Time(YamlFields fields, string key)
    {
        var text = fields.Text(key);
        if (text.Length > 0 && Moment.TimeOf(text) is null)
        {
            fields.Refuse(key, "time", $"“{text}”应如 2026-09-14 或 2026-09-14 10:30。");
        }

        return Moment.TimeOf(text) ?? default;
    }

    private static JsonObject? Object(YamlFields fields, string key)
    {
        var value = fields.Json(key);
        if (value is not null and not JsonObject)
        {
            fields.Refuse(key, "type", $"{key} 应由“键: 值”组成。");
        }

        return value as JsonObject;
    }

    private static JsonObject Merged(JsonObject below, JsonObject above)
    {
        var merged = below.DeepClone().AsObject();
        foreach (var (name, value) in above)
        {
            merged[name] = merged[name] is JsonObject inner && value is JsonObject over ? Merged(inner, over) : value?.DeepClone();
        }

        return merged;
    }

    private static string PlaceOf(YamlFields fields, string key, string file) => string.Create(null, $"{file} 第 {fields.LineOf(key)} 行");
}
