using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Runtime;

namespace WorkflowHost.Host.Commands;

/// <summary><c>-- import &lt;file&gt;</c>: takes a JSON list of spot-check reports in and says for each row what came of it.</summary>
internal sealed class ImportCommand(string file) : IHostCommand
{
    public const string Words = "import <检验报告列表.json>";
    public const string Usage = $"用法：{Words}";

    public bool NeedsDatabase => true;

    /// <returns>0 when every row was taken in, 1 when some were refused, 2 when the file can't be read.</returns>
    public async Task<int> RunAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        if (file.Length == 0)
        {
            await output.WriteLineAsync($"没有指定文件。{Usage}");
            return 2;
        }

        JsonArray rows;
        try
        {
            rows = JsonNode.Parse(await File.ReadAllTextAsync(file, cancellationToken)) as JsonArray
                ?? throw new JsonException("the root is not a list");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            await output.WriteLineAsync($"文件“{file}”不能导入：{Why(error)}");
            return 2;
        }

        var intake = services.GetRequiredService<CaseIntake>();
        var refused = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            var taken = await intake.ReceiveAsync(rows[row], Command.System, cancellationToken);
            refused += taken.IsValid ? 0 : 1;
            await output.WriteLineAsync(taken.IsValid
                ? $"第 {row + 1} 行  已受理  {taken.Value.Number}  {taken.Value.Report.ReportNumber}  {Said(taken.Value)}"
                : $"第 {row + 1} 行  未受理  {Text(rows[row], "reportNumber")}");
            foreach (var problem in taken.Problems)
            {
                await output.WriteLineAsync($"          {problem.Path}  {problem.Message}");
            }
        }

        await output.WriteLineAsync($"共 {rows.Count} 行，受理 {rows.Count - refused} 行，未受理 {refused} 行。");
        return refused == 0 ? 0 : 1;
    }

    private static string Why(Exception error) => error switch
    {
        JsonException { LineNumber: { } line } => $"第 {line + 1} 行不是有效的 JSON，文件可能不完整。",
        JsonException => "应为检验报告的 JSON 列表。",
        FileNotFoundException or DirectoryNotFoundException => "没有这个文件。",
        _ => "没有读取权限，或文件正被占用。",
    };

    private static string Said(Case opened) => opened.State is CaseState.Registered ? "合格，仅登记" : "已发起流程";

    private static string Text(JsonNode? row, string member) => (row as JsonObject)?[member]?.ToString() ?? "";
}
