using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Definitions;

namespace WorkflowHost.Portal.Pages.Cases;

/// <summary>A file of reports is handed to the intake, one after the other: each is taken in whole or refused with its reasons.</summary>
public sealed partial class CaseImportPage
{
    private const int LargestFile = 1024 * 1024;
    private const int MostRows = 500;
    private const int MostProblems = 20;
    private IReadOnlyList<Problem> problems = [];
    private List<Row> rows = [];

    [Inject]
    private CaseIntake Intake { get; set; } = default!;

    private bool MayOpen => NewCases.MayOpen(Me, Current.Bureau);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (!MayOpen)
        {
            AnswerForbidden();
        }
    }

    private async Task ImportAsync()
    {
        if (!MayOpen)
        {
            return;
        }

        var read = await ReadAsync();
        if (read.Value is not { } reports)
        {
            problems = read.Problems;
            return;
        }

        foreach (var (place, report) in reports.Index())
        {
            var taken = CityOf(report) is { Length: > 0 } city && city != Current.Bureau!.City
                ? Checked<Case>.Refused([new Problem("report-of-another-city", "$.city", "这是其他市的检验报告，请由该市的市局导入。")])
                : await Intake.ReceiveAsync(report, Me.Id, Aborted);
            rows.Add(new Row(place + 1, TextOf(report, "reportNumber"), TextOf(report, "product"), taken.Value, taken.Problems));
        }
    }

    private async Task<Checked<JsonArray>> ReadAsync()
    {
        if (Http.Request.Form.Files["file"] is not { Length: > 0 } file)
        {
            return Refused("file-missing", "没有选择文件，或文件是空的。");
        }

        if (file.Length > LargestFile)
        {
            return Refused("file-large", "文件超过 1 MB，请分次导入。");
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, Aborted);
        var tree = StrictJson.Parse(content.GetBuffer().AsSpan(0, (int)content.Length));
        return tree.Value switch
        {
            null => Checked<JsonArray>.Refused([.. tree.Problems.Take(MostProblems).Select(problem => problem with { Path = "file" })]),
            JsonArray { Count: > MostRows } => Refused("file-long", $"文件中超过 {MostRows} 份报告，请分次导入。"),
            JsonArray { Count: > 0 } reports => Checked<JsonArray>.Valid(reports),
            _ => Refused("file-no-list", "文件应为检验报告的列表，至少有一份报告。"),
        };
    }

    private static Checked<JsonArray> Refused(string code, string message) => Checked<JsonArray>.Refused([new Problem(code, "file", message)]);

    private static string CityOf(JsonNode? report) => TextOf(report, "city");

    private static string TextOf(JsonNode? report, string member) =>
        report is JsonObject members && members[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private sealed record Row(int Place, string ReportNumber, string Product, Case? Case, IReadOnlyList<Problem> Problems);
}
