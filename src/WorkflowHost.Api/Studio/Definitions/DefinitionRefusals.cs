using System.Globalization;
using WorkflowHost.Api.Access;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>Says in Chinese why a command to a definition was not done, with who was in the way.</summary>
internal sealed class DefinitionRefusals(IOrganisationStore people, ApiCaller caller)
{
    /// <summary>What a save did not do; other commands lose no changes.</summary>
    public const string NotSaved = "您的改动没有保存";

    /// <param name="result">What came of the command.</param>
    /// <param name="undone">What it did not do.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Empty when it was done, and when there is nothing to do it to.</returns>
    public async Task<IReadOnlyList<Problem>> WhyNotAsync(DefinitionResult result, string undone, CancellationToken cancellationToken) => result switch
    {
        DefinitionResult.Refused refused => refused.Problems,
        DefinitionResult.Taken { Editor: var editor } => [new Problem("definition-edited", "", await TakenAsync(editor, undone, cancellationToken))],
        DefinitionResult.Stale { By: var by } => [new Problem("definition-moved", "", await MovedAsync(by, undone, cancellationToken))],
        _ => [],
    };

    /// <summary>A person in quotation marks, for a sentence.</summary>
    public async Task<string> NameAsync(string accountId, CancellationToken cancellationToken) =>
        (await people.NamesAsync([accountId], cancellationToken)).TryGetValue(accountId, out var name) ? $"“{name}”" : "系统";

    private async Task<string> TakenAsync(DefinitionEditor editor, string undone, CancellationToken cancellationToken) =>
        $"{await NameAsync(editor.AccountId, cancellationToken)}正在编辑这个流程（{Clock(editor.Since)} 开始，{Clock(editor.LastSavedAt)} 最后保存），"
        + $"{undone}。请先与其联系；确需由您继续时，在门户的“流程定义”页打开本流程，点“接手编辑”，再{(undone == NotSaved ? "刷新本页" : "操作一次")}。";

    private async Task<string> MovedAsync(string by, string undone, CancellationToken cancellationToken)
    {
        var moved = by == caller.Account.Id ? "您在另一个窗口改动过这个流程" : $"{await NameAsync(by, cancellationToken)}已保存过这个流程";
        return undone == NotSaved
            ? $"{moved}，{(by == caller.Account.Id ? "本窗口" : "您")}的改动没有保存。请刷新页面，在最新的内容上重新修改。"
            : $"{moved}，{undone}。请刷新页面，核对最新的内容后再操作一次。";
    }

    private static string Clock(DateTimeOffset at) => at.ToOffset(ChinaTime.Offset).ToString("HH:mm", CultureInfo.InvariantCulture);
}
