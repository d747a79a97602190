using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Messaging;

/// <summary>A person's decision about a message that the machine can't settle.</summary>
/// <param name="Key">The message.</param>
/// <param name="OperationId">Chosen by the sender, 1 to 64 characters: a repeat for the same message gets the first answer.</param>
/// <param name="ExpectedRevision">The message's revision as the person saw it.</param>
/// <param name="Decision">What is to become of it; null when the sender named none that exists.</param>
/// <param name="Reason">1 to 200 characters.</param>
public sealed record MessageResolution(
    string Key, string OperationId, int ExpectedRevision, MessageDecision? Decision, string Reason);

/// <summary>
/// Where e-mails and text messages with an unknown outcome, or that failed, are resolved. Whether the person sees the message's case
/// is for the caller to know.
/// </summary>
public sealed class MessageDesk(IOutboxStore outbox, WorkflowRuntime runtime, IBureauDirectory bureaus)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int MaxReason = 200;

    /// <summary>Whether this person may resolve messages: a supervisor or administrator of a 市局.</summary>
    public bool MayResolve(Account account) =>
        (account.Is(Roles.Supervisor) || account.Is(Roles.Administrator))
        && bureaus.Find(account.BureauId)?.Kind is BureauKind.Municipal;

    /// <summary>An e-mail or text message; null when there is none.</summary>
    public async Task<OutboxMessage?> FindAsync(string key, CancellationToken cancellationToken) =>
        await outbox.FindAsync(key, cancellationToken) is { } found && MessageKinds.All.Contains(found.Kind, StringComparer.Ordinal)
            ? found
            : null;

    /// <summary>Resolves a message.</summary>
    /// <returns>Done or Repeated; Refused with code <c>message-stale</c> when it has changed since, <c>message-forbidden</c> when the person may not.</returns>
    public async Task<RuntimeResult> ResolveAsync(MessageResolution command, Account account, CancellationToken cancellationToken)
    {
        if (await FindAsync(command.Key, cancellationToken) is not { } message)
        {
            return new RuntimeResult.Gone();
        }

        if (!MayResolve(account))
        {
            return new RuntimeResult.Refused([new Problem("message-forbidden", "", "结果不明和失败的消息由市局监督员或管理员处理，您不能处理。")]);
        }

        var problems = Check(command);
        if (problems.Count > 0 || command.Decision is not { } decision)
        {
            return new RuntimeResult.Refused(problems);
        }

        var text = $"{NameOf(decision)}：{command.Reason.Trim()}";
        var remark = new Remark("MessageResolved", $"{MessageKinds.NameOf(message.Kind)}《{TitleOf(message)}》{text}");
        return await runtime.RecordAsync(
            message.InstanceId,
            _ => remark,
            new Command(account.Id)
            {
                Effects = [new ResolveMessage(message.Key, command.ExpectedRevision, decision, text)],
                Operation = new Operation($"{message.Key}/{command.OperationId}", AnswerTo(decision)),
            },
            cancellationToken);
    }

    /// <summary>What people call a decision.</summary>
    public static string NameOf(MessageDecision decision) => decision switch
    {
        MessageDecision.Delivered => "确认已送达",
        MessageDecision.Resend => "重新发送",
        MessageDecision.Abandon => "作罢",
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    /// <summary>What the sender of a decision is told, the first time and at each repeat.</summary>
    public static string AnswerTo(MessageDecision decision) => decision switch
    {
        MessageDecision.Delivered => "已登记为送达，系统不再发送。",
        MessageDecision.Resend => "已交发件箱重新发送。",
        MessageDecision.Abandon => "已作罢，系统不再发送。",
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    private static List<Problem> Check(MessageResolution command)
    {
        var problems = new List<Problem>();
        if (command.OperationId.Length is 0 or > 64)
        {
            problems.Add(new Problem("operation-id", "operationId", "缺少操作编号，请刷新页面后重新提交。"));
        }

        if (command.Decision is null)
        {
            problems.Add(new Problem("decision-unknown", "resolution", "请选择处理方式：确认已送达、重新发送或作罢。"));
        }

        if (command.Reason.Trim().Length is 0 or > MaxReason || command.Reason.Any(letter => char.IsControl(letter) && letter is not ('\r' or '\n')))
        {
            problems.Add(new Problem("reason", "reason", $"请填写处理理由，不超过 {MaxReason} 字，不含控制字符。"));
        }

        return problems;
    }

    /// <summary>Enough to tell the message from others of its case; the address stays out of histories.</summary>
    private static string TitleOf(OutboxMessage message)
    {
        const int longest = 30;
        var subject = message.Text(MessageKinds.Subject);
        var title = subject.Length > 0 ? subject : message.Text(MessageKinds.Body);
        return title.Length <= longest ? title : string.Concat(title.AsSpan(0, char.IsHighSurrogate(title[longest - 1]) ? longest - 1 : longest), "…");
    }
}
