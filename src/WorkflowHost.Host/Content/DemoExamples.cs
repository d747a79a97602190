using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Host.Hosting;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;

namespace WorkflowHost.Host.Content;

/// <summary>
/// Gives a demo something to work on: takes the example reports in, through the same intake as all others, once the host serves
/// and only while its city has no case. Some of them are refused on purpose.
/// </summary>
internal sealed partial class DemoExamples(
    CaseIntake intake, IOptions<DemoOptions> demo, ContentFolder content, IBureauDirectory bureaus, ICaseStore cases,
    IHostApplicationLifetime lifetime, ILogger<DemoExamples> logger) : BackgroundService
{
    private static readonly string Reports = Path.Combine(AppContext.BaseDirectory, "examples", "reports.json");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!demo.Value.Enabled || !demo.Value.Examples || !await IsServingAsync(stoppingToken) || await HasCasesAsync(stoppingToken))
        {
            return;
        }

        var rows = JsonNode.Parse(await File.ReadAllTextAsync(Reports, stoppingToken))!.AsArray();
        var taken = 0;
        foreach (var row in rows)
        {
            taken += (await intake.ReceiveAsync(row, Command.System, stoppingToken)).IsValid ? 1 : 0;
        }

        LogTaken(logger, taken, rows.Count);
    }

    private async Task<bool> IsServingAsync(CancellationToken stoppingToken)
    {
        var serving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(() => serving.TrySetResult());
        await using var stopped = stoppingToken.Register(() => serving.TrySetCanceled(stoppingToken));
        await serving.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return serving.Task.IsCompletedSuccessfully;
    }

    private async Task<bool> HasCasesAsync(CancellationToken stoppingToken)
    {
        foreach (var account in content.DemoOrganisation().Accounts)
        {
            var scope = CaseScope.Of(account, bureaus.Find(account.BureauId));
            if ((await cases.ListAsync(new CaseFilter(scope), null, 1, stoppingToken)).Items.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    [LoggerMessage(2002, LogLevel.Information, "The demo took {Taken} of {Rows} example reports in")]
    private static partial void LogTaken(ILogger logger, int taken, int rows);
}
