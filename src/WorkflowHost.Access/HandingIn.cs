using System.Text.Json.Nodes;
using WorkflowHost.Cases;
using WorkflowHost.Definitions;

namespace WorkflowHost.Access;

/// <summary>Who may hand in which report: whoever opens a case must see it afterwards.</summary>
public static class HandingIn
{
    /// <summary>Code of the refusal.</summary>
    public const string Code = "report-city";

    /// <summary>Why somebody may not hand a report in; null when nothing speaks against it, or when it names no city, which the intake refuses.</summary>
    /// <param name="report">As it came, unchecked.</param>
    /// <param name="scope">What the person sees.</param>
    public static Problem? Forbids(JsonNode? report, CaseScope scope) =>
        report is JsonObject members && members["city"] is JsonValue city && city.TryGetValue<string>(out var key)
        && key.Trim() is { Length: > 0 } named && named != scope.City
            ? new Problem(Code, "$.city", $"只能提交本市的检验报告（city 应为“{scope.City}”），其他城市的报告由该市的市场监管局提交。")
            : null;
}
