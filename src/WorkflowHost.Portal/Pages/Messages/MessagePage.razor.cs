using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Definitions;
using WorkflowHost.Messaging;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;
using WorkflowHost.Portal.Speech;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Portal.Pages.Messages;

/// <summary>One message: what was sent to whom, every attempt, and the decision that a person owes.</summary>
public sealed partial class MessagePage
{
    private OutboxMessage? message;
    private Case? subject;
    private string operationId = "";
    private int revision;
    private IReadOnlyList<MessageDecision> choices = [];
    private IReadOnlyList<MessageChange> changes = [];
    private IReadOnlyList<Problem> problems = [];
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The message.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    [Inject]
    private MessageDesk Desk { get; set; } = default!;

    [Inject]
    private IOutboxStore Outbox { get; set; } = default!;

    [Inject]
    private IInstanceQueries Instances { get; set; } = default!;

    [Inject]
    private ICaseStore Cases { get; set; } = default!;

    [Inject]
    private IOrganisationStore People { get; set; } = default!;

    [Inject]
    private IIdGenerator Ids { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    private string Name => MessageKinds.NameOf(message!.Kind);

    private bool MayResolve => Desk.MayResolve(Me);

    private string Advice => message!.State is OutboxState.Unknown
        ? "系统不会自动重发。请电话向收件人核实：已收到的，确认已送达；没有收到的，重新发送。"
        : "排除原因后可以重新发送；改用其他方式通知，或不必再通知的，作罢。";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        message = await Desk.FindAsync(Key, Aborted);
        subject = message is null ? null : await new MessageCases(Instances, Cases, Access).FindAsync(message.InstanceId, Aborted);
        if (message is null || subject is null)
        {
            AnswerNotFound();
            return;
        }

        operationId = Posted("operationId") is { Length: > 0 and <= 64 } sent ? sent : Ids.NewId();
        revision = int.TryParse(Posted("expectedRevision"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
            ? seen
            : message.Revision;
        // A repeated submission finds the message settled, and still needs its form to be answered.
        choices = IsPost && ResolveMessage.ChoicesFor(message.State).Count == 0
            ? Enum.GetValues<MessageDecision>()
            : ResolveMessage.ChoicesFor(message.State);
        changes = await Outbox.ChangesAsync(Key, Aborted);
        names = await People.NamesAsync([.. changes.Select(change => change.Actor).Distinct(StringComparer.Ordinal)], Aborted);
    }

    private async Task ResolveAsync()
    {
        MessageDecision? decision = Enum.TryParse<MessageDecision>(Posted("resolution"), out var chosen) && Enum.IsDefined(chosen) ? chosen : null;
        var command = new MessageResolution(Key, operationId, revision, decision, Posted("reason"));
        switch (await Desk.ResolveAsync(command, Me, Aborted))
        {
            case RuntimeResult.Done:
                Leave(MessageDesk.AnswerTo(chosen));
                break;
            case RuntimeResult.Repeated repeated:
                Leave(repeated.Answer);
                break;
            case RuntimeResult.Refused refused:
                problems = refused.Problems;
                await RefreshAsync();
                break;
            default:
                problems = [new Problem("gone", "", "该消息已不存在。")];
                break;
        }
    }

    /// <summary>What was typed stays; what may be chosen is what the message stands at now.</summary>
    private async Task RefreshAsync()
    {
        message = await Desk.FindAsync(Key, Aborted) ?? message;
        choices = ResolveMessage.ChoicesFor(message!.State);
        revision = message.Revision;
    }

    private void Leave(string text)
    {
        Flash.Leave(Http, text);
        Navigation.NavigateTo("/messages/" + Uri.EscapeDataString(Key));
    }

    private string ErrorOf(string field) => problems.FirstOrDefault(problem => problem.Path == field)?.Message ?? "";

    private string TextOf(string member) => message!.Payload[member]?.ToString() ?? "";

    private string NameOf(string actor) => actor == Command.System ? "系统" : names.GetValueOrDefault(actor, actor);

    private static string ClassOf(MessageDecision decision) => decision switch
    {
        MessageDecision.Delivered => "primary",
        MessageDecision.Abandon => "refuse",
        _ => "",
    };

    private string Consequence(MessageDecision decision)
    {
        var to = $"{subject!.Report.SampledParty.Name}（{Masked.Recipient(TextOf(MessageKinds.To))}）";
        return decision switch
        {
            MessageDecision.Delivered => $"将登记为已送达 {to}，系统不再发送这条{Name}，不能撤回。",
            MessageDecision.Resend => $"将立即向 {to} 再发送一次这条{Name}；上一次其实已送达的，对方会收到两次。",
            _ => $"将不再向 {to} 发送这条{Name}，不能撤回。",
        };
    }
}
