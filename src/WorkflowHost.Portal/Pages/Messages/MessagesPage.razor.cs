using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Messaging;
using WorkflowHost.Portal.Access;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Portal.Pages.Messages;

/// <summary>Text messages and e-mails that left or wait, of the cases that the person sees.</summary>
public sealed partial class MessagesPage
{
    private readonly Dictionary<string, string?> caseOfInstance = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> numbers = new(StringComparer.Ordinal);
    private IReadOnlyList<(OutboxMessage Message, string CaseId)> rows = [];
    private string? next;

    /// <summary><c>email</c>, or text messages.</summary>
    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    /// <summary>Cursor.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IOutboxStore Outbox { get; set; } = default!;

    [Inject]
    private IInstanceQueries Instances { get; set; } = default!;

    [Inject]
    private ICaseStore Cases { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    private bool IsEmail => Kind == MessageKinds.Email;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        string[] kinds = [IsEmail ? MessageKinds.Email : MessageKinds.Sms];
        var page = await VisiblePage.ReadAsync(
            after => Outbox.ListAsync(kinds, null, after, PageSize, Aborted),
            async message => await VisibleCaseAsync(message.InstanceId) is not null,
            After,
            PageSize);
        rows = [.. page.Items.Select(message => (message, caseOfInstance[message.InstanceId]!))];
        next = page.Next;
    }

    private async Task<string?> VisibleCaseAsync(string instanceId)
    {
        if (!caseOfInstance.TryGetValue(instanceId, out var caseId))
        {
            if (await Instances.FindAsync(instanceId, Aborted) is { } instance
                && await Cases.FindAsync(instance.CorrelationId, Aborted) is { } subject
                && Access.MaySee(subject))
            {
                caseId = subject.Id;
                numbers[subject.Id] = subject.Number;
            }

            caseOfInstance[instanceId] = caseId;
        }

        return caseId;
    }

    private static string NoteOf(OutboxMessage message) => message.State switch
    {
        OutboxState.Unknown => "不能确定对方是否收到，请电话核实，系统不会自动重发",
        OutboxState.Failed => message.Response,
        OutboxState.Pending when message.Attempts > 0 => $"已尝试 {message.Attempts} 次，稍后重试",
        _ => "",
    };

    private static string TextOf(OutboxMessage message, string member) => message.Payload[member]?.ToString() ?? "";
}
