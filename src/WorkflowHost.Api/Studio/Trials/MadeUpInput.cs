using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WorkflowHost.Definitions;

namespace WorkflowHost.Api.Studio.Trials;

/// <summary>
/// What a test run is given for an input that nobody gave, so that a procedure that is used as a step can be tried by itself: what the
/// definition's custom property <c>trialInput</c> says, else a value by the input's name and words, and of an object those members that the
/// drawing's scripts read.
/// </summary>
internal sealed class MadeUpInput
{
    private const string Any = "测试";
    private static readonly string[] Optional = ["为空", "空为", "不填", "没有给出的"];
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private readonly List<string> scripts = [];
    private readonly JsonObject subject;
    private readonly JsonObject said;
    private readonly string today;

    /// <param name="drawing">The version's JSON.</param>
    /// <param name="subject">The made-up case, as the workflow input <c>case</c> shows it.</param>
    /// <param name="today">The local day.</param>
    public MadeUpInput(string drawing, JsonObject subject, DateOnly today)
    {
        this.subject = subject;
        this.today = today.ToString("O", CultureInfo.InvariantCulture);
        var read = JsonNode.Parse(drawing);
        said = read?["customProperties"]?["trialInput"] as JsonObject ?? [];
        Collect(read);
    }

    /// <returns>Null for an input that says that it may be left out.</returns>
    public JsonNode? Of(WorkflowInput declared) => (MakeUp(declared), said[declared.Name]) switch
    {
        (var made, null) => made,
        (JsonObject made, JsonObject own) => Joined(made, own),
        var (_, own) => own.DeepClone(),
    };

    private static JsonObject Joined(JsonObject made, JsonObject own)
    {
        foreach (var (name, value) in own)
        {
            made[name] = (made[name], value) is (JsonObject inner, JsonObject more) ? Joined(inner, more) : value?.DeepClone();
        }

        return made;
    }

    private JsonNode? MakeUp(WorkflowInput declared)
    {
        var words = declared.DisplayName + declared.Description;
        if (Optional.Any(words.Contains))
        {
            return null;
        }

        return declared.IsArray ? new JsonArray() : declared.Type switch
        {
            "Boolean" => false,
            "Int32" or "Int64" or "Decimal" or "Double" or "Single" => 1,
            "Object" => IsParty(declared.Name) ? Party() : ObjectOf(declared.Name) is { Count: > 0 } read ? read : new JsonArray(),
            _ when declared.DisplayName.EndsWith('日') || declared.DisplayName.EndsWith("日期", StringComparison.Ordinal) => today,
            _ when words.Contains("年-月-日", StringComparison.Ordinal) => today,
            _ when declared.Description.Split('“', '”') is ["", var choice, ['或', ..], ..] => choice,
            _ => Named(declared.Description.StartsWith("单位编号", StringComparison.Ordinal) ? "bureau" : declared.Name),
        };
    }

    private static bool IsParty(string name) => name is "recipient" or "applicant";

    private JsonNode? Party() => subject["documentData"]?["party"]?.DeepClone();

    /// <summary>A value that fits a name.</summary>
    private JsonNode? Named(string name) => name switch
    {
        "bureau" or "organiser" => subject["handlingBureau"]?.DeepClone(),
        "on" or "from" or "date" or "deadline" or "completeBy" => today,
        "days" => 1,
        "passed" => false,
        _ when IsParty(name) => Party(),
        _ when name.EndsWith("On", StringComparison.Ordinal) => today,
        _ when name.EndsWith("Unit", StringComparison.Ordinal) => "WorkingDay",
        _ => subject[name]?.DeepClone() ?? Any,
    };

    /// <summary>An object with the members that scripts read of the input, by itself or by a variable that holds it.</summary>
    private JsonObject ObjectOf(string input)
    {
        var made = new JsonObject();
        var call = $@"getInput\('{Regex.Escape(input)}'\)";
        foreach (var script in scripts)
        {
            var names = Regex.Matches(script, $@"var (?<name>\w+) = {call}[;,]", RegexOptions.None, Moment).Select(match => $@"\b{match.Groups["name"].Value}");
            foreach (var match in names.Append(call).SelectMany(name => Regex.Matches(script, $@"{name}(?<members>(\??\.\w+)+)(?<call>\()?", RegexOptions.None, Moment)))
            {
                var members = match.Groups["members"].Value.Split(['?', '.'], StringSplitOptions.RemoveEmptyEntries);
                Put(made, match.Groups["call"].Success ? members[..^1] : members);
            }
        }

        return made;
    }

    private void Put(JsonObject made, ReadOnlySpan<string> names)
    {
        for (; names.Length > 1; names = names[1..])
        {
            if (made[names[0]] is not JsonObject inner)
            {
                made[names[0]] = inner = [];
            }

            made = inner;
        }

        if (names.Length == 1 && !made.ContainsKey(names[0]))
        {
            made[names[0]] = Named(names[0]);
        }
    }

    private void Collect(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var member in members)
                {
                    Collect(member.Value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item);
                }

                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String && value.GetValue<string>() is var text && text.Contains("getInput(", StringComparison.Ordinal):
                scripts.Add(text);
                break;
        }
    }
}
